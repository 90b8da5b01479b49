import type { NewEndpointGateway } from '../../cloud/vpcRequests';
import { answersWhere, isShared, unknownToHub } from '../../model/dns';
import { t } from '../../model/l10n';
import type { EndpointGateway, Reference, Vpc } from '../../model/landscape';
import type { Sharing } from '../sharedDns';
import { blocked, type Blocked } from '../standing';

/** Where an instance's names are answered with the addresses of an endpoint gateway, in words. */
export interface AnsweringWords {
  /** Fits behind a comma. */
  readonly where: string | undefined;
  /** Sentences without their ends. */
  readonly more: readonly string[];
}

interface Answering extends AnsweringWords {
  readonly mode: NewEndpointGateway['dnsMode'];
}

export const nothingSpecial: AnsweringWords = { where: undefined, more: [] };

/**
 * How a new endpoint gateway to the instance will answer. Of VPCs that share DNS one alone may share an instance's names; a second gateway may
 * only answer in its own, which a hub's may not and a VPC that asks the hub cannot.
 * Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpe-dns-sharing-planning-considerations
 */
export function newAnswering(vpc: Vpc | undefined, target: string, sharing: Sharing): Answering | Blocked {
  const { sharing: other, silent } = othersTo(target, sharing);
  if (vpc === undefined || other === undefined) {
    return { mode: 'primary', where: answersEverywhere(vpc ?? {}, sharing), more: [...silent, ...unseenIn(sharing)] };
  }
  if (vpc.dns?.isHub === true) {
    return blocked(
      t('"{0}" in the VPC "{1}" answers for this instance in the VPCs that share DNS already: '
      + 'an endpoint gateway in their hub "{2}" would answer there too, which IBM Cloud refuses.', other.name, other.vpc.name, vpc.name),
      t('Use the VPC "{0}", or set the DNS sharing of "{1}" to "disabled", wait six minutes and plan again.', other.vpc.name, other.name),
    );
  }
  return askedHub(vpc, other, t('a new endpoint gateway')) ?? { mode: 'disabled', where: besides(other), more: silent };
}

/** How the endpoint gateway answers that is there. */
export function presentAnswering(vpc: Vpc, there: EndpointGateway, sharing: Sharing): AnsweringWords | Blocked {
  if (sharing.sharers.length + sharing.unseen.length === 0) {
    return nothingSpecial;
  }
  const { sharing: other, silent } = othersTo(there.targetCrn, sharing);
  if (isShared(there.dnsMode)) {
    return { where: answersEverywhere(vpc, sharing), more: silent };
  }
  if (other !== undefined) {
    return askedHub(vpc, other, `"${there.name}"`) ?? { where: besides(other), more: [] };
  }
  const unknown = unknownToHub(there.dnsMode, vpc);
  return { where: answersWhere(there.dnsMode, vpc), more: unknown === undefined ? [] : [unknown] };
}

/** Where a VPC's servers ask the hub, the hub's answer is the only one. */
function askedHub(vpc: Vpc, other: EndpointGateway, ours: string): Blocked | undefined {
  const hub = hubOf(vpc);
  return hub === undefined ? undefined : blocked(
    t('Servers in "{0}" ask the DNS hub "{1}", where "{2}" in the VPC "{3}" answers for this instance: '
    + '{4} would not be asked.', vpc.name, hub.name, other.name, other.vpc.name, ours),
    t('Use the VPC "{0}", or set the DNS resolver of "{1}" to "system", and plan again.', other.vpc.name, vpc.name),
  );
}

function hubOf({ dns }: Vpc): Reference | undefined {
  return dns?.resolver.kind === 'delegated' ? dns.resolver.vpc : undefined;
}

function besides(other: EndpointGateway): string {
  return t('answers in this VPC alone, since in those that share its DNS "{0}" of {1} answers', other.name, other.vpc.name);
}

function answersEverywhere(vpc: Pick<Vpc, 'dns'>, { sharers }: Sharing): string {
  const where = answersWhere('primary', vpc);
  return sharers.length === 0 ? where : `${where}: ${sharers.map(({ name }) => name).join(', ')}`;
}

/** The other gateway to the instance that shares its names, and what becomes of those that do not. */
function othersTo(target: string, { gateways, sharers }: Sharing): { readonly sharing: EndpointGateway | undefined; readonly silent: readonly string[] } {
  const others = gateways.filter(({ targetCrn }) => targetCrn === target);
  return {
    sharing: others.find(({ dnsMode }) => isShared(dnsMode)),
    silent: others.filter(({ dnsMode }) => !isShared(dnsMode)).map(({ name, vpc }) => (
      sharers.find(({ id }) => id === vpc.id)?.resolver?.kind === 'delegated'
        ? t('Servers in {0} ask the hub, so that they are not sent to their own "{1}"', vpc.name, name)
        : t('In {0} its own "{1}" answers', vpc.name, name)
    )),
  };
}

function unseenIn({ unseen }: Sharing): readonly string[] {
  return unseen.length === 0 ? [] : [
    t('What shares DNS through {0} is not seen from here: '
    + 'IBM Cloud refuses a gateway whose names are shared there already', unseen.map(({ name }) => name).join(', ')),
  ];
}

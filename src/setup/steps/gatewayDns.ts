import type { NewEndpointGateway } from '../../cloud/vpcRequests';
import { answersWhere, isShared, unknownToHub } from '../../model/dns';
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
      `"${other.name}" in the VPC "${other.vpc.name}" answers for this instance in the VPCs that share DNS already: `
      + `an endpoint gateway in their hub "${vpc.name}" would answer there too, which IBM Cloud refuses.`,
      `Use the VPC "${other.vpc.name}", or set the DNS sharing of "${other.name}" to "disabled", wait six minutes and plan again.`,
    );
  }
  return askedHub(vpc, other, 'a new endpoint gateway') ?? { mode: 'disabled', where: besides(other), more: silent };
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
    `Servers in "${vpc.name}" ask the DNS hub "${hub.name}", where "${other.name}" in the VPC "${other.vpc.name}" answers for this instance: `
    + `${ours} would not be asked.`,
    `Use the VPC "${other.vpc.name}", or set the DNS resolver of "${vpc.name}" to "system", and plan again.`,
  );
}

function hubOf({ dns }: Vpc): Reference | undefined {
  return dns?.resolver.kind === 'delegated' ? dns.resolver.vpc : undefined;
}

function besides(other: EndpointGateway): string {
  return `answers in this VPC alone, since in those that share its DNS "${other.name}" of ${other.vpc.name} answers`;
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
        ? `Servers in ${vpc.name} ask the hub, so that they are not sent to their own "${name}"`
        : `In ${vpc.name} its own "${name}" answers`
    )),
  };
}

function unseenIn({ unseen }: Sharing): readonly string[] {
  return unseen.length === 0 ? [] : [
    `What shares DNS through ${unseen.map(({ name }) => name).join(', ')} is not seen from here: `
    + 'IBM Cloud refuses a gateway whose names are shared there already',
  ];
}

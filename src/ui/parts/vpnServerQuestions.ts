import { Failure } from '../../model/failure';
import { judgePool, poolFor } from '../../model/clientPool';
import { t } from '../../model/l10n';
import type { PoolNeighbours } from '../../model/poolNeighbours';
import { parseRange } from '../../model/range';
import type { CertificateMetadata } from '../../model/secretsManager';
import { visible } from '../../model/text';
import { ownNetworks } from '../../machine/networks';
import { addressesOfVpnServer } from '../../setup/steps/vpnServer';
import { inTime } from '../inTime';
import { mapped, type PickItem, type Question } from '../prompts/answers';
import { signInItems, type SignIn } from '../prompts/vpnSignIn';
import type { Session } from '../session/session';
import { describe } from '../tree/node';
import type { PartAnswers } from './partAnswers';
import { groupItem, groupsOf, rangeItems, zonesOf, type PartTools } from './questions';
import type { NamedCertificate, VpnPlace } from './vpnAnswers';
import { withVpn } from './vpnQuestions';

type Ask = Question<PartAnswers>;

const readLimitMs = 30_000;

export function askAvailability({ prompter }: PartTools): Ask {
  return async (answers, position) => withVpn(answers, await prompter.pick<boolean>({
    position, placeholder: t('In how many zones should it stand?'),
    items: [
      { label: t('One: stand-alone'), icon: 'server', value: false, detail: t('Nobody gets in while it is mended, or its zone is down.') },
      { label: t('Two: high availability'), icon: 'server-environment', value: true, detail: t('In a subnet of another zone besides.') },
    ],
    isCurrent: (isHighlyAvailable) => isHighlyAvailable === (answers.vpn?.isHighlyAvailable ?? false),
  }), (isHighlyAvailable) => ({ isHighlyAvailable, places: isHighlyAvailable ? answers.vpn?.places : answers.vpn?.places?.slice(0, 1) }));
}

/** A subnet with room for it, or a new one; the second in another zone than the first. */
export function askVpnPlace({ prompter, session }: PartTools, index: 0 | 1): Ask {
  return async (answers, position) => {
    const { places = [] } = answers.vpn ?? {};
    return withVpn(answers, await prompter.pick<VpnPlace>({
      position, placeholder: index === 0 ? t('In which subnet, and so in which zone?') : t('In which subnet of another zone?'),
      items: (signal) => placeItems(session, answers, index === 1 ? places[0]?.zone : undefined, signal),
      isCurrent: (place) => place.zone === places[index]?.zone && idOf(place) === idOf(places[index]),
    }), (place) => ({ places: index === 0 ? [place, ...places.slice(1).filter(({ zone }) => zone !== place.zone)] : [...places.slice(0, 1), place] }));
  };
}

async function placeItems(
  session: Session, { region = '', vpc: of }: PartAnswers, without: string | undefined, signal: AbortSignal,
): Promise<readonly PickItem<VpnPlace>[]> {
  const [{ subnets }, all] = await Promise.all([session.landscape.region(region, signal), zonesOf(session, region, signal)]);
  const zones = all.filter((zone) => zone !== without);
  const fitting = subnets.filter(({ vpc, availableAddresses, zone }) =>
    vpc.id === of?.id && availableAddresses >= addressesOfVpnServer && zones.includes(zone));
  return [
    ...fitting.map(({ id, name, zone, cidr, availableAddresses }): PickItem<VpnPlace> => ({
      label: visible(name, 80), description: describe(zone, cidr, t('{0} free', availableAddresses)), icon: 'type-hierarchy-sub', group: t('Existing'),
      value: { subnet: { id, name }, zone },
    })),
    ...zones.map((zone): PickItem<VpnPlace> => ({
      label: t('A new subnet in {0}', zone), icon: 'add', group: t('New'), value: { subnet: 'new', zone },
    })),
  ];
}

function idOf(place: VpnPlace | undefined): string | undefined {
  return typeof place?.subnet === 'object' ? place.subnet.id : place?.subnet;
}

export function askDialledFrom({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<NonNullable<PartAnswers['guard']>>({
    position, placeholder: t('From where may it be dialled?'),
    items: async (signal) => [
      ...[...rangeItems(session), { label: t('From nowhere yet'), icon: 'lock', value: 'nobody' as const }]
        .map((item) => ({ ...item, group: t('A new group, for its port') })),
      ...(await groupsOf(session, answers, signal)).map((group) => ({
        ...groupItem(group), label: t('From where {0} lets in', visible(group.name, 80)), group: t('Existing groups'),
      })),
    ],
    isCurrent: (guard) => typeof guard === 'string' ? guard === answers.guard : typeof answers.guard === 'object' && guard.id === answers.guard.id,
  }), (guard) => ({ ...answers, guard }));
}

/** One with its key, which a server can show. */
export function askServerCertificate({ prompter, session }: PartTools): Ask {
  return async (answers, position) => withVpn(answers, await prompter.pick<NamedCertificate>({
    position, placeholder: t('Which certificate should it show?'),
    items: async (signal) => certificateItems((await certificatesOf(session, answers, signal)).filter(({ hasPrivateKey }) => hasPrivateKey !== false)),
    isCurrent: ({ id }) => id === answers.vpn?.certificate?.id,
  }), (certificate) => ({ certificate }));
}

/** The server's own first: one authority mostly signs both. */
export function askAuthority({ prompter, session }: PartTools): Ask {
  return async (answers, position) => withVpn(answers, await prompter.pick<NamedCertificate>({
    position, placeholder: t('By whose authority should it know people?'),
    items: async (signal) => {
      const { certificate: own } = answers.vpn ?? {};
      const all = await certificatesOf(session, answers, signal);
      const first = all.filter(({ id }) => id === own?.id);
      return [
        ...certificateItems(first).map((item) => ({ ...item, detail: t('The authority that signed the server’s certificate.') })),
        ...all.length > first.length ? certificateItems(all.filter((each) => !first.includes(each))) : [],
      ];
    },
    isCurrent: ({ id }) => id === (answers.vpn?.authority ?? answers.vpn?.certificate)?.id,
  }), (authority) => ({ authority }));
}

async function certificatesOf({ cloud }: Session, { vpn }: PartAnswers, signal: AbortSignal): Promise<readonly CertificateMetadata[]> {
  const instance = await cloud.secretsManagers.get(vpn?.secretsManager?.crn ?? '', signal);
  return (await cloud.secretsManagers.open(instance).listCertificates({}, signal)).filter(({ state }) => state === 'active');
}

function certificateItems(certificates: readonly CertificateMetadata[]): readonly PickItem<NamedCertificate>[] {
  if (certificates.length === 0) {
    throw new Failure({
      code: 'ui.no-certificate', what: t('There is no certificate'), why: t('The Secrets Manager instance has none that a VPN server could use.'),
      next: t('Use Make VPN Certificates… first, or choose another instance.'),
    });
  }
  return certificates.map(({ id, name, crn, commonName, notAfter, type }): PickItem<NamedCertificate> => ({
    label: visible(name, 80), icon: 'verified', value: { id, name, crn },
    group: type === 'private_cert' ? t('Private certificates') : t('Imported certificates'),
    description: describe(visible(commonName, 60), notAfter === '' ? undefined : t('valid until {0}', notAfter.slice(0, 10))),
  }));
}

export function askMethods({ prompter }: PartTools): Ask {
  return async (answers, position) => withVpn(answers, await prompter.pick<SignIn>({
    position, placeholder: t('How should people sign in to the VPN?'), items: signInItems, isCurrent: (methods) => methods === answers.vpn?.methods,
  }), (methods) => ({ methods }));
}

/** Proposed so that it overlaps nothing that is known, and judged as it is typed. */
export function askPool({ prompter, session }: PartTools): Ask {
  return async (answers, position) => {
    const neighbours = await inTime(t('Could not look at the networks'), readLimitMs, (signal) => neighboursOf(session, answers, signal));
    const proposed = answers.vpn?.pool ?? poolFor(neighbours);
    return withVpn(answers, await prompter.text({
      position, prompt: t('Addresses for its clients: a range that overlaps nothing that they reach, nor a VPC that a transit gateway connects'),
      placeholder: proposed ?? '10.208.0.0/22',
      value: proposed,
      check: (text) => judgePool(text, neighbours),
    }), (text) => ({ pool: text.trim() }));
  };
}

async function neighboursOf({ cloud, landscape }: Session, { region = '', vpc }: PartAnswers, signal: AbortSignal): Promise<PoolNeighbours> {
  const [prefixes, { vpnServers }, { networks }] = await Promise.all([
    cloud.vpc(region).listAddressPrefixes(vpc?.id ?? '', signal), landscape.region(region, signal), ownNetworks(signal),
  ]);
  const readable = ({ range }: { readonly range: string }): boolean => parseRange(range) !== undefined;
  return {
    vpcPrefixes: prefixes.map(({ cidr }) => ({ range: cidr, name: vpc?.name ?? '' })).filter(readable),
    otherPools: vpnServers.map(({ clientPool, name }) => ({ range: clientPool, name })).filter(readable),
    ownNetworks: networks, userRanges: [], targets: [],
  };
}

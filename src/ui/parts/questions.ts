import { t } from '../../model/l10n';
import type { RegionLandscape, SecurityGroup } from '../../model/landscape';
import type { Cost } from '../../model/plan';
import { sshPort } from '../../model/serverLogin';
import type { Service } from '../../model/service';
import { visible } from '../../model/text';
import { money } from '../../model/words';
import { orUnpublished } from '../../setup/catalogPrice';
import { openToInternet, rangeFrom } from '../../setup/ranges';
import { instanceItems } from '../commands/asking';
import { inTime } from '../inTime';
import type { Editor } from '../editor/editor';
import { mapped, type PickItem, type Prompter, type Question } from '../prompts/answers';
import type { Session } from '../session/session';
import { counted, describe } from '../tree/node';
import { regionLabel } from '../tree/regionNames';
import { serverNames, withServerNames } from '../tree/serverNames';
import { gatewayItems, serverItems } from './guarded';
import type { Named } from './named';
import type { PartAnswers } from './partAnswers';

type Ask = Question<PartAnswers>;

const readLimitMs = 30_000;
/** Of what a security group guards, in the cloud's own word. Source: https://cloud.ibm.com/apidocs/vpc/latest#list-security-group-targets */
const gatewayKind = 'endpoint_gateway';

/** What the questions are asked with; their lists come from the picture that the tree has loaded. */
export interface PartTools {
  readonly prompter: Prompter;
  readonly session: Session;
  readonly editor: Pick<Editor, 'chooseText'>;
  readonly serviceOf: (instance: NonNullable<PartAnswers['instance']>) => Promise<Service>;
  /** The role of the settings. */
  readonly credentialRole: string;
}

export function askRegion({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick({
    position, placeholder: t('In which region?'),
    items: async (signal) => (await session.landscape.regions(signal)).filter(({ available }) => available)
      .map(({ name }): PickItem<string> => ({ label: regionLabel(name), icon: 'globe', value: name })),
    isCurrent: (name) => name === answers.region,
  }), (region) => ({ ...answers, region, ...(region === answers.region ? {} : elsewhere) }));
}

/** What was chosen of another region. */
const elsewhere = { vpc: undefined, zone: undefined, admits: undefined, vpn: undefined, site: undefined };

export function askInstance({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick({
    position, placeholder: t('For which instance?'),
    items: (signal) => instanceItems(session, signal),
    isCurrent: ({ crn }) => crn === answers.instance?.crn,
  }), (instance) => ({ ...answers, instance, region: instance.region, ...(instance.region === answers.region ? {} : { vpc: undefined }) }));
}

export function askVpc({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<Named>({
    position, placeholder: t('In which VPC?'),
    items: async (signal) => {
      const { vpcs, subnets, endpointGateways } = await session.landscape.region(answers.region ?? '', signal);
      return vpcs.map(({ id, name }): PickItem<Named> => ({
        label: visible(name, 80), icon: 'type-hierarchy', value: { id, name },
        description: endpointGateways.some(({ vpc, targetCrn }) => vpc.id === id && targetCrn === answers.instance?.crn)
          ? t('has a gateway to {0} already', visible(answers.instance?.name ?? '', 80))
          : counted(subnets.filter(({ vpc }) => vpc.id === id).length, t('subnet'), t('subnets')),
      }));
    },
    isCurrent: ({ id }) => id === answers.vpc?.id,
  }), (vpc) => ({ ...answers, vpc, ...(vpc.id === answers.vpc?.id ? {} : { admits: undefined }) }));
}

export function askZone({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<string>({
    position, placeholder: t('In which zone?'),
    items: async (signal) => {
      const region = answers.region ?? '';
      const [{ subnets }, zones] = await Promise.all([session.landscape.region(region, signal), zonesOf(session, region, signal)]);
      return zones.map((zone) => ({
        label: zone, icon: 'server-environment', value: zone,
        description: counted(subnets.filter((subnet) => subnet.vpc.id === answers.vpc?.id && subnet.zone === zone).length, t('subnet'), t('subnets')),
      }));
    },
    isCurrent: (zone) => zone === answers.zone,
  }), (zone) => ({ ...answers, zone }));
}

/** The names of a region's zones that can be used. */
export async function zonesOf({ cloud }: Pick<Session, 'cloud'>, region: string, signal: AbortSignal): Promise<readonly string[]> {
  return (await cloud.vpc(region).listZones(signal)).filter(({ available }) => available).map(({ name }) => name);
}

export function askAdmitted({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<Named | 'nobody'>({
    position, placeholder: t('Whom should the endpoint gateway admit?'),
    items: async (signal) => [
      ...serverItems(await session.landscape.region(answers.region ?? '', signal), answers.vpc?.id ?? ''),
      ...(await groupsOf(session, answers, signal)).map(membersItem),
      {
        label: t('Nobody yet'), detail: t('It stays closed until a rule of its security group lets somebody in.'), icon: 'lock', group: t('Later'),
        value: 'nobody' as const,
      },
    ],
    isCurrent: (value) => (value === 'nobody' ? answers.admits === 'nobody' : typeof answers.admits === 'object' && value.id === answers.admits.id),
  }), (admits) => ({ ...answers, admits }));
}

export function askGroup({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<Named>({
    position, placeholder: t('What should be reached?'),
    // A gateway first: a server is seldom what the service is reached through.
    items: async (signal) => {
      const { region = '', vpc } = answers;
      const [landscape, instances, groups] = await Promise.all([
        session.landscape.region(region, signal), session.landscape.instances(signal), groupsOf(session, answers, signal),
      ]);
      return [
        ...gatewayItems(landscape, vpc?.id ?? '', instances), ...serverItems(landscape, vpc?.id ?? ''),
        ...groups.map((group) => ({ ...groupItem(group), group: t('Security groups') })),
      ];
    },
    isCurrent: ({ id }) => id === answers.group?.id,
  }), (group) => ({ ...answers, group }));
}

export function askSource({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<NonNullable<PartAnswers['from']>>({
    position, placeholder: t('Who should be let in?'),
    items: async (signal) => {
      const { region = '', vpc, group: to } = answers;
      const [landscape, groups] = await Promise.all([session.landscape.region(region, signal), groupsOf(session, answers, signal)]);
      const servers = serverItems(landscape, vpc?.id ?? '');
      return [
        // Whoever is in the group itself is seldom meant.
        ...servers.filter(({ value }) => value.id !== to?.id),
        ...rangeItems(session).map((item) => ({ ...item, group: t('By address'), ...item.value === 'typed-range' ? { detail: forOutside } : {} })),
        ...groups.map(membersItem),
      ];
    },
    isCurrent: (value) => (typeof value === 'string' ? value === answers.from : typeof answers.from === 'object' && value.id === answers.from.id),
  }), (from) => ({ ...answers, from }));
}

const forOutside = t('For what is outside the VPC: a server in it is let out to what it may reach only where it, or its group, is chosen.');

/** Who is let in by an address. */
export function rangeItems({ environment: { endpoints } }: Session): readonly PickItem<'own-address' | 'typed-range'>[] {
  return [
    {
      label: t('This machine'), icon: 'device-desktop', value: 'own-address',
      detail: t('Its public address is looked up at {0}, once, now.', new URL(endpoints.addressLookup).host),
    },
    { label: t('An address or a range that I type'), icon: 'edit', value: 'typed-range' },
  ];
}

export function askRange({ prompter }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.text({
    position, prompt: t('Who is let in: an IPv4 address or a range'), placeholder: t('203.0.113.7 or 203.0.113.0/24'), value: answers.range,
    check: rangeProblem,
  }), (text) => ({ ...answers, range: rangeFrom(text) }));
}

export function askPort({ prompter, session }: PartTools): Ask {
  return async (answers, position) => {
    const groups = await inTime(t('Could not read the security groups'), readLimitMs, (signal) => groupsOf(session, answers, signal));
    const group = groups.find(({ id }) => id === answers.group?.id);
    const usual = group !== undefined && guardsServer(group)
      ? String(sshPort) : (await session.kinds.services[0]?.load())?.words.port.replace(/^\D+/, '') ?? '';
    return mapped(await prompter.text({
      position, prompt: t('On which TCP port'), placeholder: usual, value: answers.port === undefined ? usual : String(answers.port), check: portProblem,
    }), (text) => ({ ...answers, port: Number(text.trim()) }));
  };
}

function rangeProblem(text: string): string | undefined {
  const range = rangeFrom(text);
  if (range === undefined) {
    return t('Type an IPv4 address such as 203.0.113.7, or a range such as 203.0.113.0/24.');
  }
  return openToInternet(range) ? t('That is open to strangers. Type a narrower range.') : undefined;
}

function portProblem(text: string): string | undefined {
  return /^[1-9]\d{0,4}$/.test(text.trim()) && Number(text.trim()) <= 65_535 ? undefined : t('Type a port from 1 to 65535.');
}

export async function groupsOf({ landscape }: Session, { region = '', vpc }: PartAnswers, signal: AbortSignal): Promise<readonly SecurityGroup[]> {
  const { securityGroups, virtualServers } = await landscape.region(region, signal);
  const names = serverNames(virtualServers);
  const groups = securityGroups.filter((group) => group.vpc.id === vpc?.id).map((group) => withServerNames(group, names));
  // Those that guard something first: the others let nobody in.
  return groups.sort((one, other) => other.targets.length - one.targets.length);
}

function guardsServer({ targets }: SecurityGroup): boolean {
  return targets.some(({ kind }) => kind !== gatewayKind);
}

export function groupItem({ id, name, targets }: SecurityGroup): PickItem<Named> {
  return {
    label: visible(name, 80), icon: 'shield', value: { id, name },
    description: describe(counted(targets.length, t('member'), t('members')), visible(targets.map((target) => target.name).join(', '), 80)),
  };
}

function membersItem(group: SecurityGroup): PickItem<Named> {
  return { ...groupItem(group), label: t('The members of {0}', visible(group.name, 80)), group: t('Security groups') };
}

export function askRole({ prompter, serviceOf, credentialRole }: PartTools): Ask {
  return async (answers, position) => {
    const credential = answers.instance === undefined ? undefined : (await serviceOf(answers.instance)).credential;
    const { roles = [], roleWords, usualRole } = credential ?? {};
    const usual = roles.includes(credentialRole) ? credentialRole : usualRole;
    return mapped(await prompter.pick<string>({
      position, placeholder: t('With which role?'),
      items: roles.map((role) => ({ label: role, description: roleWords?.[role], icon: 'account', value: role })),
      isCurrent: (role) => role === (answers.role ?? usual),
    }), (role) => ({ ...answers, role }));
  };
}

/** `taken` gives the names that there are already among its kind, `price` what it costs. */
export function askName({ prompter, session }: PartTools, proposed: (answers: PartAnswers) => string, taken: Taken, price?: Price): Ask {
  return async (answers, position) => {
    const { region } = answers;
    const accept = async (text: string, signal: AbortSignal): Promise<string | undefined> => {
      const names = region === undefined ? [] : await taken(await session.landscape.region(region, signal), answers, signal);
      return names.includes(text.trim()) ? t('There is one named "{0}" already.', visible(text.trim(), 63)) : undefined;
    };
    const answer = await prompter.text({
      position, prompt: t('Its name: lower-case letters, digits and hyphens, at most 63'), placeholder: proposed(answers),
      value: answers.name ?? proposed(answers), check: (text) => nameProblem(text.trim()), accept,
      more: price === undefined ? undefined : async (signal) => priceWords(await orUnpublished(price(answers, signal))),
    });
    return mapped(answer, (name) => ({ ...answers, name: name.trim() }));
  };
}

/** "$4.02 a month". */
export function priceWords(price: Cost): string {
  return price.kind === 'priced' ? t('{0} a month', money(price.monthly, price.currency)) : t('no price published');
}

type Price = (answers: PartAnswers, signal: AbortSignal) => Promise<Cost>;

/** The names among which a new one must be another. */
export type Taken = (landscape: RegionLandscape, answers: PartAnswers, signal: AbortSignal) => readonly string[] | Promise<readonly string[]>;

/** What is wrong with a name for IBM Cloud, or undefined. */
function nameProblem(name: string): string | undefined {
  if (name.length > 63) {
    return t('It has {0} characters; 63 are the most.', name.length);
  }
  return /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name) && !name.includes('--') ? undefined
    : t('Begin with a lower-case letter; then lower-case letters, digits and single hyphens, with none at the end.');
}

import { Failure } from '../../model/failure';
import type { Connection } from '../../model/connection';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { newConnectionId } from '../../setup/newConnection';
import { slug } from '../../setup/names';
import { inTime } from '../inTime';
import { askAll } from '../prompts/answers';
import { lookUpOwnAddress } from '../ownAddress';
import type { Session } from '../session/session';
import type { PartAnswers } from './partAnswers';
import { officeGatewayPart } from './officeGatewayPart';
import { onServerParts } from './onServerParts';
import { serverParts } from './serverParts';
import type { Part, Place } from './shape';
import { siteVpnParts } from './siteVpnParts';
import { vpnParts } from './vpnParts';
import {
  askAdmitted, askGroup, askInstance, askName, askPort, askRange, askRegion, askRole, askSource, askVpc, askZone, zonesOf, type PartTools,
} from './questions';

const readLimitMs = 30_000;

/** Asks what is needed, each with a default, and gives what is to be planned; undefined where the person changed their mind. */
export async function askPart(part: Part, given: PartAnswers, tools: PartTools): Promise<Connection | undefined> {
  // What is clicked may be enough to tell that there is nothing to ask for.
  await refuse(part, given, tools);
  const known = await part.prepare?.(tools, given) ?? given;
  const answers = await askAll(part.title, (soFar) => Promise.resolve(part.questions(tools, known, soFar)), known);
  return answers === undefined ? undefined : await connectionOf(part, answers, tools);
}

async function refuse(part: Part, answers: PartAnswers, { session }: PartTools): Promise<void> {
  const { region } = answers;
  if (region !== undefined && part.refuse !== undefined) {
    const refused = part.refuse(answers, await inTime(t('Could not plan it'), readLimitMs, (signal) => session.landscape.region(region, signal)));
    if (refused !== undefined) {
      throw refused;
    }
  }
}

async function connectionOf(part: Part, answers: PartAnswers, tools: PartTools): Promise<Connection> {
  const { session, serviceOf } = tools;
  const { account, kinds } = session;
  const { instance, region = '' } = answers;
  const { group, server, vpn, site, vpc } = answers;
  const name = answers.name ?? [group, server, vpn?.secretsManager, site?.resolver?.resolver, vpc].find((each) => each !== undefined)?.name ?? '';
  await refuse(part, answers, tools);
  const looksUp = answers.from === 'own-address' || answers.guard === 'own-address';
  const ownAddress = looksUp ? await lookUpOwnAddress(session.environment) : undefined;
  const id = newConnectionId(name);
  const choices = part.choices(answers, {
    ...await placeIn(session, region), connectionId: id, sshFolder: session.environment.sshFolder, ownAddress,
  });
  await part.keep?.(answers, id, session);
  const usualRole = instance === undefined ? '' : (await serviceOf(instance)).credential.usualRole;
  return {
    id, accountId: account.accountId, service: instance?.service ?? kinds.services[0]?.id ?? '',
    instance: instance === undefined
      ? { crn: '', guid: '', name, region } : { crn: instance.crn, guid: instance.guid, name: instance.name, region: instance.region },
    route: 'part', role: answers.role ?? usualRole, choices, createdAt: new Date().toISOString(),
  };
}

async function placeIn(session: Session, region: string): Promise<Pick<Place, 'resourceGroupId' | 'zones'>> {
  const { cloud, account } = session;
  const [groups, zones] = await inTime(t('Could not plan it'), readLimitMs, (signal) =>
    Promise.all([cloud.resources.listResourceGroups(account.accountId, signal), zonesOf(session, region, signal)]));
  const group = groups.find(({ isDefault }) => isDefault) ?? groups[0];
  if (group === undefined) {
    throw new Failure({
      code: 'ui.no-resource-group', what: t('Could not plan it'), why: t('The account shows no resource group.'),
      next: t('Ask its administrator for the Viewer role on a resource group.'),
    });
  }
  return { resourceGroupId: group.id, zones };
}

/** The parts, by the commands that make them. */
export const parts = {
  vpc: {
    title: t('Create VPC'),
    questions: (tools, { region }) => [
      ...(region === undefined ? [askRegion(tools)] : []),
      askName(tools, () => 'my-vpc', ({ vpcs }) => vpcs.map(({ name }) => name)),
    ],
    choices: ({ name }, { resourceGroupId }) => ({ part: 'vpc', name, resourceGroupId }),
  },
  subnet: {
    title: t('Create Subnet'),
    questions: (tools, { region, vpc }) => [
      ...(region === undefined ? [askRegion(tools)] : []),
      ...(vpc === undefined ? [askVpc(tools)] : []),
      askZone(tools),
      askName(tools, ({ vpc: of, zone = '' }) => `${slug(of?.name ?? 'my', 40)}-${zone}`, ({ subnets }, { vpc: of }) =>
        subnets.filter((subnet) => subnet.vpc.id === of?.id).map(({ name }) => name)),
    ],
    choices: ({ name, vpc, zone }, { resourceGroupId }) => ({ part: 'subnet', name, vpc, zone, resourceGroupId }),
  },
  endpointGateway: {
    title: t('Create Endpoint Gateway'),
    questions: (tools, { instance, vpc }) => [
      ...(instance === undefined ? [askInstance(tools)] : []),
      ...(vpc === undefined ? [askVpc(tools)] : []),
      askAdmitted(tools),
      askName(tools, ({ instance: to }) => `${slug(to?.name ?? 'my', 40)}-gateway`, ({ endpointGateways }) => endpointGateways.map(({ name }) => name)),
    ],
    choices: ({ name, vpc, admits }, { resourceGroupId, zones }) => ({
      part: 'endpoint-gateway', name, vpc, zones, resourceGroupId, ...(admits === 'nobody' ? {} : { admits }),
    }),
    refuse: ({ vpc, instance }, { endpointGateways }) => {
      const there = endpointGateways.find((gateway) => gateway.vpc.id === vpc?.id && gateway.targetCrn === instance?.crn);
      return there === undefined ? undefined : new Failure({
        code: 'ui.gateway-there', what: t('There is nothing to make'),
        why: t('"{0}" has the endpoint gateway "{1}" to it already, and takes one alone.', visible(vpc?.name ?? '', 80), visible(there.name, 80)),
        next: t('Use Allow Traffic to let somebody in to it.'),
      });
    },
  },
  credential: {
    title: t('Create Service Credential'),
    questions: (tools, { instance }) => [
      ...(instance === undefined ? [askInstance(tools)] : []),
      askRole(tools),
      askName(tools, ({ instance: of }) => `${slug(of?.name ?? 'my', 40)}-credential`, () => []),
    ],
    choices: ({ name }) => ({ part: 'credential', name }),
  },
  rule: {
    title: t('Allow Traffic'),
    questions: (tools, { region, vpc }, { from }) => [
      ...(region === undefined ? [askRegion(tools)] : []),
      ...(vpc === undefined ? [askVpc(tools)] : []),
      askGroup(tools),
      askSource(tools),
      ...(from === 'typed-range' ? [askRange(tools)] : []),
      askPort(tools),
    ],
    choices: ({ group, from, range, port }, { ownAddress = '' }) => ({
      part: 'rule', name: group?.name, group, port,
      from: typeof from === 'object' ? { kind: 'security-group', ...from }
        : from === 'own-address' ? { kind: 'cidr', cidr: `${ownAddress}/32`, ownAddress } : { kind: 'cidr', cidr: range },
    }),
  },
  ...serverParts,
  ...onServerParts,
  ...officeGatewayPart,
  ...vpnParts,
  ...siteVpnParts,
} satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof parts;

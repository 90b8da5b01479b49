import { t } from '../../model/l10n';
import { slug } from '../../setup/names';
import type { Question } from '../prompts/answers';
import type { PartAnswers } from './partAnswers';
import { askName, askRange, askRegion, askVpc, type PartTools } from './questions';
import type { Part, Place } from './shape';
import { askPerson, askPlan, askSecretsManager, askSubnets, askWay } from './vpnQuestions';
import { askAction, askDestination, askVpnServer } from './vpnRouteQuestions';
import {
  askAuthority, askAvailability, askDialledFrom, askMethods, askPool, askServerCertificate, askVpnPlace,
} from './vpnServerQuestions';
import { askTunnel, tunnelQuestions } from './vpnTunnelQuestions';

/** The steps of a client VPN, each by itself. */
export const vpnParts = {
  secretsManager: {
    title: t('Create Secrets Manager'),
    questions: (tools, { region }) => [
      ...regionOr(tools, region), askPlan(tools),
      askName(tools, () => 'my-secrets', async (_, { region: of }, signal) =>
        (await tools.session.cloud.secretsManagers.list(signal)).filter((instance) => instance.region === of).map(({ name }) => name)),
    ],
    choices: ({ name, vpn }, { resourceGroupId }) => ({ part: 'secrets-manager', name, plan: vpn?.plan, resourceGroupId }),
  },
  vpnCertificates: {
    title: t('Make VPN Certificates'),
    questions: (tools, { region }) => [
      ...regionOr(tools, region), askSecretsManager(tools), askWay(tools), askPerson(tools), askName(tools, () => 'my-vpn', () => []),
    ],
    choices: ({ name, vpn: { secretsManager, way, person } = {} }, { resourceGroupId }) => ({
      part: 'vpn-certificates', name, secretsManager, resourceGroupId,
      way: way === 'private' ? { kind: 'private', person } : { kind: 'made', person, keepsAuthorityKey: way === 'kept' },
    }),
  },
  vpnAuthorization: {
    title: t('Let VPN Servers Read Secrets'),
    questions: (tools, { region }) => [...regionOr(tools, region), askSecretsManager(tools, false)],
    choices: ({ vpn: { secretsManager } = {} }, { resourceGroupId }) => ({
      part: 'vpn-authorization', name: secretsManager?.name, secretsManager, resourceGroupId,
    }),
  },
  vpnServer: {
    title: t('Create Client VPN Server'),
    questions: (tools, { region, vpc }, answers) => [
      ...regionOr(tools, region), ...vpc === undefined ? [askVpc(tools)] : [], ...serverQuestions(tools, answers),
      askName(tools, ({ vpc: of }) => `${slug(of?.name ?? 'my', 40)}-vpn`, ({ vpnServers }, { vpc: of }) =>
        vpnServers.filter((server) => server.vpc.id === of?.id).map(({ name }) => name),
      ({ region: of = '' }, signal) => tools.session.cloud.catalog.monthlyPrice({ kind: 'vpn-server' }, of, signal)),
    ],
    choices: serverChoices,
  },
  vpnRoute: {
    title: t('Add VPN Route'),
    questions: (tools, { region, server }) => [
      ...regionOr(tools, region), ...server === undefined ? [askVpnServer(tools)] : [], askDestination(tools), askAction(tools),
    ],
    choices: ({ server, vpn: { destination, action } = {} }) => ({ part: 'vpn-route', name: server?.name, server, destination, action }),
  },
  vpnWaysBack: {
    title: t('Accept VPN Routes'),
    questions: (tools, { region, vpc }) => [...regionOr(tools, region), ...vpc === undefined ? [askVpc(tools)] : [], askSubnets(tools)],
    choices: ({ vpc, vpn }, { resourceGroupId }) => ({ part: 'vpn-ways-back', name: vpc?.name, vpc, subnets: vpn?.subnets, resourceGroupId }),
  },
} satisfies Readonly<Record<string, Part>>;

function regionOr(tools: PartTools, region: string | undefined): readonly Question<PartAnswers>[] {
  return region === undefined ? [askRegion(tools)] : [];
}

function serverQuestions(tools: PartTools, { guard, vpn }: PartAnswers): readonly Question<PartAnswers>[] {
  return [
    askAvailability(tools), askVpnPlace(tools, 0), ...vpn?.isHighlyAvailable === true ? [askVpnPlace(tools, 1)] : [],
    askDialledFrom(tools), ...guard === 'typed-range' ? [askRange(tools)] : [],
    askSecretsManager(tools), askServerCertificate(tools), askMethods(tools), ...vpn?.methods === 'username' ? [] : [askAuthority(tools)],
    askPool(tools), askTunnel(tools), ...vpn?.isAsProposed === false ? tunnelQuestions(tools) : [],
  ];
}

function serverChoices({ name, vpc, guard, range, vpn = {} }: PartAnswers, { resourceGroupId, ownAddress }: Place): object {
  const { places = [], methods, secretsManager, certificate, authority, pool, tunnel } = vpn;
  return {
    part: 'vpn-server', name, vpc, resourceGroupId, secretsManager, certificate, clientPool: pool, ...tunnel,
    places: places.map(({ zone, subnet }) => ({ zone, subnet: typeof subnet === 'object' ? { kind: 'existing', ...subnet } : { kind: 'new' } })),
    guard: guardOf(guard, range, ownAddress),
    authentication: methods === 'both' ? ['certificate', 'username'] : [methods],
    ...methods === 'username' ? {} : { authority },
  };
}

function guardOf(guard: PartAnswers['guard'], range: string | undefined, ownAddress = ''): object {
  switch (guard) {
    case 'own-address': return { kind: 'new', dialledFrom: `${ownAddress}/32`, ownAddress };
    case 'typed-range': return { kind: 'new', dialledFrom: range };
    case 'nobody':
    case undefined: return { kind: 'new' };
    default: return { kind: 'existing', ...guard };
  }
}

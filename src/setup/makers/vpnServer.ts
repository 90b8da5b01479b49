import type { NewVpnServer } from '../../cloud/vpcRequests';
import { t } from '../../model/l10n';
import type { Cost } from '../../model/plan';
import type { VpnServer } from '../../model/vpnServer';
import { orUnpublished } from '../catalogPrice';
import type { LookContext, Maker, Waiting } from '../context';
import { found } from './found';
import { vpnServerUser } from './vpnServerUser';
import { becauseOf, endedBecause, explained } from './vpnWords';

export interface VpnServerSpecification extends NewVpnServer {
  /** Where its subnets are: in another VPC of the region a server of the same name may stand, and none of ours. */
  readonly vpcId: string;
}

export const vpnServerKind = 'vpn-server';
/** Terraform's provider gives up after as long. */
const limitMs = 10 * 60_000;
/** What does not end by waiting: somebody has to make room. */
const lasting = new Set(['cannot_create_vpc_route', 'cannot_reserve_ip_address', 'resource_suspended_by_provider']);
/** Of one client in a month of work, for a price that depends on use. */
const connectedHours = 160;

/** A client VPN server. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-client-to-site-overview */
export const vpnServerMaker: Maker<VpnServerSpecification, VpnServer, { readonly zones: number }> = {
  kind: vpnServerKind,
  make: async ({ vpc, signal }, specification) => {
    try {
      return await vpc.createVpnServer(specification, signal);
    } catch (error) {
      throw explained(error);
    }
  },
  find: async ({ vpc, signal }, { name, vpcId }) => (await vpc.listVpnServers({ vpcId }, signal)).find((other) => other.name === name),
  describe: describeVpnServer,
  wait: ({ vpc, signal }, { id, name }) => ({
    what: t('the VPN server {0}', name), everyMs: 10_000, limitMs, read: () => vpc.getVpnServer(id, signal), check: stateOf,
  }),
  price: priceOf,
  // The journal knows the connection's VPC; one of that name elsewhere is somebody else's.
  recover: async (context, { name }) => {
    const servers = await context.vpc.listVpnServers({}, context.signal);
    const there = servers.find((server) => server.name === name && context.originOf(server.vpc.id) !== undefined);
    return there === undefined ? undefined : describeVpnServer(there);
  },
  usedBy: vpnServerUser,
  remove: async (context, { id, name }) => {
    await context.discard(() => context.vpc.deleteVpnServer(id, context.signal));
    await context.untilGone(t('the VPN server {0}', name), () => context.vpc.getVpnServer(id, context.signal));
  },
};

export function describeVpnServer(made: VpnServer): ReturnType<typeof found> {
  return found(vpnServerKind, made, made.hostname);
}

/** Stable and healthy: before that it takes no routes. A certificate that it cannot read may become readable yet. */
function stateOf({ name, lifecycleState, lifecycleReasons, healthState, healthReasons }: VpnServer): 'ready' | Waiting {
  const what = t('the VPN server {0}', name);
  if (['failed', 'suspended', 'deleting'].includes(lifecycleState) || lifecycleReasons.some(({ code }) => lasting.has(code))) {
    throw endedBecause(what, lifecycleState, lifecycleReasons);
  }
  if (lifecycleState !== 'stable') {
    return { waitingUntil: t('it is stable (now: {0}){1}', lifecycleState, becauseOf(lifecycleReasons)) };
  }
  if (healthState === 'ok') {
    return 'ready';
  }
  if (healthReasons.some(({ code }) => lasting.has(code))) {
    throw endedBecause(what, healthState, healthReasons);
  }
  return { waitingUntil: t('its health is ok (now: {0}){1}', healthState, becauseOf(healthReasons)) };
}

/**
 * The server by the hour; what clients cost depends on how long they are connected, and is said beside the sum. So is a second zone: the catalogue has a
 * price for a server's hours, and neither it nor the documentation tells whether one in two zones counts as two.
 * Source: https://globalcatalog.cloud.ibm.com/api/v1?q=is.vpn-server
 */
async function priceOf({ dependencies: { cloud }, vpc, signal }: LookContext, { zones }: { readonly zones: number }): Promise<Cost> {
  const [server, connected] = await Promise.all([
    cloud.catalog.monthlyPrice({ kind: 'vpn-server' }, vpc.region, signal),
    orUnpublished(cloud.catalog.monthlyPrice({ kind: 'vpn-connections', hours: connectedHours }, vpc.region, signal)),
  ]);
  if (server.kind !== 'priced') {
    return server;
  }
  const { basis, monthly, currency } = server;
  const ofServer = zones < 2 ? basis
    : t('{0}; twice that, {1} {2} a month, should both of its zones be charged: that is not published', basis, 2 * monthly, currency);
  return { ...server, basis: connected.kind === 'priced'
    ? t('{0}; not in the sum, since it depends on use: for a connected client {1}, which is {2} {3} a month', ofServer, connected.basis, connected.monthly,
      connected.currency)
    : t('{0}; without what connected clients cost by the hour, whose price is not published', ofServer) };
}

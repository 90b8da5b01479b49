import type { NewVpnGateway } from '../../cloud/vpcVpnGatewayRequests';
import { t } from '../../model/l10n';
import type { Cost } from '../../model/plan';
import { publicAddressesOf, type VpnGateway } from '../../model/vpnGateway';
import { gatewayReasonWords } from '../../model/vpnGatewayReasons';
import { orUnpublished } from '../catalogPrice';
import type { LookContext, Maker, StepContext, Waiting } from '../context';
import type { RecordedResource } from '../journal/history';
import { baseBehind } from '../names';
import { found } from './found';
import { leadingRoute } from './leadingRoute';
import { vpnConnectionId } from './vpnConnectionId';
import { becauseOf, endedBecause, explained } from './vpnWords';

export interface VpnGatewaySpecification extends NewVpnGateway {
  /** Where its subnet is: in another VPC of the region a gateway of the same name may stand, and none of ours. */
  readonly vpcId: string;
}

export const vpnGatewayKind = 'vpn-gateway';
/** Ten minutes are usual, and IBM's own Terraform module waits for an hour. Source: https://github.com/terraform-ibm-modules/terraform-ibm-site-to-site-vpn */
const limitMs = 30 * 60_000;
/** What does not end by waiting: somebody has to make room. */
const lasting = new Set(['cannot_create_vpc_route', 'cannot_reserve_ip_address', 'resource_suspended_by_provider']);

/** A site-to-site VPN gateway. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-using-vpn */
export const vpnGatewayMaker: Maker<VpnGatewaySpecification, VpnGateway> = {
  kind: vpnGatewayKind,
  make: async ({ vpc, signal }, specification) => {
    try {
      return await vpc.createVpnGateway(specification, signal);
    } catch (error) {
      throw explained(error, gatewayReasonWords);
    }
  },
  find: async ({ vpc, signal }, { name, vpcId }) => (await vpc.listVpnGateways({ vpcId }, signal)).find((other) => other.name === name),
  describe: describeVpnGateway,
  wait: ({ vpc, signal }, { id, name }) => ({
    what: t('the VPN gateway {0}', name), everyMs: 10_000, limitMs, read: () => vpc.getVpnGateway(id, signal), check: stateOf,
  }),
  price: priceOf,
  // The journal knows the connection's VPC; one of that name elsewhere is somebody else's.
  recover: async (context, { name }) => {
    const gateways = await context.vpc.listVpnGateways({}, context.signal);
    const there = gateways.find((gateway) => gateway.name === name && context.originOf(gateway.vpc.id) !== undefined);
    return there === undefined ? undefined : describeVpnGateway(there);
  },
  usedBy: userOf,
  remove: async (context, { id, name }) => {
    try {
      await context.discard(() => context.vpc.deleteVpnGateway(id, context.signal));
    } catch (error) {
      throw explained(error, gatewayReasonWords);
    }
    await context.untilGone(t('the VPN gateway {0}', name), () => context.vpc.getVpnGateway(id, context.signal), limitMs);
  },
};

export function describeVpnGateway(made: VpnGateway): ReturnType<typeof found> {
  const addresses = publicAddressesOf(made);
  return found(vpnGatewayKind, made, addresses.length === 0 ? undefined : addresses.join(', '));
}

/** Stable, healthy, and with all the addresses that offices dial: until then each reads 0.0.0.0. */
function stateOf(gateway: VpnGateway): 'ready' | Waiting {
  const { name, mode, lifecycleState, lifecycleReasons, healthState, healthReasons } = gateway;
  const what = t('the VPN gateway {0}', name);
  if (['failed', 'suspended', 'deleting'].includes(lifecycleState) || lifecycleReasons.some(({ code }) => lasting.has(code))) {
    throw endedBecause(what, lifecycleState, lifecycleReasons, gatewayReasonWords);
  }
  if (lifecycleState !== 'stable') {
    return { waitingUntil: t('it is stable (now: {0}){1}', lifecycleState, becauseOf(lifecycleReasons, gatewayReasonWords)) };
  }
  if (healthState !== 'ok') {
    if (healthReasons.some(({ code }) => lasting.has(code))) {
      throw endedBecause(what, healthState, healthReasons, gatewayReasonWords);
    }
    return { waitingUntil: t('its health is ok (now: {0}){1}', healthState, becauseOf(healthReasons, gatewayReasonWords)) };
  }
  return publicAddressesOf(gateway).length >= (mode === 'route' ? 2 : 1) ? 'ready' : {
    waitingFor: mode === 'route' ? t('both of its public addresses') : t('its public address'),
  };
}

/** The gateway by the hour; what it sends to the internet is charged by volume beside it. Source: https://www.ibm.com/cloud/vpc/pricing */
async function priceOf({ dependencies: { cloud }, vpc, signal }: LookContext): Promise<Cost> {
  const [gateway, connection] = await Promise.all([
    cloud.catalog.monthlyPrice({ kind: 'vpn-gateway' }, vpc.region, signal),
    orUnpublished(cloud.catalog.monthlyPrice({ kind: 'vpn-gateway-connection' }, vpc.region, signal)),
  ]);
  // A connection's own step has its price.
  return gateway.kind !== 'priced' || connection.kind === 'priced' ? gateway
    : { ...gateway, basis: t('{0}; without what its connections cost by the hour, whose price is not published', gateway.basis) };
}

/** A connection of somebody else's on one of ours, which would go with it, or a route to one. Where the journal is lost, the names tell whose it is. */
async function userOf(context: StepContext, { id }: RecordedResource): Promise<string | undefined> {
  const gateway = await context.vpc.getVpnGateway(id, context.signal);
  const { name, connections } = gateway;
  const base = baseBehind(name, []);
  const foreign = connections.find((connection) => context.originOf(vpnConnectionId(id, connection.id)) !== 'made'
    && (base === undefined || baseBehind(connection.name, []) !== base));
  return foreign === undefined ? await leadingRoute(context, gateway, (hop) => connections.some((each) => each.id === hop))
    : t('the VPN connection {0}', foreign.name);
}

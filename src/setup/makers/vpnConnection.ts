import type { NewVpnConnection } from '../../cloud/vpcVpnGatewayRequests';
import { t } from '../../model/l10n';
import type { VpnConnection } from '../../model/vpnGateway';
import { gatewayReasonWords } from '../../model/vpnGatewayReasons';
import type { Maker } from '../context';
import { foundVpnConnection, vpnConnectionKind } from './vpnConnectionId';
import { explained } from './vpnWords';

export interface VpnConnectionSpecification extends NewVpnConnection {
  readonly gatewayId: string;
}

/**
 * A connection of a VPN gateway to the office. It is not waited for: it is down until the office dials. Source:
 * https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-adding-connections
 */
export const vpnConnectionMaker: Maker<VpnConnectionSpecification, VpnConnection, undefined> = {
  kind: vpnConnectionKind,
  make: async ({ vpc, signal }, { gatewayId, ...request }) => {
    try {
      return await vpc.createVpnConnection(gatewayId, request, signal);
    } catch (error) {
      throw explained(error, gatewayReasonWords);
    }
  },
  find: async ({ vpc, signal }, { gatewayId, name }) => (await vpc.listVpnConnections(gatewayId, signal)).find((other) => other.name === name),
  describe: (made, { gatewayId }) => foundVpnConnection(gatewayId, made),
  price: ({ dependencies: { cloud }, vpc, signal }) => cloud.catalog.monthlyPrice({ kind: 'vpn-gateway-connection' }, vpc.region, signal),
  // A name counts on its gateway alone: one of that name elsewhere is somebody else's.
  recover: async (context, { name }) => {
    const gateways = (await context.vpc.listVpnGateways({}, context.signal)).filter(({ id }) => context.originOf(id) !== undefined);
    const [there] = gateways.flatMap(({ id, connections }) =>
      connections.filter((connection) => connection.name === name).map((connection) => foundVpnConnection(id, connection)));
    return there;
  },
  remove: async (context, { id, name }) => {
    const [gatewayId = '', connectionId = ''] = id.split('/');
    try {
      await context.discard(() => context.vpc.deleteVpnConnection(gatewayId, connectionId, context.signal));
    } catch (error) {
      throw explained(error, gatewayReasonWords);
    }
    await context.untilGone(t('the VPN connection {0}', name), () => context.vpc.getVpnConnection(gatewayId, connectionId, context.signal));
  },
};

import type { VpnGatewayTruth } from './dataPlane';
import type { SiteConnection } from './siteVpn';
import type { Row } from './state/records';
import type { Region } from './state/region';
import { connectionsOf, localIdentities, peerIdentity } from './vpc/vpnConnectionRows';
import { gatewayRoutes, handRoutes, subnetsOf, tablesOf } from './vpc/routingTableRows';

/** Gateways whose addresses are there: the API calls one stable only once packets flow. */
export function vpnGateways(region: Region): VpnGatewayTruth[] {
  return [...region.vpnGateways.values()].filter(({ phase, failure }) => phase !== 'deleting' && failure === undefined).map((gateway) => ({
    id: gateway.id, name: gateway.name, vpcId: gateway.vpc, mode: gateway.mode,
    places: gateway.ips.flatMap((id, index) => {
      const ip = region.reservedIps.get(id);
      return ip?.phase !== 'ready' ? [] : [{ address: ip.address, subnetId: ip.subnet, publicAddress: gateway.publicAddresses[index] }];
    }),
    connections: connectionsOf(region, gateway.id).map((connection) => connectionTruth(region, gateway, connection)),
  }));
}

function connectionTruth(region: Region, gateway: Row<'vpnGateways'>, connection: Row<'vpnConnections'>): SiteConnection {
  const { id, name, enabled, psk, peer, localRanges, peerRanges, establishMode, detection } = connection;
  const ike = region.ikePolicies.get(connection.ikePolicy ?? '');
  const ipsec = region.ipsecPolicies.get(connection.ipsecPolicy ?? '');
  return {
    id, name, enabled, presharedKey: psk, peer, localRanges, peerRanges, dials: establishMode === 'bidirectional', detection,
    peerIdentity: peerIdentity(connection), localIdentities: localIdentities(gateway, connection),
    ike: ike && { version: ike.version, authentication: ike.authentication, encryption: ike.encryption, dhGroup: ike.dhGroup, keyLifetime: ike.keyLifetime },
    ipsec: ipsec && { authentication: ipsec.authentication, encryption: ipsec.encryption, pfs: ipsec.pfs, keyLifetime: ipsec.keyLifetime },
    waysBack: waysBack(region, gateway, id),
  };
}

function waysBack(region: Region, gateway: Row<'vpnGateways'>, connection: string): SiteConnection['waysBack'] {
  const vpc = region.vpcs.get(gateway.vpc);
  const tables = vpc === undefined ? [] : tablesOf({ region }, vpc);
  return tables.flatMap((table) => {
    const routes = [...gatewayRoutes({ region }, table), ...handRoutes({ region }, table)].filter((route) => route.connection === connection);
    return routes.map(({ zone, destination }) => ({
      destination, subnetIds: subnetsOf({ region }, table).filter((subnet) => subnet.zone === zone).map(({ id }) => id),
    }));
  });
}

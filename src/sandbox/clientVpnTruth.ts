import type { VpnClientAuthority, VpnIdentity, VpnService } from './clientVpn';
import { vpnServersMayRead } from './iam/vpnAuthorization';
import { keptCertificate, type KeptCertificate } from './secretsManager/keptCertificate';
import type { Row } from './state/records';
import type { Region } from './state/region';
import type { State } from './state/state';
import { serviceRoutes, subnetsOf, tablesOf } from './vpc/routingTableRows';

/** What clients find at a VPN server now: a route that is `pending` leads nowhere yet, one that is `deleting` still does. */
export function vpnService(state: State, region: Region, server: Row<'vpnServers'>, now: number): VpnService {
  const { hostname, protocol, port, pool: clientPool, dnsServers, splitTunnel, idleTimeout, certificate, authentication } = server;
  return {
    hostname, protocol, port, clientPool, dnsServers, splitTunnel, idleTimeout,
    routes: [...region.vpnRoutes.values()].filter((route) => route.server === server.id && route.phase !== 'pending')
      .map(({ destination, action }) => ({ destination, action })),
    identity: identity(readable(state, now, certificate)),
    clients: authentication.flatMap((each) => each.method === 'certificate' ? authority(readable(state, now, each.authority), each.crl) : []).at(0),
    signsIn: authentication.some(({ method }) => method === 'username'),
    waysBack: waysBack(region, server),
    endedSessions: [...region.vpnClients.values()]
      .flatMap((client) => client.server === server.id && client.disconnectedAt !== undefined ? client.session ?? [] : []),
  };
}

/** A secret as a VPN server gets it: without a policy it is to it as if it were not there. */
function readable(state: State, now: number, crn: string): KeptCertificate | undefined {
  return vpnServersMayRead(state, crn) ? keptCertificate(state, now, crn) : undefined;
}

function identity(kept: KeptCertificate | undefined): VpnIdentity | undefined {
  return kept?.privateKey === undefined ? undefined : { certificate: kept.certificate, chain: kept.chain, privateKey: kept.privateKey };
}

/** Where its secret cannot be read, nobody's certificate is taken. */
function authority(kept: KeptCertificate | undefined, revocationList: string | undefined): VpnClientAuthority {
  return { authorities: kept === undefined ? [] : [kept.certificate, ...kept.chain], revocationList };
}

function waysBack(region: Region, server: Row<'vpnServers'>): string[] {
  const vpc = region.vpcs.get(server.vpc);
  const tables = vpc === undefined ? [] : tablesOf({ region }, vpc);
  return tables.filter((table) => serviceRoutes({ region }, table).some((route) => route.server.id === server.id))
    .flatMap((table) => subnetsOf({ region }, table)).map(({ id }) => id);
}

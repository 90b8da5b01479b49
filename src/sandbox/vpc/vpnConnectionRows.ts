import type { Row } from '../state/records';
import type { Region } from '../state/region';
import { toNumber } from './addresses';

type Identity = Row<'vpnConnections'>['localIdentities'][number];
export type TunnelRow = Row<'vpnConnections'>['tunnels'][number];

export function connectionsOf(region: Region, gateway: string): Row<'vpnConnections'>[] {
  return [...region.vpnConnections.values()].filter((connection) => connection.gateway === gateway);
}

export const isAddress = (peer: string): boolean => toNumber(peer) !== undefined;

/** The peer's own address or name where nobody chose one. */
export function peerIdentity({ peerIdentity: chosen, peer }: Row<'vpnConnections'>): Identity {
  return chosen ?? { type: isAddress(peer) ? 'ipv4_address' : 'fqdn', value: peer };
}

/** The gateway's public addresses where nobody chose any. */
export function localIdentities(gateway: Row<'vpnGateways'>, { localIdentities: chosen }: Row<'vpnConnections'>): Identity[] {
  return chosen.length > 0 ? chosen : shownAddresses(gateway).map((value) => ({ type: 'ipv4_address', value }));
}

/** None is told before the gateway is ready. */
export function shownAddresses({ phase, publicAddresses }: Row<'vpnGateways'>): string[] {
  return publicAddresses.map((address) => phase === 'pending' ? '0.0.0.0' : address);
}

/** As the data plane has told of them. Of one that it has not spoken of yet the peer has not answered; one that is switched off waits for nobody. */
export function tunnelsOf(gateway: Row<'vpnGateways'>, { enabled, tunnels }: Row<'vpnConnections'>): TunnelRow[] {
  return shownAddresses(gateway).map((publicAddress) => {
    const told = enabled ? tunnels.find((tunnel) => tunnel.publicAddress === publicAddress) : undefined;
    return told ?? { publicAddress, status: 'down', reasons: enabled ? ['peer_not_responding'] : [] };
  });
}

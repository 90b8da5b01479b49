import type { VpnConnection } from '../../model/vpnGateway';
import { found } from './found';

export const vpnConnectionKind = 'vpn-connection';

/** A connection's id in the journal: it is removed by that of its gateway and its own. */
export function vpnConnectionId(gatewayId: string, id: string): string {
  return `${gatewayId}/${id}`;
}

/** One that is there, for the journal. */
export function foundVpnConnection(gatewayId: string, { id, name }: Pick<VpnConnection, 'id' | 'name'>): ReturnType<typeof found> {
  return found(vpnConnectionKind, { id: vpnConnectionId(gatewayId, id), name });
}

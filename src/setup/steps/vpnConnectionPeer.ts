import type { IkeIdentity, VpnConnection, VpnPeer } from '../../model/vpnGateway';
import type { OfficeChoices } from '../office/choices';

/**
 * Whom the connection is to: an office without an address of its own is known by what its gateway says that it is, since the API asks for one or the
 * other. Undefined where that is neither an address nor a name. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-planning-considerations-vpn
 */
export function peerOf({ peer, identity: { type, value } }: OfficeChoices): VpnPeer | undefined {
  if (peer !== undefined) {
    return peer.kind === 'address' ? { address: peer.address } : { fqdn: peer.name };
  }
  switch (type) {
    case 'ipv4_address': return { address: value };
    case 'fqdn': return { fqdn: value };
    case 'hostname': return value.includes('.') ? { fqdn: value } : undefined;
    case 'key_id': return undefined;
  }
}

/** Undefined where it is the cloud's own default: one that is set keeps the peer from being changed later. */
export function peerIdentityOf({ identity }: OfficeChoices, peer: VpnPeer): IkeIdentity | undefined {
  const isDefault = 'address' in peer ? identity.type === 'ipv4_address' && identity.value === peer.address
    : identity.type === 'fqdn' && identity.value === peer.fqdn;
  return isDefault ? undefined : { type: identity.type, value: identity.value };
}

/** Whether a connection may lead to the office: of one without an address of its own nobody knows better than who chose the connection. */
export function mayLeadTo(connection: Pick<VpnConnection, 'peer'>, office: OfficeChoices): boolean {
  return office.peer === undefined || isTo(connection, office);
}

/** Whether a new connection to the office would have the same peer. */
export function isTo({ peer }: Pick<VpnConnection, 'peer'>, office: OfficeChoices): boolean {
  const wanted = peerOf(office);
  return wanted !== undefined && peerText(peer) === peerText(wanted);
}

export function peerText(peer: VpnPeer): string {
  return 'address' in peer ? peer.address : peer.fqdn;
}

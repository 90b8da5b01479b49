import { array, boolean, nullish, number, object, optional, string, type InferOutput } from 'valibot';
import { Secret } from '../model/secret';
import type { IkeIdentity, VpnConnection } from '../model/vpnGateway';
import { reasonsDocument, referenceDocument, toReasons, toReference } from './vpcParts';

const identityDocument = object({ type: string(), value: optional(string()) });
const tunnelDocument = object({ public_ip: object({ address: string() }), status: string(), status_reasons: reasonsDocument });

export const vpnConnectionDocument = object({
  id: string(),
  name: string(),
  created_at: optional(string()),
  mode: string(),
  admin_state_up: boolean(),
  status: string(),
  status_reasons: reasonsDocument,
  psk: string(),
  peer: object({
    address: optional(string()), fqdn: optional(string()), cidrs: optional(array(string())), ike_identity: identityDocument,
  }),
  local: object({ cidrs: optional(array(string())), ike_identities: array(identityDocument) }),
  establish_mode: string(),
  dead_peer_detection: object({ action: string(), interval: number(), timeout: number() }),
  ike_policy: nullish(referenceDocument),
  ipsec_policy: nullish(referenceDocument),
  tunnels: optional(array(tunnelDocument)),
});

/** The key is a `Secret` from here on. */
export function toVpnConnection(document: InferOutput<typeof vpnConnectionDocument>): VpnConnection {
  const { id, name, created_at: createdAt = '', mode, admin_state_up: enabled, status, peer, local } = document;
  const { action, interval, timeout } = document.dead_peer_detection;
  return {
    id, name, createdAt, mode, enabled, status,
    reasons: toReasons(document.status_reasons),
    presharedKey: new Secret(document.psk),
    peer: peer.fqdn === undefined ? { address: peer.address ?? '' } : { fqdn: peer.fqdn },
    peerIdentity: toIdentity(peer.ike_identity),
    localIdentities: local.ike_identities.map(toIdentity),
    localRanges: local.cidrs ?? [],
    peerRanges: peer.cidrs ?? [],
    establishMode: document.establish_mode,
    deadPeerDetection: { action, interval, timeout },
    ikePolicy: toPolicy(document.ike_policy),
    ipsecPolicy: toPolicy(document.ipsec_policy),
    tunnels: (document.tunnels ?? []).map((tunnel) => ({
      publicAddress: tunnel.public_ip.address, status: tunnel.status, reasons: toReasons(tunnel.status_reasons),
    })),
  };
}

function toIdentity({ type, value = '' }: InferOutput<typeof identityDocument>): IkeIdentity {
  return { type, value };
}

function toPolicy(reference: InferOutput<typeof referenceDocument> | null | undefined) {
  return reference === null || reference === undefined ? undefined : toReference(reference);
}

import * as v from 'valibot';

const item = { id: v.string(), name: v.string(), createdAt: v.string() };
const phase = v.picklist(['pending', 'ready', 'deleting']);
const identity = v.object({ type: v.picklist(['fqdn', 'hostname', 'ipv4_address', 'key_id']), value: v.string() });
const policy = { ...item, group: v.string(), authentication: v.string(), encryption: v.string(), keyLifetime: v.number() };

/** A region's tables of site-to-site VPN gateways. */
export const vpnGatewayTables = {
  vpnGateways: v.object({
    ...item, group: v.string(), phase, vpc: v.string(), subnet: v.string(), mode: v.picklist(['policy', 'route']),
    /** Reserved IPs, one a member. */
    ips: v.array(v.string()),
    /** One in policy mode, one a member in route mode. */
    publicAddresses: v.array(v.string()), localAsn: v.number(),
    failure: v.optional(v.object({ code: v.string(), message: v.string() })),
    /** What it suffers from by order. */
    trouble: v.optional(v.object({ state: v.picklist(['degraded', 'faulted']), code: v.string() })),
  }),
  vpnConnections: v.object({
    ...item, gateway: v.string(), enabled: v.boolean(), psk: v.string(),
    /** An address, or a name where it is no IPv4 address. */
    peer: v.string(), peerIdentity: v.optional(identity), localIdentities: v.array(identity),
    localRanges: v.array(v.string()), peerRanges: v.array(v.string()),
    establishMode: v.picklist(['bidirectional', 'peer_only']), distributeTraffic: v.boolean(),
    detection: v.object({ action: v.picklist(['clear', 'hold', 'none', 'restart']), interval: v.number(), timeout: v.number() }),
    ikePolicy: v.optional(v.string()), ipsecPolicy: v.optional(v.string()),
    /** As the data plane has told last, by the gateway's public address. */
    tunnels: v.array(v.object({ publicAddress: v.string(), status: v.picklist(['up', 'down']), reasons: v.array(v.string()) })),
  }),
  ikePolicies: v.object({ ...policy, version: v.number(), dhGroup: v.number() }),
  ipsecPolicies: v.object({ ...policy, pfs: v.string() }),
  /** Routes that somebody wrote by hand; `table` is a routing table's id. */
  vpcRoutes: v.object({
    ...item, vpc: v.string(), table: v.string(), zone: v.string(), destination: v.string(), action: v.picklist(['deliver', 'drop', 'delegate', 'delegate_vpc']),
    priority: v.number(), address: v.optional(v.string()), connection: v.optional(v.string()),
  }),
};

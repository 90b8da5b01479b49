import * as v from 'valibot';

const item = { id: v.string(), name: v.string(), createdAt: v.string() };

const authentication = v.variant('method', [
  v.object({ method: v.literal('certificate'), authority: v.string(), crl: v.optional(v.string()) }),
  v.object({ method: v.literal('username') }),
]);

/** A region's tables of client VPN servers. */
export const vpnTables = {
  vpnServers: v.object({
    ...item, group: v.string(), vpc: v.string(), subnets: v.array(v.string()),
    /** `updating` while a change is under way. */
    phase: v.picklist(['pending', 'updating', 'ready', 'deleting']),
    failure: v.optional(v.object({ code: v.string(), message: v.string() })),
    /** Reserved IPs, one a subnet that had room for it. */
    ips: v.array(v.string()),
    /** What its name resolves to, one a subnet. */
    publicAddresses: v.array(v.string()),
    securityGroups: v.array(v.string()), hostname: v.string(), port: v.number(), protocol: v.picklist(['tcp', 'udp']), pool: v.string(),
    /** CRN of a secret, as an authority is. */
    certificate: v.string(), authentication: v.array(authentication),
    dnsServers: v.array(v.string()), idleTimeout: v.number(), splitTunnel: v.boolean(),
  }),
  vpnRoutes: v.object({
    ...item, server: v.string(), destination: v.string(), action: v.picklist(['deliver', 'drop', 'translate']),
    phase: v.picklist(['pending', 'ready', 'deleting']),
  }),
  vpnClients: v.object({
    id: v.string(), createdAt: v.string(), server: v.string(), clientIp: v.string(), remoteIp: v.string(), remotePort: v.number(),
    commonName: v.optional(v.string()), username: v.optional(v.string()), disconnectedAt: v.optional(v.string()),
    /** Of the data plane's own, where that has VPN servers. */
    session: v.optional(v.string()),
  }),
};

import * as v from 'valibot';
import { vpnGatewayTables } from './vpnGatewayRecords';
import { vpnTables } from './vpnRecords';

// The sandbox's memory: what the cloud would keep, with references by id. Each table is a list of one of these.

const item = { id: v.string(), name: v.string(), createdAt: v.string() };
const grouped = { ...item, group: v.string() };

/** `pending` until the cloud has made it, `deleting` until it is gone. */
const phase = v.picklist(['pending', 'ready', 'deleting']);

/** The other side of a rule; `group` is a security group's id. */
const remote = v.object({ cidr_block: v.optional(v.string()), address: v.optional(v.string()), group: v.optional(v.string()) });
const optionalNumber = v.optional(v.number());

export const securityGroupRule = v.object({
  id: v.string(), name: v.string(), direction: v.picklist(['inbound', 'outbound']), protocol: v.string(),
  port_min: optionalNumber, port_max: optionalNumber, type: optionalNumber, code: optionalNumber, remote, local: remote,
});

export const aclRule = v.object({
  ...item, action: v.picklist(['allow', 'deny']), direction: v.picklist(['inbound', 'outbound']), protocol: v.string(),
  source: v.string(), destination: v.string(),
  source_port_min: optionalNumber, source_port_max: optionalNumber,
  destination_port_min: optionalNumber, destination_port_max: optionalNumber, type: optionalNumber, code: optionalNumber,
});

/** One region's tables. The order of a table is the order of its lists. */
export const tables = {
  vpcs: v.object({
    ...grouped, phase, defaultGroup: v.string(), defaultAcl: v.string(), tableId: v.string(), tableName: v.string(),
    cseAddresses: v.array(v.object({ zone: v.string(), address: v.string() })),
    /** Kinds of resource that its default routing table takes routes from; all, where none are named. */
    tableAccepts: v.optional(v.array(v.string())),
    isHub: v.optional(v.boolean()),
    /** The system's own where there is none; `vpc` is the hub that it is delegated to. */
    resolver: v.optional(v.object({ type: v.picklist(['custom', 'manual', 'delegated']), servers: v.array(v.string()), vpc: v.optional(v.string()) })),
  }),
  /** `vpc` is bound to `hub`. */
  dnsBindings: v.object({ ...item, phase, vpc: v.string(), hub: v.string() }),
  prefixes: v.object({ ...item, vpc: v.string(), zone: v.string(), cidr: v.string(), isDefault: v.boolean() }),
  subnets: v.object({
    ...grouped, phase, vpc: v.string(), zone: v.string(), cidr: v.string(), acl: v.string(), publicGateway: v.optional(v.string()),
    /** One of `routingTables`; the VPC's default one where there is none. */
    routingTable: v.optional(v.string()),
  }),
  /** Those that somebody made; each VPC's default one goes with the VPC. */
  routingTables: v.object({ ...grouped, vpc: v.string(), accepts: v.array(v.string()) }),
  reservedIps: v.object({
    ...item, phase, subnet: v.string(), address: v.string(), autoDelete: v.boolean(), provider: v.optional(v.boolean()),
    target: v.optional(v.object({
      kind: v.picklist(['endpoint_gateway', 'virtual_network_interface', 'vpn_gateway', 'vpn_server', 'custom_resolver']), id: v.string(),
    })),
  }),
  acls: v.object({ ...grouped, vpc: v.string(), rules: v.array(aclRule) }),
  securityGroups: v.object({ ...grouped, vpc: v.string(), rules: v.array(securityGroupRule) }),
  keys: v.object({ ...grouped, type: v.picklist(['ed25519', 'rsa']), publicKey: v.string(), fingerprint: v.string(), length: v.number() }),
  interfaces: v.object({
    ...grouped, vpc: v.string(), subnet: v.string(), ip: v.string(), securityGroups: v.array(v.string()), autoDelete: v.boolean(),
    allowSpoofing: v.boolean(), infrastructureNat: v.boolean(), phase, mac: v.string(),
    stateFiltering: v.optional(v.picklist(['auto', 'disabled', 'enabled'])),
  }),
  servers: v.object({
    ...grouped, vpc: v.string(), zone: v.string(), profile: v.string(), image: v.string(), keys: v.array(v.string()),
    /** What cloud-init wrote at the first start; deleting a key from the account takes it off no server. */
    authorizedKeys: v.array(v.string()),
    status: v.picklist(['pending', 'starting', 'running', 'stopping', 'stopped', 'restarting', 'deleting', 'failed']),
    statusReason: v.optional(v.object({ code: v.string(), message: v.string() })),
    /** What was changed of it since, in the words of its document. */
    settings: v.optional(v.record(v.string(), v.unknown())),
    interface: v.string(), attachment: v.object(item), bootVolume: v.object({ id: v.string(), name: v.string(), attachment: v.string() }),
  }),
  floatingIps: v.object({ ...grouped, phase, zone: v.string(), address: v.string(), target: v.optional(v.string()) }),
  publicGateways: v.object({ ...grouped, phase, vpc: v.string(), zone: v.string(), floatingIp: v.string() }),
  gateways: v.object({
    ...grouped, phase, vpc: v.string(), target: v.string(), ips: v.array(v.string()), securityGroups: v.array(v.string()),
    serviceEndpoints: v.array(v.string()), dnsMode: v.picklist(['disabled', 'primary', 'per_resource_binding']),
    failure: v.optional(v.object({ code: v.string(), message: v.string() })),
  }),
  ...vpnTables,
  ...vpnGatewayTables,
};

export type TableName = keyof typeof tables;
export type Row<Name extends TableName> = v.InferOutput<(typeof tables)[Name]>;
export type SecurityGroupRuleRow = v.InferOutput<typeof securityGroupRule>;
export type AclRuleRow = v.InferOutput<typeof aclRule>;
export type RemoteRow = v.InferOutput<typeof remote>;
export type Phase = v.InferOutput<typeof phase>;

export const serviceInstance = v.object({
  ...grouped, crn: v.string(), service: v.string(), region: v.string(), plan: v.string(),
  state: v.picklist(['active', 'provisioning', 'pending_reclamation', 'removed', 'failed']),
  oneTimeCredentials: v.boolean(), parameters: v.record(v.string(), v.unknown()), extensions: v.record(v.string(), v.unknown()),
  /** Takes tokens of IAM alone, no API keys. */
  tokenOnly: v.boolean(),
});
export type ServiceInstanceRow = v.InferOutput<typeof serviceInstance>;

export const serviceKey = v.object({
  ...item, crn: v.string(), source: v.string(), role: v.picklist(['Manager', 'Writer', 'Reader']), apiKey: v.string(), serviceId: v.string(),
  parameters: v.record(v.string(), v.unknown()),
});
export type ServiceKeyRow = v.InferOutput<typeof serviceKey>;

/** Something that will happen by itself: an order that the cloud is still working on. */
export const event = v.object({
  due: v.number(), kind: v.picklist(['ready', 'gone', 'starting', 'stopped', 'no-capacity', 'effective']),
  region: v.string(), table: v.string(), id: v.string(),
});
export type EventRow = v.InferOutput<typeof event>;

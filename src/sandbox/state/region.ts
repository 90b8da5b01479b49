import * as v from 'valibot';
import { tables, type Row } from './records';

const rows = <Schema extends v.GenericSchema>(schema: Schema) => v.optional(v.array(schema), []);

/** A region as it stands in the state file. */
export const regionFile = v.object({
  name: v.string(),
  vpcs: rows(tables.vpcs), dnsBindings: rows(tables.dnsBindings), prefixes: rows(tables.prefixes),
  subnets: rows(tables.subnets), reservedIps: rows(tables.reservedIps),
  acls: rows(tables.acls), securityGroups: rows(tables.securityGroups), keys: rows(tables.keys), interfaces: rows(tables.interfaces),
  servers: rows(tables.servers), floatingIps: rows(tables.floatingIps), publicGateways: rows(tables.publicGateways),
  gateways: rows(tables.gateways), routingTables: rows(tables.routingTables),
  vpnServers: rows(tables.vpnServers), vpnRoutes: rows(tables.vpnRoutes), vpnClients: rows(tables.vpnClients),
  vpnGateways: rows(tables.vpnGateways), vpnConnections: rows(tables.vpnConnections),
  ikePolicies: rows(tables.ikePolicies), ipsecPolicies: rows(tables.ipsecPolicies), vpcRoutes: rows(tables.vpcRoutes),
});
export type RegionFile = v.InferOutput<typeof regionFile>;

/** What one region holds, each table by id and in the order of making. */
export class Region {
  readonly name: string;
  readonly vpcs: Map<string, Row<'vpcs'>>;
  readonly dnsBindings: Map<string, Row<'dnsBindings'>>;
  readonly prefixes: Map<string, Row<'prefixes'>>;
  readonly subnets: Map<string, Row<'subnets'>>;
  readonly reservedIps: Map<string, Row<'reservedIps'>>;
  readonly acls: Map<string, Row<'acls'>>;
  readonly securityGroups: Map<string, Row<'securityGroups'>>;
  readonly keys: Map<string, Row<'keys'>>;
  readonly interfaces: Map<string, Row<'interfaces'>>;
  readonly servers: Map<string, Row<'servers'>>;
  readonly floatingIps: Map<string, Row<'floatingIps'>>;
  readonly publicGateways: Map<string, Row<'publicGateways'>>;
  readonly gateways: Map<string, Row<'gateways'>>;
  readonly routingTables: Map<string, Row<'routingTables'>>;
  readonly vpnServers: Map<string, Row<'vpnServers'>>;
  readonly vpnRoutes: Map<string, Row<'vpnRoutes'>>;
  readonly vpnClients: Map<string, Row<'vpnClients'>>;
  readonly vpnGateways: Map<string, Row<'vpnGateways'>>;
  readonly vpnConnections: Map<string, Row<'vpnConnections'>>;
  readonly ikePolicies: Map<string, Row<'ikePolicies'>>;
  readonly ipsecPolicies: Map<string, Row<'ipsecPolicies'>>;
  readonly vpcRoutes: Map<string, Row<'vpcRoutes'>>;

  constructor(file: RegionFile) {
    this.name = file.name;
    this.vpcs = byId(file.vpcs);
    this.dnsBindings = byId(file.dnsBindings);
    this.prefixes = byId(file.prefixes);
    this.subnets = byId(file.subnets);
    this.reservedIps = byId(file.reservedIps);
    this.acls = byId(file.acls);
    this.securityGroups = byId(file.securityGroups);
    this.keys = byId(file.keys);
    this.interfaces = byId(file.interfaces);
    this.servers = byId(file.servers);
    this.floatingIps = byId(file.floatingIps);
    this.publicGateways = byId(file.publicGateways);
    this.gateways = byId(file.gateways);
    this.routingTables = byId(file.routingTables);
    this.vpnServers = byId(file.vpnServers);
    this.vpnRoutes = byId(file.vpnRoutes);
    this.vpnClients = byId(file.vpnClients);
    this.vpnGateways = byId(file.vpnGateways);
    this.vpnConnections = byId(file.vpnConnections);
    this.ikePolicies = byId(file.ikePolicies);
    this.ipsecPolicies = byId(file.ipsecPolicies);
    this.vpcRoutes = byId(file.vpcRoutes);
  }

  static empty(name: string): Region {
    return new Region(v.parse(regionFile, { name }));
  }

  get zones(): readonly string[] {
    return [1, 2, 3].map((number) => `${this.name}-${number}`);
  }

  toFile(): RegionFile {
    const list = <T>(table: Map<string, T>): T[] => [...table.values()];
    return {
      name: this.name,
      vpcs: list(this.vpcs), dnsBindings: list(this.dnsBindings), prefixes: list(this.prefixes),
      subnets: list(this.subnets), reservedIps: list(this.reservedIps),
      acls: list(this.acls), securityGroups: list(this.securityGroups), keys: list(this.keys), interfaces: list(this.interfaces),
      servers: list(this.servers), floatingIps: list(this.floatingIps), publicGateways: list(this.publicGateways),
      gateways: list(this.gateways), routingTables: list(this.routingTables),
      vpnServers: list(this.vpnServers), vpnRoutes: list(this.vpnRoutes), vpnClients: list(this.vpnClients),
      vpnGateways: list(this.vpnGateways), vpnConnections: list(this.vpnConnections),
      ikePolicies: list(this.ikePolicies), ipsecPolicies: list(this.ipsecPolicies), vpcRoutes: list(this.vpcRoutes),
    };
  }
}

function byId<T extends { id: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((row) => [row.id, row]));
}

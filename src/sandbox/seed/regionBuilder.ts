import { privateNames } from '../resources/privateNames';
import { defaultAclRules } from '../vpc/aclRules';
import { defaultPrefixes } from '../vpc/addressPrefixes';
import { freeRange, toAddress, toCidr, toRange } from '../vpc/addresses';
import { imageByName } from '../vpc/imageList';
import { parsePublicKey } from '../vpc/publicKey';
import { defaultGroupRules } from '../vpc/vpcs';
import { seededId } from '../state/ids';
import type { Row, SecurityGroupRuleRow, ServiceInstanceRow } from '../state/records';
import { Region } from '../state/region';
import { seededAt } from './account';

/** What is said of a server besides where it is. */
interface ServerWords {
  readonly keys: readonly Row<'keys'>[];
  readonly image?: string;
  readonly profile?: string;
  readonly status?: Row<'servers'>['status'];
}

type RuleWords = Omit<SecurityGroupRuleRow, 'id' | 'name' | 'local'>;

/** Puts resources into a region's tables under names that people would give, with the same ids every time. */
export class RegionBuilder {
  readonly region: Region;
  #lastAddress = 0;

  constructor(name: string, private readonly group: string) {
    this.region = Region.empty(name);
  }

  vpc(name: string): Row<'vpcs'> {
    const { region } = this;
    const vpc: Row<'vpcs'> = {
      ...this.#new('vpc', name), phase: 'ready',
      defaultGroup: this.#id('default-sg', name), defaultAcl: this.#id('default-acl', name),
      tableId: this.#id('table', name), tableName: 'mellow-harbor-river-calm',
      cseAddresses: region.zones.map((zone, index) => ({ zone, address: `10.22.${region.vpcs.size}.${index + 10}` })),
    };
    region.vpcs.set(vpc.id, vpc);
    this.#add(region.acls, { ...this.#new('default-acl', name, `${name}-default-acl`), vpc: vpc.id, rules: defaultAclRules(region.name, seededAt) });
    this.#add(region.securityGroups, {
      ...this.#new('default-sg', name, `${name}-default-sg`), vpc: vpc.id, rules: defaultGroupRules(region, vpc.defaultGroup),
    });
    for (const prefix of defaultPrefixes(region, vpc.id, seededAt)) region.prefixes.set(prefix.id, prefix);
    return vpc;
  }

  /** A DNS hub, with a custom resolver that stands in the subnet. */
  hub(vpc: Row<'vpcs'>, subnet: Row<'subnets'>): void {
    const servers = [1, 2].map((number) => this.reservedIp(subnet, `${vpc.name}-resolver-${number}`, undefined).address);
    vpc.isHub = true;
    vpc.resolver = { type: 'custom', servers };
  }

  /** Shares DNS with the hub, and asks it for names. */
  bind(vpc: Row<'vpcs'>, hub: Row<'vpcs'>): void {
    const name = `${vpc.name}-to-${hub.name}`;
    this.#add(this.region.dnsBindings, { id: this.#id('dns-binding', name), name, createdAt: seededAt, phase: 'ready', vpc: vpc.id, hub: hub.id });
    vpc.resolver = { type: 'delegated', servers: [], vpc: hub.id };
  }

  acl(vpc: Row<'vpcs'>, name: string, rules: Row<'acls'>['rules']): Row<'acls'> {
    return this.#add(this.region.acls, { ...this.#new('acl', name), vpc: vpc.id, rules });
  }

  subnet(vpc: Row<'vpcs'>, name: string, zone: 1 | 2 | 3, acl = vpc.defaultAcl): Row<'subnets'> {
    const zoneName = `${this.region.name}-${zone}`;
    const prefix = [...this.region.prefixes.values()].find((candidate) => candidate.vpc === vpc.id && candidate.zone === zoneName);
    const siblings = [...this.region.subnets.values()].filter((subnet) => subnet.vpc === vpc.id).flatMap(({ cidr }) => toRange(cidr) ?? []);
    const outer = prefix && toRange(prefix.cidr);
    const range = outer && freeRange(outer, 256, siblings);
    if (range === undefined) throw new Error(`The seed's VPC ${vpc.name} has no room for ${name}.`);
    return this.#add(this.region.subnets, {
      ...this.#new('subnet', `${vpc.name}/${name}`, name), phase: 'ready', vpc: vpc.id, zone: zoneName, cidr: toCidr(range), acl,
    });
  }

  securityGroup(vpc: Row<'vpcs'>, name: string, rules: readonly RuleWords[]): Row<'securityGroups'> {
    const local = { cidr_block: '0.0.0.0/0' };
    return this.#add(this.region.securityGroups, {
      ...this.#new('sg', `${vpc.name}/${name}`, name), vpc: vpc.id,
      rules: rules.map((rule, index) => ({ ...rule, id: this.#id('rule', name, String(index)), name: `rule-${index + 1}`, local })),
    });
  }

  key(name: string, publicKey: string): Row<'keys'> {
    const { type, length, fingerprint } = parsePublicKey(publicKey);
    return this.#add(this.region.keys, { ...this.#new('key', name), type, length, fingerprint, publicKey });
  }

  server(name: string, subnet: Row<'subnets'>, groups: readonly Row<'securityGroups'>[], more: ServerWords): Row<'servers'> {
    const [network, boot] = [this.#id('vni', name), this.#id('boot', name)];
    const ip = this.reservedIp(subnet, `${name}-ip`, { kind: 'virtual_network_interface', id: network });
    this.#add(this.region.interfaces, {
      ...this.#new('vni', name, `${name}-vni`), vpc: subnet.vpc, subnet: subnet.id, ip: ip.id, securityGroups: groups.map(({ id }) => id),
      autoDelete: true, allowSpoofing: false, infrastructureNat: true, phase: 'ready',
      mac: `02:00:0a:${(this.#lastAddress % 256).toString(16).padStart(2, '0')}:00:01`,
    });
    return this.#add(this.region.servers, {
      ...this.#new('server', name), vpc: subnet.vpc, zone: subnet.zone, profile: more.profile ?? 'cx2-2x4',
      image: imageByName(this.region.name, more.image ?? 'ubuntu-24-04').id, keys: more.keys.map(({ id }) => id),
      authorizedKeys: more.keys.map(({ publicKey }) => publicKey),
      status: more.status ?? 'running',
      interface: network, attachment: { id: this.#id('attachment', name), name: 'eth0', createdAt: seededAt },
      bootVolume: { id: boot, name: `${name}-boot`, attachment: this.#id('volume-attachment', name) },
    });
  }

  floatingIp(name: string, address: string, zone: 1 | 2 | 3, server?: Row<'servers'>): Row<'floatingIps'> {
    return this.#add(this.region.floatingIps, {
      ...this.#new('fip', name), phase: 'ready', zone: `${this.region.name}-${zone}`, address, target: server?.interface,
    });
  }

  publicGateway(vpc: Row<'vpcs'>, name: string, address: string, zone: 1 | 2 | 3): Row<'publicGateways'> {
    const id = this.#id('pgw', name);
    const ip = this.#add(this.region.floatingIps, {
      ...this.#new('fip', `${name}-ip`), phase: 'ready', zone: `${this.region.name}-${zone}`, address, target: id,
    });
    return this.#add(this.region.publicGateways, { ...this.#new('pgw', name), phase: 'ready', vpc: vpc.id, zone: ip.zone, floatingIp: ip.id });
  }

  gateway(name: string, target: ServiceInstanceRow, subnets: readonly Row<'subnets'>[], groups: readonly Row<'securityGroups'>[]): Row<'gateways'> {
    const id = this.#id('gateway', name);
    const ips = subnets.map((subnet, index) => this.reservedIp(subnet, `${name}-${index + 1}`, { kind: 'endpoint_gateway', id }));
    return this.#add(this.region.gateways, {
      ...this.#new('gateway', name), phase: 'ready', vpc: subnets[0]?.vpc ?? '', target: target.crn, ips: ips.map((ip) => ip.id),
      securityGroups: groups.map((group) => group.id), serviceEndpoints: privateNames(target.extensions), dnsMode: 'primary',
    });
  }

  reservedIp(subnet: Row<'subnets'>, name: string, target: Row<'reservedIps'>['target']): Row<'reservedIps'> {
    const used = [...this.region.reservedIps.values()].filter((ip) => ip.subnet === subnet.id).length;
    this.#lastAddress += 1;
    const address = toAddress((toRange(subnet.cidr)?.first ?? 0) + 4 + used);
    return this.#add(this.region.reservedIps, {
      id: this.#id('ip', name), name, createdAt: seededAt, phase: 'ready', subnet: subnet.id, address, autoDelete: true, target,
    });
  }

  #new(kind: string, key: string, name = key): { id: string; name: string; createdAt: string; group: string } {
    return { id: this.#id(kind, key), name, createdAt: seededAt, group: this.group };
  }

  #id(...words: string[]): string {
    return seededId(this.region.name, ...words);
  }

  #add<T extends { id: string }>(table: Map<string, T>, row: T): T {
    table.set(row.id, row);
    return row;
  }
}

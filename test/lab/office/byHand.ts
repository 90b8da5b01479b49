import assert from 'node:assert/strict';
import type { DnsServicesApi } from '../../../src/cloud/dnsServicesService';
import type { NewSecurityGroupRule } from '../../../src/cloud/vpcRequests';
import type { VpcService } from '../../../src/cloud/vpcService';
import type { CustomResolver, DnsServicesInstance } from '../../../src/model/dnsServices';
import type { Instance } from '../../../src/model/instance';
import type { EndpointGateway, Subnet, Vpc } from '../../../src/model/landscape';
import { Secret } from '../../../src/model/secret';
import { publicAddressesOf, type VpnConnection, type VpnGateway } from '../../../src/model/vpnGateway';
import type { OfficeDescription } from '../../../src/onPremises/office';
import { describeOffice } from '../../../src/setup/office/description';
import type { EspChoices, IkeChoices, OfficeChoices } from '../../../src/setup/office/choices';
import { site } from '../network/addresses';
import type { Product } from '../product';
import { until } from '../until';

const zone = 'ca-mon-1';

export interface OfficeWish {
  readonly ike?: Partial<IkeChoices>;
  readonly esp?: EspChoices;
  readonly isBehindNat?: boolean;
  /** The office has no address that the cloud could dial. */
  readonly peerOnly?: boolean;
}

export const officeRanges = [site.range, site.secondRange];

/** The cloud's half of a site-to-site VPN, made by its API alone, without the product's plan: what an account may have from before. */
export class HandMadeVpn {
  readonly key = new Secret(`Lab-${Math.random().toString(36).slice(2)}+&!@#$%^*(),.:_`);
  readonly ike: IkeChoices;
  readonly esp: EspChoices;
  readonly office: OfficeChoices;
  #vpc: Vpc | undefined;
  #subnets: readonly Subnet[] = [];
  #endpoint: EndpointGateway | undefined;
  #groupId = '';
  #gateway: VpnGateway | undefined;
  #policies: readonly [ike: string, ipsec: string] | undefined;
  #connection: VpnConnection | undefined;
  #dns: DnsServicesInstance | undefined;
  #resolver: CustomResolver | undefined;

  private constructor(
    readonly product: Product, readonly instance: Instance, private readonly resourceGroupId: string, private readonly wish: OfficeWish,
    readonly signal: AbortSignal,
  ) {
    this.ike = { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800, ...wish.ike };
    this.esp = wish.esp ?? { cipher: 'aes256', integrity: 'sha256', lifetime: 3600 };
    this.office = {
      ...wish.peerOnly === true ? {} : { peer: { kind: 'address', address: site.publicAddress } }, isBehindNat: wish.isBehindNat ?? false,
      identity: { type: 'ipv4_address', value: site.publicAddress }, ranges: officeRanges,
    };
  }

  static async make(product: Product, instanceName: string, wish: OfficeWish, signal: AbortSignal): Promise<HandMadeVpn> {
    const [group] = await product.cloud.resources.listResourceGroups(product.sandbox.accountId, signal);
    const made = new HandMadeVpn(product, await product.instance(instanceName, signal), group?.id ?? '', wish, signal);
    await made.#networks();
    await made.#endpointGateway();
    await made.#vpn();
    await made.#names();
    await product.sandbox.settled();
    return made;
  }

  get vpc(): VpcService {
    return this.product.cloud.vpc(this.instance.region);
  }

  get gateway(): VpnGateway {
    return this.#gateway ?? assert.fail('the VPN gateway is made');
  }

  get resolver(): CustomResolver {
    return this.#resolver ?? assert.fail('the resolver is made');
  }

  get endpoint(): EndpointGateway {
    return this.#endpoint ?? assert.fail('the endpoint gateway is made');
  }

  /** As the API has it now. */
  connection(): Promise<VpnConnection> {
    return this.vpc.getVpnConnection(this.gateway.id, this.#connection?.id ?? '', this.signal);
  }

  /** Once the API says so of it. */
  async until(holds: (connection: VpnConnection) => boolean): Promise<VpnConnection> {
    return until(() => this.connection(), holds);
  }

  async description(): Promise<OfficeDescription> {
    const { office, ike, esp, key, gateway, resolver, instance } = this;
    return describeOffice({
      name: 'by-hand', mode: 'policy', office, ike, esp, key, gateway, resolver, connection: await this.connection(), domains: instance.privateNames,
    });
  }

  /** All of it is gone, and so is the network that it was. */
  async remove(): Promise<void> {
    const { vpc, signal, product } = this;
    await vpc.deleteVpnGateway(this.gateway.id, signal);
    await this.#dnsApi().deleteResolver(this.resolver.id, signal);
    await vpc.deleteEndpointGateway(this.endpoint.id, signal);
    await until(() => vpc.listVpnGateways({ vpcId: this.#vpc?.id }, signal), (left) => left.length === 0);
    await until(() => vpc.listEndpointGateways({ vpcId: this.#vpc?.id }, signal), (left) => left.length === 0);
    await until(() => this.#dnsApi().listResolvers(signal), (left) => left.length === 0);
    const [ike = '', ipsec = ''] = this.#policies ?? [];
    await vpc.deleteIkePolicy(ike, signal);
    await vpc.deleteIpsecPolicy(ipsec, signal);
    await product.cloud.dnsServices.delete(this.#dns?.crn ?? '', signal);
    await vpc.deleteSecurityGroup(this.#groupId, signal);
    await product.sandbox.settled();
    for (const { id } of this.#subnets) await vpc.deleteSubnet(id, signal);
    await until(() => vpc.listSubnets({ vpcId: this.#vpc?.id }, signal), (left) => left.length === 0);
    await vpc.deleteVpc(this.#vpc?.id ?? '', signal);
    await until(() => vpc.listVpcs(signal), (left) => left.every(({ id }) => id !== this.#vpc?.id));
    await product.sandbox.settled();
  }

  async #networks(): Promise<void> {
    const { vpc, signal, resourceGroupId } = this;
    const made = await vpc.createVpc({ name: 'by-hand', resourceGroupId }, signal);
    this.#vpc = await until(() => vpc.getVpc(made.id, signal), ({ status }) => status === 'available');
    const subnets = [];
    for (const name of ['vpn', 'endpoints', 'names']) {
      subnets.push(await vpc.createSubnet({ name: `by-hand-${name}`, vpcId: made.id, zone, size: { addresses: 16 }, resourceGroupId }, signal));
    }
    await until(() => vpc.listSubnets({ vpcId: made.id }, signal), (all) => all.every(({ status }) => status === 'available'));
    this.#subnets = subnets;
    const group = this.#vpc.defaultSecurityGroup.id;
    for (const cidr of officeRanges) {
      for (const protocol of ['tcp', 'udp'] as const) {
        await vpc.createSecurityGroupRule(group, { direction: 'inbound', protocol, portMin: 53, portMax: 53, remote: { kind: 'cidr', cidr } }, signal);
      }
    }
  }

  async #endpointGateway(): Promise<void> {
    const { vpc, signal, resourceGroupId, instance: { crn } } = this;
    const rules = officeRanges.map((cidr): NewSecurityGroupRule => (
      { direction: 'inbound', protocol: 'tcp', portMin: 9093, portMax: 9093, remote: { kind: 'cidr', cidr } }));
    const vpcId = this.#vpc?.id ?? '';
    const group = await vpc.createSecurityGroup({ name: 'by-hand-endpoints', vpcId, resourceGroupId, rules }, signal);
    this.#groupId = group.id;
    const { id } = await vpc.createEndpointGateway({
      name: 'by-hand', vpcId, targetCrn: crn, addresses: [{ subnetId: this.#subnet(1).id, name: 'by-hand-1' }], securityGroupIds: [group.id],
      resourceGroupId, dnsMode: 'primary',
    }, signal);
    this.#endpoint = await until(() => vpc.getEndpointGateway(id, signal), ({ lifecycleState }) => lifecycleState === 'stable');
  }

  async #vpn(): Promise<void> {
    const { vpc, signal, resourceGroupId, ike, esp, key } = this;
    const { id } = await vpc.createVpnGateway({ name: 'by-hand', subnetId: this.#subnet(0).id, mode: 'policy', resourceGroupId }, signal);
    this.#gateway = await until(() => vpc.getVpnGateway(id, signal),
      (gateway) => gateway.lifecycleState === 'stable' && publicAddressesOf(gateway).length > 0);
    const ikePolicy = await vpc.createIkePolicy({
      name: 'by-hand', version: ike.version, authentication: ike.integrity, encryption: ike.cipher, dhGroup: ike.group,
      keyLifetime: ike.lifetime, resourceGroupId,
    }, signal);
    const ipsecPolicy = await vpc.createIpsecPolicy({
      name: 'by-hand', authentication: esp.integrity ?? 'disabled', encryption: esp.cipher, pfs: esp.group === undefined ? 'disabled' : `group_${esp.group}`,
      keyLifetime: esp.lifetime, resourceGroupId,
    }, signal);
    this.#policies = [ikePolicy.id, ipsecPolicy.id];
    this.#connection = await vpc.createVpnConnection(id, {
      name: 'by-hand', enabled: true, presharedKey: key, peer: { address: site.publicAddress }, ikePolicyId: ikePolicy.id, ipsecPolicyId: ipsecPolicy.id,
      establishMode: this.wish.peerOnly === true ? 'peer_only' : 'bidirectional', deadPeerDetection: { action: 'restart', interval: 2, timeout: 10 },
      traffic: { mode: 'policy', localRanges: [this.#subnet(1).cidr, this.#subnet(2).cidr], peerRanges: officeRanges },
    }, signal);
  }

  /** Only now that the endpoint gateway is stable does anybody ask. Enabled it is not: the office asks it all the same. */
  async #names(): Promise<void> {
    const { signal, resourceGroupId, product: { cloud } } = this;
    const { crn } = await cloud.dnsServices.create({ name: 'by-hand', resourceGroupId }, signal);
    this.#dns = await until(() => cloud.dnsServices.get(crn, signal), ({ state }) => state === 'active');
    const subnetCrn = this.#subnet(2).crn;
    const locations = [{ subnetCrn, enabled: true }, { subnetCrn, enabled: true }];
    const { id } = await this.#dnsApi().createResolver({ name: 'by-hand', locations }, signal);
    this.#resolver = await until(() => this.#dnsApi().getResolver(id, signal), ({ health }) => health === 'HEALTHY');
  }

  #dnsApi(): DnsServicesApi {
    return this.product.cloud.dnsServices.open(this.#dns ?? assert.fail('the DNS Services instance is made'));
  }

  #subnet(at: number): Subnet {
    return this.#subnets[at] ?? assert.fail('the subnets are made');
  }
}

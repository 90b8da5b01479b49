import type { Cloud } from '../../../cloud/cloud';
import type { PricedItem } from '../../../cloud/catalogService';
import type { ResourceGroup } from '../../../cloud/resourceService';
import { parseCrn } from '../../../model/crn';
import type { CustomResolver, DnsServicesInstance } from '../../../model/dnsServices';
import type { EndpointGateway, Subnet, Vpc, Zone } from '../../../model/landscape';
import type { Cost } from '../../../model/plan';
import type { IkePolicy, IpsecPolicy, VpnGateway } from '../../../model/vpnGateway';
import type { VpnServer } from '../../../model/vpnServer';
import { orUnpublished } from '../../catalogPrice';
import { asFarAsAllowed } from '../../offer/asFarAsAllowed';

/** A custom resolver with the instance that it is in, and the VPC that it answers for: that of its locations' subnets. */
export interface OfferedResolver {
  readonly instance: DnsServicesInstance;
  readonly resolver: CustomResolver;
  readonly vpcId: string;
}

/** What the account offers for a new connection through a site-to-site VPN. */
export interface SiteVpnOffer {
  readonly vpcs: readonly Vpc[];
  /** Of the region, in any VPC; empty where the account may not see them, as with all that follows but zones and resource groups. */
  readonly vpnGateways: readonly VpnGateway[];
  readonly vpnServers: readonly VpnServer[];
  readonly ikePolicies: readonly IkePolicy[];
  readonly ipsecPolicies: readonly IpsecPolicy[];
  readonly subnets: readonly Subnet[];
  readonly zones: readonly Zone[];
  /** Which VPC has a gateway to an instance already, and in which zones. */
  readonly gateways: readonly EndpointGateway[];
  /** Active ones. */
  readonly dnsInstances: readonly DnsServicesInstance[];
  /** Those of the region's VPCs. */
  readonly resolvers: readonly OfferedResolver[];
  /** The default one first. */
  readonly resourceGroups: readonly ResourceGroup[];
  /** A gateway with one connection, and one location of a resolver. */
  readonly prices: { readonly vpnGateway: Cost; readonly resolverLocation: Cost };
}

/** Reads what the questions need, in one go. */
export async function loadSiteVpnOffer(cloud: Cloud, accountId: string, region: string, signal: AbortSignal): Promise<SiteVpnOffer> {
  const vpc = cloud.vpc(region);
  const price = (item: PricedItem) => orUnpublished(cloud.catalog.monthlyPrice(item, region, signal));
  const [
    vpcs, vpnGateways, vpnServers, ikePolicies, ipsecPolicies, subnets, zones, gateways, dnsInstances, resourceGroups, resolverLocation, gateway, connection,
  ] = await Promise.all([
    vpc.listVpcs(signal),
    asFarAsAllowed(vpc.listVpnGateways({}, signal)),
    asFarAsAllowed(vpc.listVpnServers({}, signal)),
    asFarAsAllowed(vpc.listIkePolicies(signal)),
    asFarAsAllowed(vpc.listIpsecPolicies(signal)),
    vpc.listSubnets({}, signal),
    vpc.listZones(signal),
    asFarAsAllowed(vpc.listEndpointGateways({}, signal)),
    asFarAsAllowed(cloud.dnsServices.list(signal)),
    cloud.resources.listResourceGroups(accountId, signal),
    price({ kind: 'resolver-locations', count: 1 }), price({ kind: 'vpn-gateway' }), price({ kind: 'vpn-gateway-connection' }),
  ]);
  const active = dnsInstances.filter(({ state }) => state === 'active');
  return {
    vpcs: vpcs.filter(({ status }) => status === 'available'),
    vpnGateways, vpnServers, ikePolicies, ipsecPolicies, subnets, gateways, dnsInstances: active,
    zones: zones.filter(({ available }) => available),
    resolvers: (await Promise.all(active.map((instance) => resolversIn(cloud, instance, subnets, signal)))).flat(),
    resourceGroups: [...resourceGroups].sort((left, right) => Number(right.isDefault) - Number(left.isDefault)),
    prices: { vpnGateway: sum(gateway, connection), resolverLocation },
  };
}

/** Of one that has no price, the sum has none. */
function sum(one: Cost, other: Cost): Cost {
  return one.kind === 'priced' && other.kind === 'priced' && one.currency === other.currency
    ? { ...one, monthly: one.monthly + other.monthly } : one.kind === 'priced' ? { kind: 'unpublished' } : one;
}

async function resolversIn(
  { dnsServices }: Cloud, instance: DnsServicesInstance, subnets: readonly Subnet[], signal: AbortSignal,
): Promise<readonly OfferedResolver[]> {
  const resolvers = await asFarAsAllowed(dnsServices.open(instance).listResolvers(signal));
  return resolvers.flatMap((resolver) => {
    const ids = resolver.locations.map(({ subnetCrn }) => parseCrn(subnetCrn)?.resource);
    const vpcId = subnets.find(({ id }) => ids.includes(id))?.vpc.id;
    return vpcId === undefined ? [] : [{ instance, resolver, vpcId }];
  });
}

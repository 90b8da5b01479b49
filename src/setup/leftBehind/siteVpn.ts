import type { DnsServicesApi } from '../../cloud/dnsServicesService';
import { parseCrn } from '../../model/crn';
import type { CustomResolver, DnsServicesInstance } from '../../model/dnsServices';
import type { Found } from '../context';
import { foundResolver } from '../makers/customResolver';
import { foundDnsServices } from '../makers/dnsServices';
import { foundRule } from '../makers/forwardingRule';
import { found, orAbsent } from '../makers/found';
import { ikePolicyKind } from '../makers/ikePolicy';
import { ipsecPolicyKind } from '../makers/ipsecPolicy';
import { isOver } from '../makers/inSecretsManager';
import { foundVpnConnection } from '../makers/vpnConnectionId';
import { baseBehind } from '../names';
import { orNothing } from './orNothing';
import type { RegionsThing, SecretsAccount } from './secrets';

/** What the account's search does not show of VPN gateways: their connections, and the policies of every region. Whatever its name. */
export async function inVpnGateways(account: SecretsAccount, signal: AbortSignal): Promise<readonly RegionsThing[]> {
  const regions = await account.cloud.regions(signal);
  const lists = await Promise.all(regions.filter(({ available }) => available).map(({ name }) => (
    orNothing(account, signal, () => inRegion(account, name, signal))
  )));
  return lists.flat();
}

async function inRegion({ cloud }: SecretsAccount, region: string, signal: AbortSignal): Promise<readonly RegionsThing[]> {
  const vpc = cloud.vpc(region);
  const [gateways, ike, ipsec] = await Promise.all([
    orAbsent(vpc.listVpnGateways({}, signal)), orAbsent(vpc.listIkePolicies(signal)), orAbsent(vpc.listIpsecPolicies(signal)),
  ]);
  return [
    // A gateway names its connections: their own documents hold keys.
    ...(gateways ?? []).flatMap(({ id, connections }) => connections.map((connection) => foundVpnConnection(id, connection))),
    ...(ike ?? []).map((policy) => found(ikePolicyKind, policy)),
    ...(ipsec ?? []).map((policy) => found(ipsecPolicyKind, policy)),
  ].map((each) => thing(each, region));
}

/**
 * Instances of DNS Services and what is in them. They are in no region: each goes with its resolvers' subnets, else with what else is left of its
 * connection, else anywhere.
 */
export async function inDnsServices(account: SecretsAccount, others: readonly RegionsThing[], signal: AbortSignal): Promise<readonly RegionsThing[]> {
  const { cloud } = account;
  const instances = (await orNothing(account, signal, () => cloud.dnsServices.list(signal))).filter((instance) => !isOver(instance));
  const [anywhere] = instances.length === 0 ? [] : await cloud.regions(signal);
  const lists = await Promise.all(instances.map(async (instance) => {
    const api = cloud.dnsServices.open(instance);
    const resolvers = instance.state === 'active' ? await orNothing(account, signal, () => api.listResolvers(signal)) : [];
    const base = baseBehind(instance.name, []);
    const region = regionOf(resolvers) ?? others.find(({ name }) => base !== undefined && baseBehind(name, []) === base)?.region ?? anywhere?.name ?? '';
    const held = await Promise.all(resolvers.map((resolver) => orNothing(account, signal, () => heldBy(api, instance, resolver, region, signal))));
    return [thing(foundDnsServices(instance), region), ...held.flat()];
  }));
  return lists.flat();
}

/** A resolver and its rules: whoever made them wrote down for which connection. */
async function heldBy(
  api: DnsServicesApi, instance: DnsServicesInstance, resolver: CustomResolver, region: string, signal: AbortSignal,
): Promise<readonly RegionsThing[]> {
  const own = foundResolver({ instance, resolver });
  const rules = (await api.listRules(resolver.id, signal)).filter(({ type }) => type !== 'default');
  return [
    { ...thing(own, regionOf([resolver]) ?? region), base: baseBehind(resolver.name, []) ?? baseBehind(resolver.description, []) },
    ...rules.map((rule) => ({ ...thing(foundRule(own.id, rule), regionOf([resolver]) ?? region), base: baseBehind(rule.description, []) })),
  ];
}

function thing({ kind, id, name, crn = '' }: Found, region: string): RegionsThing {
  return { kind, id, name, crn, region };
}

/** That of a location's subnet, whose CRN names its zone. */
function regionOf(resolvers: readonly CustomResolver[]): string | undefined {
  const [location] = resolvers.flatMap(({ locations }) => locations);
  return parseCrn(location?.subnetCrn ?? '')?.region.replace(/-\d+$/, '');
}

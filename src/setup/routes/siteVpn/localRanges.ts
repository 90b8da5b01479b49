import { isNotFound } from '../../../cloud/errors';
import { parseCrn } from '../../../model/crn';
import type { CustomResolver } from '../../../model/dnsServices';
import type { Subnet } from '../../../model/landscape';
import type { StepContext } from '../../context';
import { Fact } from '../../facts';
import { gatewaySubnetsFact } from '../../steps/gatewaySubnets';
import { vpcFact } from '../../steps/vpc';
import type { SiteVpnChoices } from './choices';
import type { InZone } from './subnets';

/** Where the resolver answers; none where the office asks none. */
export const resolverSubnetsFact = new Fact<readonly Subnet[]>('The subnets of the resolver');

/** Leaves them in the facts: of a resolver that is there those of its locations, else the planned ones, once all of them are known. */
export async function findResolverSubnets(context: StepContext, resolver: SiteVpnChoices['resolver'], planned: readonly InZone[]): Promise<void> {
  const { facts, vpc, signal } = context;
  const known = planned.flatMap(({ subnet }) => facts.get(subnet) ?? []);
  const network = facts.get(vpcFact);
  if (resolver.kind !== 'existing') {
    facts.set(resolverSubnetsFact, known.length === planned.length ? distinct(known) : undefined);
    return;
  }
  const there = await resolverOf(context, resolver);
  const ids = there?.locations.map(({ subnetCrn }) => parseCrn(subnetCrn)?.resource);
  const of = network === undefined || ids === undefined ? undefined
    : (await vpc.listSubnets({ vpcId: network.id }, signal)).filter(({ id }) => ids.includes(id));
  facts.set(resolverSubnetsFact, of);
}

/**
 * What a connection leads to on the cloud's side: the subnets of endpoint gateway and resolver. In policy mode those of its gateway's own zone, so
 * that two connections to one office never lead to the same.
 */
export function localRanges({ facts }: Pick<StepContext, 'facts'>, zone: string | undefined): readonly string[] | undefined {
  const [gateway, resolver] = [facts.get(gatewaySubnetsFact), facts.get(resolverSubnetsFact)];
  return gateway === undefined || resolver === undefined ? undefined
    : [...new Set([...gateway, ...resolver].filter((subnet) => zone === undefined || subnet.zone === zone).map(({ cidr }) => cidr))];
}

/** Whether it is there its own step says. */
async function resolverOf(
  { dependencies: { cloud: { dnsServices } }, signal }: StepContext, { id, instance }: Extract<SiteVpnChoices['resolver'], { readonly kind: 'existing' }>,
): Promise<CustomResolver | undefined> {
  try {
    return await dnsServices.open(await dnsServices.get(instance.crn, signal)).getResolver(id, signal);
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

function distinct(subnets: readonly Subnet[]): readonly Subnet[] {
  return [...new Map(subnets.map((subnet) => [subnet.id, subnet])).values()];
}

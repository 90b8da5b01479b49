import { isForbidden, isNotFound } from '../cloud/errors';
import type { CustomResolver } from '../model/dnsServices';
import type { LookContext } from './context';
import { dnsInstances } from './makers/dnsServices';
import { subnetIdOf, type HeldResolver } from './makers/inDnsServices';

/**
 * The custom resolvers of a VPC, in whatever instance of the account: it takes one, and what a second one is refused for does not tell where the
 * first is. Which VPC a resolver is for only the subnets of its locations tell.
 * Source: https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver
 */
export async function resolversOfVpc(context: LookContext, vpcId: string): Promise<readonly HeldResolver[]> {
  const [subnets, instances] = await Promise.all([context.vpc.listSubnets({ vpcId }, context.signal), dnsInstances(context)]);
  const ids = new Set(subnets.map(({ id }) => id));
  const held = await Promise.all(instances.filter(({ state }) => state === 'active').map(async (instance) => (
    (await orUnseen(context.dependencies.cloud.dnsServices.open(instance).listResolvers(context.signal))).map((resolver) => ({ instance, resolver }))
  )));
  return held.flat().filter(({ resolver }) => resolver.locations.some((location) => ids.has(subnetIdOf(location))));
}

/** Whoever may not look into one of the instances gets a plan all the same: the cloud refuses a second resolver. */
async function orUnseen(list: Promise<readonly CustomResolver[]>): Promise<readonly CustomResolver[]> {
  try {
    return await list;
  } catch (error) {
    if (isForbidden(error) || isNotFound(error)) {
      return [];
    }
    throw error;
  }
}

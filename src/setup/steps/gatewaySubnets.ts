import type { Subnet } from '../../model/landscape';
import type { StepContext } from '../context';
import { Fact } from '../facts';
import { gatewayTo } from './endpointGateway';
import { vpcFact } from './vpc';

/** Where the endpoint gateway has its addresses. */
export const gatewaySubnetsFact = new Fact<readonly Subnet[]>('The subnets of the endpoint gateway');

/**
 * Leaves them in the facts: of a gateway that is there those that it has addresses in, which need not be the ones that one would be made in; else
 * the planned ones, once all of them are known.
 */
export async function findGatewaySubnets(context: StepContext, targetCrn: string, planned: readonly Fact<Subnet>[]): Promise<void> {
  const { facts, vpc, signal } = context;
  const [network, gateway] = [facts.get(vpcFact), await gatewayTo(context, targetCrn)];
  const ids = new Set(gateway?.addresses.flatMap(({ subnetId }) => subnetId ?? []));
  const of = network === undefined || ids.size === 0 ? [] : (await vpc.listSubnets({ vpcId: network.id }, signal)).filter(({ id }) => ids.has(id));
  const known = planned.flatMap((subnet) => facts.get(subnet) ?? []);
  facts.set(gatewaySubnetsFact, of.length > 0 ? of : known.length === planned.length ? known : undefined);
}

/** Their CIDRs; undefined until they are known. */
export function gatewayRanges({ facts }: Pick<StepContext, 'facts'>): readonly string[] | undefined {
  return facts.get(gatewaySubnetsFact)?.map(({ cidr }) => cidr);
}

import { t } from '../../model/l10n';
import type { AddressPrefix, Subnet } from '../../model/landscape';
import { hasFreeBlock } from '../../model/range';
import type { StepContext } from '../context';
import type { Fact } from '../facts';
import { found } from '../makers/found';
import { subnetMaker } from '../makers/subnet';
import { blocked, missing, remembered, type Standing } from '../standing';
import { existing, making, type Step } from './step';
import { vpcFact } from './vpc';

/** Room for a server, a reserved IP, and more; the smallest that the cloud takes is 8, of which it keeps 5. */
const size = 16;

/** Free addresses that none has: whoever asks for a subnet by itself gets a new one, however much room the others have. */
export const newOne = Number.MAX_SAFE_INTEGER;

export interface SubnetStep {
  /** Told apart from another one's of the same zone; `subnet-` and the zone where it is left out. */
  readonly id?: string;
  /** "Subnet in ca-mon-1" where it is left out. */
  readonly title?: string;
  readonly zone: string;
  readonly name: string;
  readonly why: string;
  readonly into: Fact<Subnet>;
  /** Free addresses that an existing one must have. */
  readonly needed: number;
  readonly resourceGroupId: string;
  /** Asked of one that is there and is not ours, and where there is none: why it can be done without, or undefined. */
  readonly unneeded?: (context: StepContext, there: Subnet | undefined) => Promise<string | undefined>;
  /** Ids of subnets that are left to what stands in them. */
  readonly leftAlone?: (context: StepContext) => Promise<readonly string[]>;
}

/** A subnet in a zone: an existing one of the VPC, or a small new one. */
export function subnetStep(step: SubnetStep): Step {
  const { zone, name, why, into, resourceGroupId } = step;
  return making({
    id: step.id ?? `subnet-${zone}`,
    title: step.title ?? t('Subnet in {0}', zone),
    why,
    maker: subnetMaker,
    into,
    find: (context) => find(context, step),
    specification: ({ facts }) => ({ name, vpcId: facts.need(vpcFact).id, zone, addresses: size, resourceGroupId }),
    // The title has none: also of one that was there it is what a person knows it by.
    inWords: (subnet) => t('{0} · {1}, available', subnet.name, subnet.cidr),
  });
}

async function find(context: StepContext, step: SubnetStep): Promise<Standing> {
  const { zone, name, into } = step;
  const vpc = context.facts.get(vpcFact);
  const toMake = missing(t('{0} · {1} addresses', name, size));
  if (vpc === undefined) {
    return toMake;
  }
  const subnets = await context.vpc.listSubnets({ vpcId: vpc.id }, context.signal);
  const mine = remembered(context, subnetMaker.kind, subnets) ?? subnets.find((other) => other.name === name);
  if (mine !== undefined && mine.zone !== zone) {
    return blocked(t('A subnet named "{0}" stands in {1}.', name, mine.zone), t('Rename that subnet, or start a new connection.'));
  }
  const leftAlone = await step.leftAlone?.(context) ?? [];
  const fit = mine ?? roomiest(subnets.filter(({ id }) => !leftAlone.includes(id)), step);
  const why = mine === undefined ? await step.unneeded?.(context, fit) : undefined;
  if (why !== undefined) {
    return { kind: 'not-needed', why };
  }
  if (fit !== undefined) {
    return existing(context, into, fit, found(subnetMaker.kind, fit), `${fit.name} · ${fit.cidr}`);
  }
  const prefixes = await context.vpc.listAddressPrefixes(vpc.id, context.signal);
  return hasRoom(prefixes.filter((prefix) => prefix.zone === zone), subnets) ? toMake : blocked(
    t('The VPC has no room for a subnet in {0}: its address prefixes are taken, or there is none.', zone),
    t('Add an address prefix to the VPC, or choose other zones.'),
  );
}

function roomiest(subnets: readonly Subnet[], { zone, needed }: SubnetStep): Subnet | undefined {
  return subnets
    .filter((subnet) => subnet.zone === zone && subnet.status === 'available' && subnet.availableAddresses >= needed)
    .sort((left, right) => right.availableAddresses - left.availableAddresses || left.name.localeCompare(right.name))[0];
}

function hasRoom(prefixes: readonly AddressPrefix[], subnets: readonly Subnet[]): boolean {
  const taken = subnets.map(({ cidr }) => cidr);
  return prefixes.some(({ cidr }) => hasFreeBlock(cidr, taken, size));
}

import type { CustomResolver, DnsServicesInstance } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import type { Subnet } from '../../model/landscape';
import { visible } from '../../model/text';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import { adoptIt, customResolverKind, customResolverMaker, foundResolver, takenInWords, untilUp } from '../makers/customResolver';
import type { HeldResolver } from '../makers/inDnsServices';
import { idIn } from '../makers/inSecretsManager';
import { locationIn, mostLocations, resolverLocation, resolverLocationMaker } from '../makers/resolverLocation';
import { resolversOfVpc } from '../resolversOfVpc';
import { blocked, exists, missing, type Blocked, type Standing } from '../standing';
import { free, priceOf, type Step } from './step';
import { vpcFact } from './vpc';

export type CustomResolverChoice =
  | { readonly kind: 'existing'; readonly id: string; readonly name: string }
  | { readonly kind: 'new'; readonly name: string };

export interface CustomResolverStep {
  readonly choice: CustomResolverChoice;
  /** What holds it. */
  readonly instance: Fact<DnsServicesInstance>;
  /** Of one VPC, a location in each; of a resolver that is there those that it lacks are added. */
  readonly subnets: readonly Fact<Subnet>[];
  readonly into: Fact<CustomResolver>;
  readonly why: string;
}

/** A custom resolver with a location in each of the subnets. A new one is disabled: enabling it is a step of its own. */
export function customResolverStep(step: CustomResolverStep): Step {
  const { choice, why } = step;
  return {
    id: 'custom-resolver',
    title: t('Custom resolver {0}', visible(choice.name)),
    why,
    find: (context) => find(context, step),
    create: (context) => create(context, step),
    ready: (context) => ready(context, step),
    price: (context) => {
      const locations = lacking(context, step).length;
      return locations === 0 ? free() : priceOf(context, customResolverMaker, { locations });
    },
  };
}

/** Leaves it in the facts, so that what is lacking can be told. */
async function find(context: StepContext, step: CustomResolverStep): Promise<Standing> {
  const { facts } = context;
  const held = await inInstance(context, step);
  const mine = held.find(({ resolver }) => isChosen(context, step, resolver));
  facts.set(step.into, mine?.resolver);
  if (mine === undefined && step.choice.kind === 'existing') {
    return blocked(t('The chosen custom resolver is not there any more.'), t('Choose another custom resolver, or let a new one be made.'));
  }
  const vpcId = vpcOf(context, step);
  const ofVpc = vpcId === undefined ? [] : await resolversOfVpc(context, vpcId);
  return mine === undefined ? toMake(step, held, ofVpc) : present(context, step, mine, ofVpc);
}

function toMake({ choice: { name }, subnets }: CustomResolverStep, held: readonly HeldResolver[], ofVpc: readonly HeldResolver[]): Standing {
  const [other] = ofVpc;
  if (other !== undefined) {
    return blocked(takenInWords(other), adoptIt());
  }
  return held.some(({ resolver }) => resolver.name === name)
    ? blocked(t('A custom resolver named "{0}" is in that instance already, for another VPC.', name), t('Give the new one another name.'))
    : missing(t('{0}, charged whether it is enabled or not; disabled at first', locationsInWords(subnets.length)));
}

/** One that serves another VPC answers with what that one knows. */
function present(context: StepContext, step: CustomResolverStep, mine: HeldResolver, ofVpc: readonly HeldResolver[]): Standing {
  const isHere = mine.resolver.locations.length === 0 || ofVpc.some(({ resolver }) => resolver.id === mine.resolver.id);
  if (vpcOf(context, step) !== undefined && !isHere) {
    return blocked(t('The custom resolver "{0}" is for another VPC.', mine.resolver.name), t('Choose a resolver of this VPC, or let a new one be made.'));
  }
  const found = foundResolver(mine);
  const toAdd = lacking(context, step).length;
  if (toAdd === 0) {
    return exists(found, found.address === undefined ? undefined : t('answers at {0}', found.address));
  }
  return noRoom(mine, toAdd) ?? {
    ...missing(t('{0} more, charged whether it is enabled or not', locationsInWords(toAdd))), there: found,
    ...context.originOf(found.id) === 'made' ? {} : { extends: resolverLocationMaker.addition.without },
  };
}

function noRoom({ resolver: { name, locations } }: HeldResolver, toAdd: number): Blocked | undefined {
  return locations.length + toAdd <= mostLocations ? undefined : blocked(
    t('The custom resolver "{0}" has {1}, and takes {2} at most.', name, locationsInWords(locations.length), mostLocations),
    t('Choose subnets that it has locations in, or take a location off it.'),
  );
}

async function create(context: RunContext, step: CustomResolverStep): Promise<void> {
  const { facts } = context;
  const { choice, into } = step;
  const instance = facts.need(step.instance);
  const there = facts.get(into);
  if (there === undefined) {
    const subnets = step.subnets.map((subnet) => facts.need(subnet));
    const made = await context.make(customResolverMaker, {
      instance, name: choice.name, description: context.names.base, vpcId: subnets[0]?.vpc.id ?? '', subnetCrns: subnets.map(({ crn }) => crn),
    });
    facts.set(into, made.resolver);
    return;
  }
  if (context.originOf(idIn(instance.crn, there.id)) === undefined) {
    await context.adopt(foundResolver({ instance, resolver: there }));
  }
  for (const subnet of lacking(context, step)) {
    await context.make(resolverLocationMaker, resolverLocation(instance, there.id, facts.need(subnet).crn));
  }
}

async function ready(context: RunContext, { instance: held, into, subnets }: CustomResolverStep): Promise<string> {
  const { facts } = context;
  const instance = facts.need(held);
  const crns = subnets.map((subnet) => facts.need(subnet).crn);
  // Of one that was there others' locations may be down: that is no reason to wait.
  const { resolver } = await context.until(untilUp(context, { instance, resolver: facts.need(into) }, ({ subnetCrn }) => crns.includes(subnetCrn)));
  facts.set(into, resolver);
  const found = foundResolver({ instance, resolver });
  // Those of somebody else's that are used stay ours where whoever added them gives them up.
  for (const crn of context.originOf(found.id) === 'made' ? [] : crns) {
    const location = locationIn(resolver, crn);
    const id = location === undefined ? '' : idIn(found.id, location.id);
    if (location !== undefined && context.originOf(id) === undefined) {
      await context.adopt({ kind: resolverLocationMaker.kind, id, name: resolverLocation(instance, resolver.id, location.subnetCrn).name });
    }
  }
  return t('answers at {0}', found.address ?? '');
}

/** Those without a location. One that is still to be made has none. */
function lacking({ facts }: StepContext, { into, subnets }: CustomResolverStep): readonly Fact<Subnet>[] {
  const resolver = facts.get(into);
  return subnets.filter((subnet) => {
    const crn = facts.get(subnet)?.crn;
    return crn === undefined || resolver === undefined || locationIn(resolver, crn) === undefined;
  });
}

/** What the instance holds; nothing as long as it is not active. */
async function inInstance({ facts, dependencies: { cloud }, signal }: StepContext, step: CustomResolverStep): Promise<readonly HeldResolver[]> {
  const instance = facts.get(step.instance);
  const resolvers = instance?.state !== 'active' ? [] : await cloud.dnsServices.open(instance).listResolvers(signal);
  return resolvers.flatMap((resolver) => instance === undefined ? [] : [{ instance, resolver }]);
}

/** The chosen one, or what this connection made before: by the journal, or by the name of a request whose answer was lost. */
function isChosen(context: StepContext, { choice, instance }: CustomResolverStep, { id, name }: CustomResolver): boolean {
  if (choice.kind === 'existing') {
    return id === choice.id;
  }
  const crn = context.facts.get(instance)?.crn ?? '';
  return context.recorded(customResolverKind)?.id === idIn(crn, id) || context.lost(customResolverKind)?.name === name;
}

function vpcOf({ facts }: StepContext, { subnets }: CustomResolverStep): string | undefined {
  return facts.get(vpcFact)?.id ?? subnets.flatMap((subnet) => facts.get(subnet)?.vpc.id ?? [])[0];
}

function locationsInWords(count: number): string {
  return count === 1 ? t('1 location') : t('{0} locations', count);
}

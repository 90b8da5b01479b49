import { Failure } from '../../model/failure';
import type { CustomResolver, DnsServicesInstance, ResolverLocation } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import type { Found, LookContext, Maker, RunContext, Specification, StepContext, Wait, Waiting } from '../context';
import type { RecordedResource } from '../journal/history';
import { resolversOfVpc } from '../resolversOfVpc';
import { boundTo, openedResolver, ownInstances, untilFree, type HeldResolver } from './inDnsServices';
import { idIn } from './inSecretsManager';

export interface CustomResolverSpecification extends Specification {
  readonly instance: DnsServicesInstance;
  readonly description: string;
  readonly vpcId: string;
  /** A location in each. */
  readonly subnetCrns: readonly string[];
}

export const customResolverKind = 'custom-resolver';
/** Terraform's provider gives up then. Source: https://registry.terraform.io/providers/IBM-Cloud/ibm/latest/docs/resources/dns_custom_resolver */
const limitMs = 10 * 60_000;

/**
 * What answers a VPC's private names to whoever reaches it from outside: disabled at first. Its id in the journal is that of the instance and its own.
 * Source: https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver
 */
export const customResolverMaker: Maker<CustomResolverSpecification, HeldResolver, { readonly locations: number }> = {
  kind: customResolverKind,
  make: async (context, specification) => {
    const { instance, name, description, subnetCrns } = specification;
    const request = { name, description, locations: subnetCrns.map((subnetCrn) => ({ subnetCrn, enabled: true })) };
    try {
      return { instance, resolver: await context.dependencies.cloud.dnsServices.open(instance).createResolver(request, context.signal) };
    } catch (error) {
      throw await taken(context, specification, error) ?? error;
    }
  },
  find: async ({ dependencies: { cloud }, signal }, { instance, name }) => {
    const resolver = (await cloud.dnsServices.open(instance).listResolvers(signal)).find((other) => other.name === name);
    return resolver === undefined ? undefined : { instance, resolver };
  },
  describe: foundResolver,
  price: ({ dependencies: { cloud }, vpc, signal }: LookContext, { locations }) =>
    cloud.catalog.monthlyPrice({ kind: 'resolver-locations', count: locations }, vpc.region, signal),
  recover: async (context, { name }) => {
    for (const { crn, api } of await ownInstances(context)) {
      const resolver = (await api.listResolvers(context.signal)).find((other) => other.name === name);
      if (resolver !== undefined) {
        return foundResolver({ instance: { crn }, resolver });
      }
    }
    return undefined;
  },
  usedBy,
  remove: removeResolver,
};

export function foundResolver(
  { instance, resolver }: { readonly instance: Pick<DnsServicesInstance, 'crn'>; readonly resolver: CustomResolver },
): Found {
  const addresses = resolver.locations.flatMap(({ address }) => address ?? []);
  return {
    kind: customResolverKind, id: idIn(instance.crn, resolver.id), name: resolver.name,
    ...(addresses.length === 0 ? {} : { address: addresses.join(', ') }),
  };
}

export function descriptionOf({ names }: Pick<StepContext, 'names'>): string {
  return names.base;
}

/** Known by what we wrote into it: a plan knows nothing yet of one whose answer was lost. */
export function isOurs(context: Pick<StepContext, 'names'>, { description }: CustomResolver): boolean {
  return description === descriptionOf(context);
}

/** Until those of its locations that are needed and not switched off answer at an address: one at least. */
export function untilUp(
  { dependencies: { cloud }, signal }: LookContext, { instance, resolver: { id, name } }: HeldResolver, isNeeded: (location: ResolverLocation) => boolean,
): Wait<HeldResolver> {
  return {
    what: t('the custom resolver {0}', name), everyMs: 20_000, limitMs,
    read: async () => ({ instance, resolver: await cloud.dnsServices.open(instance).getResolver(id, signal) }),
    check: ({ resolver }) => stateOf(resolver, isNeeded),
  };
}

function stateOf({ health, locations }: CustomResolver, isNeeded: (location: ResolverLocation) => boolean): 'ready' | Waiting {
  const isUp = ({ healthy, address }: ResolverLocation): boolean => healthy && address !== undefined;
  const meant = locations.filter(({ enabled }) => enabled);
  return meant.filter(isNeeded).every(isUp) && meant.some(isUp) ? 'ready' : {
    waitingUntil: t('its locations answer (now: {0} of {1}, its health is {2}); it takes some minutes', meant.filter(isUp).length, meant.length, health),
  };
}

/** Why a VPC takes no second one, where somebody was quicker. */
async function taken(context: RunContext, { vpcId, name }: CustomResolverSpecification, error: unknown): Promise<Failure | undefined> {
  if (!(error instanceof Failure) || (error.status !== 400 && error.status !== 409)) {
    return undefined;
  }
  const other = (await resolversOfVpc(context, vpcId)).find(({ resolver }) => resolver.name !== name);
  return other === undefined ? undefined : new Failure({
    code: 'setup.resolver-taken', what: error.what, why: `${error.why} ${takenInWords(other)}`, next: adoptIt(), trace: error.trace, cause: error,
  });
}

export function takenInWords({ instance, resolver }: HeldResolver): string {
  return t('The VPC has a custom resolver already, "{0}" of the DNS Services instance "{1}", and takes no second one.', resolver.name, instance.name);
}

export function adoptIt(): string {
  return t('Choose that resolver as the existing one: it is used with what it has, and stays when this is undone.');
}

/** Who asks it by a hub, or whoever put a rule of his on it. */
async function usedBy(context: StepContext, { id }: RecordedResource): Promise<string | undefined> {
  const opened = await openedResolver(context, id);
  if (opened === undefined) {
    return undefined;
  }
  const { api, resolver } = opened;
  const bound = await boundTo(context, resolver);
  if (bound !== undefined) {
    return bound;
  }
  const rules = await api.listRules(resolver.id, context.signal);
  const foreign = rules.find((rule) => rule.type !== 'default' && context.originOf(idIn(id, rule.id)) !== 'made');
  return foreign === undefined ? undefined : t('the forwarding rule for {0}', foreign.match);
}

/** An enabled one cannot be deleted. */
async function removeResolver(context: RunContext, { id, name }: RecordedResource): Promise<void> {
  const { signal } = context;
  const opened = await context.read(() => openedResolver(context, id));
  if (opened === undefined) {
    return;
  }
  const { api, resolver } = opened;
  if (resolver.enabled) {
    await context.discard(async () => { await api.updateResolver(resolver.id, { enabled: false }, signal); });
  }
  await context.discard(() => api.deleteResolver(resolver.id, signal));
  await context.untilGone(t('the custom resolver {0}', name), () => api.getResolver(resolver.id, signal));
  await untilFree(context, resolver.locations);
}

import type { CustomResolver, DnsServicesInstance } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import type { StepContext } from '../context';
import type { Fact } from '../facts';
import { isOurs } from '../makers/customResolver';
import { resolverEnabled, resolverEnabledMaker } from '../makers/resolverEnabled';
import { exists, missing, type Standing } from '../standing';
import { free, type Step } from './step';

export interface ResolverEnablingStep {
  readonly instance: Fact<DnsServicesInstance>;
  readonly resolver: Fact<CustomResolver>;
  /** The user agreed that every host of the VPC asks it from then on. */
  readonly confirmed: boolean;
  readonly why: string;
}

/** Enables a custom resolver, which changes whom every host of its VPC asks for names: never unasked. */
export function resolverEnablingStep({ instance, resolver, confirmed, why }: ResolverEnablingStep): Step {
  return {
    id: 'resolver-enabling',
    title: t('Enabling of the custom resolver'),
    why,
    find: (context) => Promise.resolve(find(context, context.facts.get(instance), context.facts.get(resolver), confirmed)),
    create: async (context) => {
      const { facts } = context;
      facts.set(resolver, await context.make(resolverEnabledMaker, resolverEnabled(facts.need(instance), facts.need(resolver).id)));
    },
    ready: async ({ dependencies: { cloud }, facts, ...context }) => {
      const { id } = facts.need(resolver);
      const api = cloud.dnsServices.open(facts.need(instance));
      facts.set(resolver, await context.until({
        what: t('the custom resolver'), everyMs: 5_000, limitMs: 10 * 60_000, read: () => api.getResolver(id, context.signal),
        check: ({ enabled }) => enabled ? 'ready' : { waitingUntil: t('it is enabled') },
      }));
      return t('enabled: hosts of the VPC ask it from their next lease on');
    },
    price: free,
  };
}

/** Who uses one that is enabled has it left to him where whoever enabled it gives it up. */
function find(context: StepContext, instance: DnsServicesInstance | undefined, resolver: CustomResolver | undefined, confirmed: boolean): Standing {
  if (instance !== undefined && resolver?.enabled === true) {
    return exists(resolverEnabledMaker.describe(resolver, resolverEnabled(instance, resolver.id)), t('enabled'));
  }
  if (!confirmed) {
    return { kind: 'left-out', why: t(
      'it stays disabled: that every host of the VPC asks it for names, from its next lease on, was not agreed to. '
      + 'IBM does not document whether a disabled one answers the office; where its names do not resolve, enable it by "Enable Custom Resolver"',
    ) };
  }
  return {
    ...missing(t('every host of the VPC asks it for names, from its next lease on, instead of the cloud’s own resolvers, which it asks in turn')),
    ...resolver === undefined || isOurs(context, resolver) ? {} : { extends: resolverEnabledMaker.addition.without },
  };
}

import type { DnsServicesInstance, ForwardingRule } from '../../model/dnsServices';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Found, Maker, RunContext, Specification } from '../context';
import { openedResolver, ownInstances, partOfResolver } from './inDnsServices';
import { idIn } from './inSecretsManager';

/** What a resolver asks others for: names below a domain, at addresses. */
export interface WantedForwarding {
  readonly match: string;
  readonly forwardTo: readonly string[];
}

/** `name` is its match: a resolver has one rule a domain. */
export interface ForwardingRuleSpecification extends Specification, WantedForwarding {
  readonly instance: DnsServicesInstance;
  readonly resolverId: string;
  readonly description: string;
}

export const forwardingRuleKind = 'forwarding-rule';

/** Whom a custom resolver asks for the names of a domain. Its id begins with the resolver's. Source: https://cloud.ibm.com/apidocs/dns-svcs */
export const forwardingRuleMaker: Maker<ForwardingRuleSpecification, ForwardingRule> = {
  kind: forwardingRuleKind,
  make: async (context, specification) => {
    const { instance, resolverId, match, forwardTo, description } = specification;
    try {
      return await context.dependencies.cloud.dnsServices.open(instance).createRule(resolverId, { match, forwardTo, description }, context.signal);
    } catch (error) {
      throw await taken(context, specification, error) ?? error;
    }
  },
  find: async (context, specification) => {
    const twin = await twinOf(context, specification);
    return twin !== undefined && asksTheSame(twin, specification) ? twin : undefined;
  },
  describe: (made, { instance, resolverId }) => foundRule(idIn(instance.crn, resolverId), made),
  recover: async (context, { name }) => {
    for (const { crn, api } of await ownInstances(context)) {
      for (const { id } of (await api.listResolvers(context.signal)).filter((resolver) => context.originOf(idIn(crn, resolver.id)) !== undefined)) {
        const rule = (await api.listRules(id, context.signal)).find((other) => isFor(other, name));
        if (rule !== undefined) {
          return foundRule(idIn(crn, id), rule);
        }
      }
    }
    return undefined;
  },
  // One step makes all of a resolver's, and is called after none of them.
  inUndo: (_title, name) => t('Forwarding rule for {0}', name),
  remove: async (context, { id: journalId, name }) => {
    const { resolver: of, id } = partOfResolver(journalId);
    const opened = await context.read(() => openedResolver(context, of));
    if (opened !== undefined) {
      const { api, resolver } = opened;
      await context.discard(() => api.deleteRule(resolver.id, id, context.signal));
      await context.untilGone(t('the forwarding rule for {0}', name), () => api.getRule(resolver.id, id, context.signal));
    }
  },
};

/** One that is there, for the journal; `resolver` is its id there. */
export function foundRule(resolver: string, { id, match }: ForwardingRule): Found {
  return { kind: forwardingRuleKind, id: idIn(resolver, id), name: match };
}

/** The default rule is for no domain of its own. */
export function isFor({ type, match }: ForwardingRule, domain: string): boolean {
  return type !== 'default' && match.toLowerCase() === domain.toLowerCase();
}

/** In whatever order. */
export function asksTheSame({ forwardTo }: ForwardingRule, wanted: WantedForwarding): boolean {
  return forwardTo.length === wanted.forwardTo.length && forwardTo.every((address) => wanted.forwardTo.includes(address));
}

/** Of one that is there where other servers were wanted. */
export function askedInstead({ match, forwardTo }: ForwardingRule, wanted: WantedForwarding): string {
  return t('The resolver forwards "{0}" to {1} already, and not to {2}.', match, forwardTo.join(', '), wanted.forwardTo.join(', '));
}

async function twinOf(
  { dependencies: { cloud }, signal }: RunContext, { instance, resolverId, match }: ForwardingRuleSpecification,
): Promise<ForwardingRule | undefined> {
  return (await cloud.dnsServices.open(instance).listRules(resolverId, signal)).find((rule) => isFor(rule, match));
}

/** Why a second rule for a domain is refused, where one is there that asks others. */
async function taken(context: RunContext, specification: ForwardingRuleSpecification, error: unknown): Promise<Failure | undefined> {
  if (!(error instanceof Failure) || (error.status !== 400 && error.status !== 409)) {
    return undefined;
  }
  const twin = await twinOf(context, specification);
  return twin === undefined || asksTheSame(twin, specification) ? undefined : new Failure({
    code: 'setup.rule-taken', what: error.what, why: `${error.why} ${askedInstead(twin, specification)}`, next: otherRule(), trace: error.trace, cause: error,
  });
}

export function otherRule(): string {
  return t('Change or delete that rule, or give the addresses that it has.');
}

import type { CustomResolver, DnsServicesInstance, ForwardingRule } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import {
  askedInstead, asksTheSame, forwardingRuleKind, forwardingRuleMaker, foundRule, isFor, otherRule, type WantedForwarding,
} from '../makers/forwardingRule';
import { idIn } from '../makers/inSecretsManager';
import { blocked, exists, missing, type Standing } from '../standing';
import { atOnce, free, type Step } from './step';

export interface ForwardingRulesStep {
  readonly instance: Fact<DnsServicesInstance>;
  readonly resolver: Fact<CustomResolver>;
  /** One a domain. */
  readonly rules: readonly WantedForwarding[];
}

/** Whom the custom resolver asks for names that others know. Its default rule, by which it knows the names of the VPC, stays as it is. */
export function forwardingRulesStep(step: ForwardingRulesStep): Step {
  return {
    id: 'forwarding-rules',
    title: t('Forwarding rules of the custom resolver'),
    why: t('Hosts of the VPC get the names of these domains from the name servers that know them.'),
    find: (context) => find(context, step),
    create: (context) => create(context, step),
    ready: atOnce,
    price: free,
  };
}

async function find(context: StepContext, step: ForwardingRulesStep): Promise<Standing> {
  const { rules } = step;
  if (rules.length === 0) {
    return { kind: 'not-needed', why: t('the VPC asks nobody else for names') };
  }
  const there = await rulesOf(context, step);
  const clash = rules.flatMap((wanted) => there.filter((rule) => isFor(rule, wanted.match) && !asksTheSame(rule, wanted)).map((rule) => ({ rule, wanted })))[0];
  if (clash !== undefined) {
    return blocked(askedInstead(clash.rule, clash.wanted), otherRule());
  }
  const toMake = lacking(rules, there);
  if (toMake.length > 0) {
    return missing(toMake.map(({ match, forwardTo }) => t('{0} at {1}', match, forwardTo.join(', '))).join(' · '));
  }
  const ours = context.recorded(forwardingRuleKind);
  const [first] = serving(rules, there);
  return ours !== undefined ? exists(ours)
    : first === undefined ? { kind: 'not-needed', why: t('the rules are there') } : exists(foundRule(resolverId(context, step), first));
}

async function create(context: RunContext, step: ForwardingRulesStep): Promise<void> {
  const { facts, names } = context;
  const there = await context.read(() => rulesOf(context, step));
  for (const rule of serving(step.rules, there)) {
    const found = foundRule(resolverId(context, step), rule);
    if (context.originOf(found.id) === undefined) {
      await context.adopt(found);
    }
  }
  for (const { match, forwardTo } of lacking(step.rules, there)) {
    await context.make(forwardingRuleMaker, {
      name: match, instance: facts.need(step.instance), resolverId: facts.need(step.resolver).id, match, forwardTo, description: names.base,
    });
  }
}

/** None of a resolver that is still to be made. */
async function rulesOf({ facts, dependencies: { cloud }, signal }: StepContext, step: ForwardingRulesStep): Promise<readonly ForwardingRule[]> {
  const [instance, resolver] = [facts.get(step.instance), facts.get(step.resolver)];
  return instance === undefined || resolver === undefined ? [] : await cloud.dnsServices.open(instance).listRules(resolver.id, signal);
}

function lacking(rules: readonly WantedForwarding[], there: readonly ForwardingRule[]): readonly WantedForwarding[] {
  return rules.filter(({ match }) => !there.some((rule) => isFor(rule, match)));
}

function serving(rules: readonly WantedForwarding[], there: readonly ForwardingRule[]): readonly ForwardingRule[] {
  return there.filter((rule) => rules.some((wanted) => isFor(rule, wanted.match)));
}

function resolverId({ facts }: StepContext, { instance, resolver }: ForwardingRulesStep): string {
  return idIn(facts.need(instance).crn, facts.need(resolver).id);
}

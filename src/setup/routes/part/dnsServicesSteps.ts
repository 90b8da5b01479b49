import { t } from '../../../model/l10n';
import type { CustomResolver, DnsServicesInstance } from '../../../model/dnsServices';
import type { Subnet } from '../../../model/landscape';
import { visible } from '../../../model/text';
import { Fact } from '../../facts';
import { chosenSubnetStep, inVpc } from '../../steps/chosen';
import { customResolverStep } from '../../steps/customResolver';
import { dnsServicesStep } from '../../steps/dnsServices';
import { forwardingRulesStep } from '../../steps/forwardingRules';
import { resolverEnablingStep } from '../../steps/resolverEnabling';
import { atOnce, type Step } from '../../steps/step';
import type { PartOf } from './choices';
import { usedAs } from './vpnSteps';

export function newDnsServicesSteps({ name, resourceGroupId }: PartOf<'dns-services'>): readonly Step[] {
  return [dnsServicesStep({ choice: { kind: 'new', name }, resourceGroupId, into: new Fact<DnsServicesInstance>('The DNS Services instance') })];
}

export function customResolverSteps({ name, vpc, instance, subnets }: PartOf<'custom-resolver'>): readonly Step[] {
  const [held, resolver] = [new Fact<DnsServicesInstance>('The DNS Services instance'), new Fact<CustomResolver>('The custom resolver')];
  const places = subnets.map((chosen) => ({ chosen, into: new Fact<Subnet>(`The subnet ${chosen.id}`) }));
  return [
    inVpc(vpc, '', t('The resolver knows its private names.')),
    ...places.map(({ chosen, into }, index) => chosenSubnetStep({
      id: `subnet-${index + 1}`, chosen, into, why: t('The resolver answers at an address in it.'),
      unfit: (subnet) => subnet.vpc.id === vpc.id ? undefined : t('The subnet "{0}" is in another VPC.', visible(subnet.name)),
    })),
    dnsServicesStep({ choice: { kind: 'existing', ...instance }, resourceGroupId: '', into: held }),
    customResolverStep({
      choice: { kind: 'new', name }, instance: held, subnets: places.map(({ into }) => into), into: resolver,
      why: t('It answers the private names of the VPC to whoever reaches it from outside. It is disabled until it is enabled by itself.'),
    }),
  ];
}

export function resolverEnablingSteps(choices: PartOf<'resolver-enabling'>): readonly Step[] {
  const { steps, held, resolver } = existingResolver(choices);
  return [...steps, resolverEnablingStep({
    instance: held, resolver, confirmed: true, why: t('Hosts of the VPC ask it for names from then on, and get the answers of its forwarding rules.'),
  })];
}

export function forwardingRuleSteps(choices: PartOf<'forwarding-rule'>): readonly Step[] {
  const { steps, held, resolver } = existingResolver(choices);
  const { match, forwardTo } = choices;
  return [...steps, forwardingRulesStep({ instance: held, resolver, rules: [{ match, forwardTo }] })];
}

interface ExistingResolver {
  readonly steps: readonly Step[];
  readonly held: Fact<DnsServicesInstance>;
  readonly resolver: Fact<CustomResolver>;
}

/** It is named, and neither lived on nor waited for. */
function existingResolver({ instance, resolver: { id, name } }: Pick<PartOf<'forwarding-rule'>, 'instance' | 'resolver'>): ExistingResolver {
  const [held, resolver] = [new Fact<DnsServicesInstance>('The DNS Services instance'), new Fact<CustomResolver>('The custom resolver')];
  const step = customResolverStep({ choice: { kind: 'existing', id, name }, instance: held, subnets: [], into: resolver, why: t('It is what is changed.') });
  return { held, resolver, steps: [
    usedAs('dns-services-of-resolver', dnsServicesStep({ choice: { kind: 'existing', ...instance }, resourceGroupId: '', into: held })),
    { ...usedAs('custom-resolver-that-is-changed', step), ready: atOnce },
  ] };
}

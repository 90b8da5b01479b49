import type { Connection } from '../../../../model/connection';
import type { CustomResolver, DnsServicesInstance } from '../../../../model/dnsServices';
import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import { Fact } from '../../../facts';
import { customResolverStep } from '../../../steps/customResolver';
import { dnsServicesStep } from '../../../steps/dnsServices';
import { forwardingRulesStep } from '../../../steps/forwardingRules';
import { resolverEnablingStep } from '../../../steps/resolverEnabling';
import type { Step } from '../../../steps/step';
import type { SiteVpnChoices } from '../choices';
import type { SiteVpnSubnets } from '../subnets';

/** By which the office resolves the instance's names; none where it writes the addresses down itself. */
export function resolverSteps({ choices, instance: { name } }: Connection<SiteVpnChoices>, subnets: SiteVpnSubnets): readonly Step[] {
  const { resolver: choice, resourceGroupId, enablingConfirmed, forwarding = [] } = choices;
  if (choice.kind === 'none') {
    return [];
  }
  const [instance, resolver] = [new Fact<DnsServicesInstance>('The DNS Services instance'), new Fact<CustomResolver>('The custom resolver')];
  return [
    dnsServicesStep({ choice: choice.kind === 'existing' ? { kind: 'existing', ...choice.instance } : choice.instance, resourceGroupId, into: instance }),
    customResolverStep({
      choice, instance, subnets: subnets.resolver.map(({ subnet }) => subnet), into: resolver,
      why: t('The office’s name servers ask it for the names of {0}, and for nothing else.', visible(name)),
    }),
    resolverEnablingStep({
      instance, resolver, confirmed: enablingConfirmed === true,
      why: t('Until then it need not answer the office. From then on every host of the VPC asks it for names.'),
    }),
    ...forwarding.length === 0 ? [] : [forwardingRulesStep({ instance, resolver, rules: forwarding })],
  ];
}

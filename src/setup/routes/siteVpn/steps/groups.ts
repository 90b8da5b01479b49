import type { Connection } from '../../../../model/connection';
import { t } from '../../../../model/l10n';
import type { SecurityGroup } from '../../../../model/landscape';
import type { StepContext } from '../../../context';
import { Fact } from '../../../facts';
import { found } from '../../../makers/found';
import { securityGroupMaker } from '../../../makers/securityGroup';
import type { Names } from '../../../names';
import { findGatewaySubnets } from '../../../steps/gatewaySubnets';
import { portsInWords, portsOf } from '../../../steps/instance';
import { rulesStep } from '../../../steps/rules';
import { securityGroupStep } from '../../../steps/securityGroup';
import type { Step } from '../../../steps/step';
import { vpcFact } from '../../../steps/vpc';
import type { SiteVpnChoices } from '../choices';
import { officeGatewayRules, officeResolverRules } from '../groups';

/** What may reach the endpoint gateway. */
export const officeGatewayGroupFact = new Fact<SecurityGroup>('The gateway’s group');

const defaultGroupFact = new Fact<SecurityGroup>('The VPC’s default group');

/** The endpoint gateway's group: without it the gateway takes nothing from the office, and looks as if it were dead. */
export function gatewayGroupStep({ choices }: Connection<SiteVpnChoices>, names: Names): Step {
  const { office: { ranges }, resourceGroupId } = choices;
  return securityGroupStep({
    id: 'gateway-group', name: names.of('gateway'), into: officeGatewayGroupFact, resourceGroupId,
    why: t('Without it the endpoint gateway takes nothing from the office, and looks as if it were dead.'),
    rules: (context) => {
      const ports = portsOf(context);
      return ports === undefined ? undefined : officeGatewayRules(ranges, ports);
    },
    inWords: (context) => t('allows {0} from {1}', portsInWords(context), ranges.join(', ')),
  });
}

/**
 * The rules by which the office asks the resolver. Which group guards a resolver's locations is written nowhere: the VPC's default one is taken,
 * and its other rules stay. Source: https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver
 */
export function resolverRulesStep({ office: { ranges } }: SiteVpnChoices): Step {
  const step = rulesStep({
    id: 'resolver-rules', on: defaultGroupFact,
    title: t('Rules for the resolver'),
    why: t('They let the office ask the resolver. IBM Cloud’s documents do not say which security group guards its locations: it is taken to be the VPC’s '
      + 'default one, as a query from the office proves.'),
    rules: () => officeResolverRules(ranges),
    inWords: ({ facts }) => t(
      '{0} allows UDP and TCP 53 from {1}', facts.get(defaultGroupFact)?.name ?? t('the VPC’s default security group'), ranges.join(', '),
    ),
  });
  return {
    ...step,
    find: async (context) => {
      await findDefaultGroup(context);
      return await step.find(context);
    },
    create: async (context) => {
      // It is not ours: after a lost answer a rule is looked for on groups that the journal knows.
      await context.adopt(found(securityGroupMaker.kind, context.facts.need(defaultGroupFact)));
      await step.create(context);
    },
  };
}

async function findDefaultGroup({ facts, vpc, signal }: StepContext): Promise<void> {
  const network = facts.get(vpcFact);
  facts.set(defaultGroupFact, network === undefined ? undefined : await vpc.getSecurityGroup(network.defaultSecurityGroup.id, signal));
}

/** Where the endpoint gateway is, of one that is there: what follows goes by that. */
export function findingGateway(
  step: Step, targetCrn: string, find: (context: StepContext) => Promise<void>, planned: Parameters<typeof findGatewaySubnets>[2],
): Step {
  return {
    ...step,
    find: async (context) => {
      await findGatewaySubnets(context, targetCrn, planned);
      await find(context);
      return await step.find(context);
    },
  };
}

import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Service } from '../../../model/service';
import { namesOf } from '../../names';
import { credentialStep, whySignIn } from '../../steps/credential';
import { gatewaySubnetsFact } from '../../steps/gatewaySubnets';
import { instanceStep } from '../../steps/instance';
import { officeWaysBackStep } from '../../steps/routingTables';
import type { Step } from '../../steps/step';
import { vpcStep } from '../../steps/vpc';
import type { SiteVpnChoices } from './choices';
import { findResolverSubnets, resolverSubnetsFact } from './localRanges';
import { officeRangesStep } from './ranges';
import { officeEndpointStep } from './steps/endpoint';
import { findingGateway, gatewayGroupStep, resolverRulesStep } from './steps/groups';
import { networkAclsStep } from './steps/networkAcls';
import { resolverSteps } from './steps/resolver';
import { tunnelSteps } from './steps/tunnels';
import { siteVpnSubnets } from './subnets';

/** What the route through a site-to-site VPN needs, in order: the endpoint gateway stands before anybody can ask for a name. */
export function siteVpnSteps(connection: Connection<SiteVpnChoices>, service: Service): readonly Step[] {
  const { choices, instance } = connection;
  const names = namesOf(connection.id);
  const subnets = siteVpnSubnets(connection, names);
  return [
    instanceStep(instance, service),
    vpcStep({
      choice: choices.vpc, resourceGroupId: choices.resourceGroupId,
      why: t('The private network in {0} that the VPN gateway and the endpoint gateway stand in.', instance.region),
    }),
    officeRangesStep(choices),
    ...subnets.steps,
    networkAclsStep(choices, subnets),
    findingGateway(
      gatewayGroupStep(connection, names), instance.crn, (context) => findResolverSubnets(context, choices.resolver, subnets.resolver),
      subnets.endpoint.map(({ subnet }) => subnet),
    ),
    ...choices.resolver.kind === 'none' ? [] : [resolverRulesStep(choices)],
    officeEndpointStep(connection, names, service, subnets.endpoint),
    ...tunnelSteps(connection, names, subnets),
    waysBackStep(),
    ...resolverSteps(connection, subnets),
    credentialStep({ name: names.of('credential'), role: connection.role, why: whySignIn(service.words, connection.role) }),
  ];
}

function waysBackStep(): Step {
  return officeWaysBackStep({
    why: t('What answers finds its way back to the office by the routing tables of its subnet.'),
    subnets: ({ facts }) => {
      const [gateway, resolver] = [facts.get(gatewaySubnetsFact), facts.get(resolverSubnetsFact)];
      return gateway === undefined || resolver === undefined ? undefined : [...gateway, ...resolver].map(({ id }) => id);
    },
  });
}

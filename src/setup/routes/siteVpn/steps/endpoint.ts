import type { Connection } from '../../../../model/connection';
import { t } from '../../../../model/l10n';
import type { Service } from '../../../../model/service';
import { visible } from '../../../../model/text';
import type { StepContext } from '../../../context';
import type { Names } from '../../../names';
import { blocked, type Blocked } from '../../../standing';
import { endpointGatewayFact, endpointGatewayStep, whyGateway } from '../../../steps/endpointGateway';
import { gatewaySubnetsFact } from '../../../steps/gatewaySubnets';
import type { Step } from '../../../steps/step';
import type { SiteVpnChoices } from '../choices';
import { resolverSubnetsFact } from '../localRanges';
import type { InZone } from '../subnets';
import { officeGatewayGroupFact } from './groups';

/** The endpoint gateway: stable before the office asks for a name, since a resolver remembers for half an hour that there was none. */
export function officeEndpointStep({ choices, instance }: Connection<SiteVpnChoices>, names: Names, { words }: Service, endpoint: readonly InZone[]): Step {
  const step = endpointGatewayStep({
    name: names.of('endpoint'), why: whyGateway(instance.name, words), targetCrn: instance.crn,
    places: endpoint.map(({ zone, subnet }) => ({ subnet, addressName: names.of(`endpoint-${zone}`) })),
    group: officeGatewayGroupFact, groupName: names.of('gateway'), resourceGroupId: choices.resourceGroupId,
  });
  return {
    ...step,
    find: async (context) => {
      const standing = await step.find(context);
      return standing.kind === 'blocked' ? standing : unserved(context, choices) ?? standing;
    },
  };
}

/** What of one that is there, or of a resolver that is, lies where no VPN gateway in policy mode leads to. */
function unserved({ facts }: StepContext, { mode, places }: SiteVpnChoices): Blocked | undefined {
  const served = places.map(({ zone }) => zone);
  const gateway = facts.get(endpointGatewayFact);
  const elsewhere = [...new Set(facts.get(gatewaySubnetsFact)?.map(({ zone }) => zone))].filter((zone) => !served.includes(zone));
  if (mode === 'policy' && gateway !== undefined && elsewhere.length > 0) {
    return blocked(
      t('The endpoint gateway "{0}" has an address in {1} too, and its names are answered with all of them: a VPN gateway in policy mode serves its own '
        + 'zone alone.', visible(gateway.name), elsewhere.join(', ')),
      t('Choose a VPN gateway in {0} as well, each at its price, or another VPC.', elsewhere.join(', ')),
    );
  }
  const ofResolver = facts.get(resolverSubnetsFact) ?? [];
  return mode === 'route' || ofResolver.length === 0 || ofResolver.some(({ zone }) => served.includes(zone)) ? undefined : blocked(
    t('The resolver answers in {0} alone, where no VPN gateway is: the office could not ask it.', ofResolver.map(({ zone }) => zone).join(', ')),
    t('Choose a VPN gateway in that zone, or add a location to the resolver in a zone that has one.'),
  );
}

import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Service } from '../../../model/service';
import { visible } from '../../../model/text';
import { namesOf, type Names } from '../../names';
import { credentialStep, whySignIn } from '../../steps/credential';
import { endpointGatewayStep, whyGateway } from '../../steps/endpointGateway';
import { formerCertificatesStep } from '../../steps/formerCertificates';
import { instanceStep } from '../../steps/instance';
import { routingTablesStep } from '../../steps/routingTables';
import type { Step } from '../../steps/step';
import { vpcStep } from '../../steps/vpc';
import { clientAuthorityFact, serverCertificateFact } from '../../steps/vpnCertificateFacts';
import { formerNames } from '../../steps/vpnCertificateWays';
import { renewedOnServer } from '../../steps/vpnRenewal';
import { vpnRoutesStep } from '../../steps/vpnRoutes';
import { vpnServerStep } from '../../steps/vpnServer';
import type { ClientVpnChoices } from './choices';
import { foreseeing, neighboursHere } from './foreseen';
import { gatewayRanges, gatewaySubnetsFact } from '../../steps/gatewaySubnets';
import { certificateSteps } from './steps/certificates';
import { existingServerStep } from './steps/existingServer';
import { gatewayGroupStep, serverGroupStep, vpnGatewayGroupFact, vpnServerGroupFact } from './steps/groups';
import { vpnSubnets, type VpnSubnets } from './subnets';
import { wantedRoutes } from './wantedRoutes';

/** What the route through a client VPN needs, in order. */
export function clientVpnSteps(connection: Connection<ClientVpnChoices>, service: Service): readonly Step[] {
  const { choices, instance } = connection;
  const names = namesOf(connection.id);
  const subnets = vpnSubnets(connection, names);
  return [
    instanceStep(instance, service),
    vpcStep({
      choice: choices.vpc, resourceGroupId: choices.resourceGroupId,
      why: t('The private network in {0} that the VPN server and the endpoint gateway stand in.', instance.region),
    }),
    ...subnets.steps,
    ...certificateSteps(connection, names),
    serverGroupStep(connection, names, subnets),
    gatewayGroupStep(choices, names, subnets),
    gatewayStep(connection, names, service, subnets),
    serverStep(connection, subnets),
    ...choices.renewals === undefined ? [] : [formerCertificatesStep(formerNames(names, choices.renewals.length))],
    routesStep(choices),
    waysBackStep(choices),
    credentialStep({
      name: names.of('credential'), role: connection.role,
      why: whySignIn(service.words, connection.role),
    }),
  ];
}

function gatewayStep({ choices, instance }: Connection<ClientVpnChoices>, names: Names, { words }: Service, { gateways }: VpnSubnets): Step {
  return endpointGatewayStep({
    name: names.of('endpoint'),
    why: whyGateway(instance.name, words),
    targetCrn: instance.crn,
    places: gateways.map(({ zone, subnet }) => ({ subnet, addressName: names.of(`endpoint-${zone}`) })),
    group: vpnGatewayGroupFact, groupName: names.of('gateway'),
    resourceGroupId: choices.resourceGroupId,
  });
}

function serverStep({ choices, instance }: Connection<ClientVpnChoices>, { servers }: VpnSubnets): Step {
  const { server, authentication, tunnel, clientPool, dnsServers, idleTimeout, protocol, port, resourceGroupId, renewals = [] } = choices;
  const renewed = renewals.at(-1);
  return foreseeing(server.kind === 'existing' ? existingServerStep(server, clientPool) : vpnServerStep({
    choice: server,
    why: authentication.includes('username')
      ? t('You dial it with OpenVPN: it leads this machine into the private network, up to {0}. Each time that somebody connects takes a new passcode, also '
        + 'after a disconnect.', visible(instance.name))
      : t('You dial it with OpenVPN: it leads this machine into the private network, up to {0}.', visible(instance.name)),
    options: { clientPool, dnsServers, idleTimeout, splitTunnel: tunnel === 'split', protocol, port, resourceGroupId },
    methods: authentication, subnets: servers, group: vpnServerGroupFact, neighbours: (context) => neighboursHere(context, choices),
    certificateCrn: (facts) => facts.need(serverCertificateFact).crn,
    authorityCrn: (facts) => facts.need(clientAuthorityFact).crn,
    change: renewed === undefined ? undefined : (context, there) => renewedOnServer(context, there, new Date(renewed)),
  }), choices);
}

function routesStep(choices: ClientVpnChoices): Step {
  return vpnRoutesStep({
    why: t('What no route names is dropped, and clients are told the routes when they connect: to the endpoint gateway, to the resolvers, and what you added.'),
    inWords: t('to the endpoint gateway and the resolvers'),
    splitTunnel: choices.tunnel === 'split', clientPool: choices.clientPool, chosen: wantedRoutes(choices, []),
    routes: (context) => {
      const ranges = gatewayRanges(context);
      return ranges === undefined ? undefined : wantedRoutes(choices, ranges);
    },
  });
}

/** Where the server's own address takes the place of the client's, the way back is the server's: no table has to know more. */
function waysBackStep({ toGateway, extraRoutes }: ClientVpnChoices): Step {
  const isDelivered = toGateway === 'deliver' || extraRoutes.some(({ action }) => action === 'deliver');
  return routingTablesStep({
    why: t('What answers finds its way back to the clients’ own addresses by the routing tables of its subnet.'),
    subnets: ({ facts }) => facts.get(gatewaySubnetsFact)?.map(({ id }) => id),
    unneeded: () => isDelivered ? undefined : t('clients come with the VPN server’s own address'),
  });
}

import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Subnet } from '../../../model/landscape';
import type { Service } from '../../../model/service';
import { visible } from '../../../model/text';
import { Fact } from '../../facts';
import { namesOf, type Names } from '../../names';
import { credentialStep, whySignIn } from '../../steps/credential';
import { endpointGatewayStep, standsWithout, whyGateway } from '../../steps/endpointGateway';
import { instanceStep } from '../../steps/instance';
import type { Step } from '../../steps/step';
import { subnetStep } from '../../steps/subnet';
import { verifiedStep } from '../../steps/verified';
import { vpcStep } from '../../steps/vpc';
import type { VsiChoices } from './choices';
import { floatingIpFact, gatewayGroupFact } from './facts';
import { foreseen, knownWay } from './fromHere';
import { openWayFact } from './openWay';
import { existingServerStep } from './steps/existingServer';
import { floatingIpStep } from './steps/floatingIp';
import { gatewayGroupStep, serverGroupStep, serverToGatewayStep } from './steps/groups';
import { newServerStep } from './steps/newServer';
import { sshHostStep } from './steps/sshHost';
import { sshKeyStep } from './steps/sshKey';
import { vantageNow } from './vantages';

/** As many as a server and a reserved IP need. */
const addressesNeeded = 2;

interface ZoneSubnet {
  readonly zone: string;
  readonly subnet: Fact<Subnet>;
}

/** What the route through a virtual server needs, in order. */
export function vsiSteps(connection: Connection<VsiChoices>, service: Service): readonly Step[] {
  const { choices, instance } = connection;
  const { server, address, resourceGroupId } = choices;
  const names = namesOf(connection.id);
  const subnets = choices.zones.map((zone) => ({ zone, subnet: new Fact<Subnet>(`The subnet in ${zone}`) }));
  return [
    instanceStep(instance, service),
    vpcStep({
      choice: choices.vpc, resourceGroupId, why: t('The private network in {0} that the server and the endpoint gateway stand in.', instance.region),
    }),
    ...subnets.map((place) => zoneStep(connection, names, place)),
    serverGroupStep(choices, names),
    gatewayGroupStep(choices, names),
    serverToGatewayStep(names, service),
    sshKeyStep(choices, names),
    server.kind === 'new' ? newServerStep(choices, server, service, subnets) : existingServerStep(choices, server, names, service),
    ...(address.kind === 'floating-ip' ? [floatingIpStep(choices, names)] : []),
    gatewayStep(connection, names, service, subnets),
    credentialStep({
      name: names.of('credential'), role: connection.role,
      why: whySignIn(service.words, connection.role),
    }),
    sshHostStep(choices, names),
    checksStep(connection, service),
  ];
}

function zoneStep({ choices, instance }: Connection<VsiChoices>, names: Names, { zone, subnet }: ZoneSubnet): Step {
  const isServers = choices.server.kind === 'new' && choices.server.zone === zone;
  return subnetStep({
    zone,
    name: names.of(zone),
    why: t('Addresses in {0} for the endpoint gateway{1}.', zone, isServers ? t(' and the server') : ''),
    into: subnet,
    needed: addressesNeeded,
    resourceGroupId: choices.resourceGroupId,
    // A gateway that is there has its addresses already: only a new server still needs a subnet.
    unneeded: (context, there) => isServers ? Promise.resolve(undefined) : standsWithout(context, instance.crn, there),
  });
}

function gatewayStep({ choices, instance }: Connection<VsiChoices>, names: Names, { words }: Service, subnets: readonly ZoneSubnet[]): Step {
  return endpointGatewayStep({
    name: names.of('endpoint'),
    why: whyGateway(instance.name, words),
    targetCrn: instance.crn,
    places: subnets.map(({ zone, subnet }) => ({ subnet, addressName: names.of(`endpoint-${zone}`) })),
    group: gatewayGroupFact,
    groupName: names.of('gateway'),
    isOpen: ({ facts }) => facts.get(openWayFact)?.toGateway === true,
    resourceGroupId: choices.resourceGroupId,
  });
}

function checksStep({ choices, instance }: Connection<VsiChoices>, { words }: Service): Step {
  return verifiedStep({
    title: t('Checks from the server'),
    why: t('They show that {0} of {1} answers over this connection, before you rely on it.', words.protocol, visible(instance.name)),
    toDo: t('SSH in, then every check'),
    foreseen: (context) => foreseen(context, choices),
    knownWay: (context) => knownWay(context, choices),
    vantage: ({ facts, dependencies: { environment, openServer } }) =>
      vantageNow(choices, facts.get(floatingIpFact)?.address, environment, openServer),
    // A new server has its key some time after it runs; one that is there has it or never will, and may lock out who asks on and on.
    lasting: choices.server.kind === 'existing' ? ['ssh.refused-key'] : [],
    opening: ({ access }) => t('logging in to {0} as {1}', access?.host ?? choices.server.name, choices.loginUser),
  });
}

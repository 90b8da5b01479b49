import type { Connection } from '../../model/connection';
import type { Step } from '../steps/step';
import { credentialStep } from '../steps/credential';
import { endpointGatewayStep } from '../steps/endpointGateway';
import { existingServerStep } from '../steps/existingServer';
import { floatingIpStep } from '../steps/floatingIp';
import { gatewayGroupStep } from '../steps/gatewayGroup';
import { instanceStep } from '../steps/instance';
import { namesOf } from '../names';
import { newServerStep } from '../steps/newServer';
import { serverGroupStep } from '../steps/serverGroup';
import { serverToGatewayStep } from '../steps/serverToGateway';
import { sshHostStep } from '../steps/sshHost';
import { sshKeyStep } from '../steps/sshKey';
import { subnetStep } from '../steps/subnet';
import { verifiedStep } from '../steps/verified';
import { vpcStep } from '../steps/vpc';

/** What the route through a virtual server needs, in order. Source: IBM-CLOUD K.2, K.5. */
export function vsiSteps(connection: Connection): readonly Step[] {
  const names = namesOf(connection.id);
  const { zones, server, address } = connection.choices;
  return [
    instanceStep(connection),
    vpcStep(connection),
    ...zones.map((zone) => subnetStep(connection, names, zone)),
    serverGroupStep(connection, names),
    gatewayGroupStep(names),
    serverToGatewayStep(names),
    sshKeyStep(connection, names),
    server.kind === 'new' ? newServerStep(connection, server) : existingServerStep(connection, server),
    ...(address.kind === 'floating-ip' ? [floatingIpStep(connection, names)] : []),
    endpointGatewayStep(connection, names),
    credentialStep(connection, names),
    sshHostStep(connection, names),
    verifiedStep(connection),
  ];
}

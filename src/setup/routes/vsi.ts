import type { Connection } from '../../model/connection';
import type { Step } from '../steps/step';
import { gatewayGroupStep } from '../steps/gatewayGroup';
import { instanceStep } from '../steps/instance';
import { namesOf } from '../names';
import { serverGroupStep } from '../steps/serverGroup';
import { serverToGatewayStep } from '../steps/serverToGateway';
import { subnetStep } from '../steps/subnet';
import { vpcStep } from '../steps/vpc';

/** What the route through a virtual server needs, in order. Source: IBM-CLOUD K.2, K.5. */
export function vsiSteps(connection: Connection): readonly Step[] {
  const names = namesOf(connection.id);
  return [
    instanceStep(connection),
    vpcStep(connection),
    ...connection.choices.zones.map((zone) => subnetStep(connection, names, zone)),
    serverGroupStep(connection, names),
    gatewayGroupStep(names),
    serverToGatewayStep(names),
  ];
}

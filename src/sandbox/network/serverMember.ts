import type { Member } from '../../reach/flow';
import type { ServerTruth } from '../dataPlane';

/** A server as rules see it. */
export function memberOf(server: ServerTruth): Member {
  return {
    kind: 'member',
    id: server.interfaceId,
    name: server.name,
    vpcId: server.vpcId,
    address: server.address,
    subnetId: server.subnetId,
    securityGroupIds: server.securityGroupIds,
    startsConnections: true,
  };
}

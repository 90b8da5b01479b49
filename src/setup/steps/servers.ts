import type { VirtualServer } from '../../model/landscape';
import type { StepContext } from '../context';
import { vpcFact } from './vpc';

/** The region's servers. Which groups guard one is known for those of the connection's VPC, whose groups were listed anyway. */
export function serversOf({ vpc, facts, signal }: StepContext): Promise<readonly VirtualServer[]> {
  const vpcId = facts.get(vpcFact)?.id;
  return vpc.listVirtualServers(vpcId === undefined ? {} : { securityGroups: vpc.listSecurityGroups({ vpcId }, signal) }, signal);
}

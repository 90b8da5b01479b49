import type { NetworkPlan } from '../network/plan';
import { whole } from './change';
import type { FaultOf } from './fault';
import { changeEnds, onArrival, wireOf } from './wire';

export function blackHole(plan: NetworkPlan, number: number, fault: FaultOf<'mtu-black-hole'>): NetworkPlan {
  const what = `a black hole on the way to ${fault.host}`;
  const bytes = whole(fault.bytes, 68, 65_535, what);
  const wire = wireOf(plan, fault, what);
  // A virtual wire carries what is still to be cut into packets: a sender that keeps to a small MTU would be hit as well.
  return onArrival(changeEnds(plan, wire, (end) => ({ ...end, wholePackets: true })), wire, number, [`ip length > ${bytes} drop`]);
}

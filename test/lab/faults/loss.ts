import type { NetworkPlan } from '../network/plan';
import { whole } from './change';
import type { FaultOf } from './fault';
import { onArrival, wireOf } from './wire';

export function loss(plan: NetworkPlan, number: number, fault: FaultOf<'loss'>): NetworkPlan {
  const what = `a loss on the way to ${fault.host}`;
  const percent = whole(fault.percent, 1, 100, what);
  return onArrival(plan, wireOf(plan, fault, what), number, [percent === 100 ? 'drop' : `numgen random mod 100 < ${percent} drop`]);
}

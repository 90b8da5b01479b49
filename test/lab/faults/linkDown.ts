import type { NetworkPlan } from '../network/plan';
import type { FaultOf } from './fault';
import { changeEnds, wireOf } from './wire';

export function linkDown(plan: NetworkPlan, fault: FaultOf<'link-down'>): NetworkPlan {
  return changeEnds(plan, wireOf(plan, fault, `a pulled cable of ${fault.host}`), (end) => end.host === fault.host ? end : { ...end, down: true });
}

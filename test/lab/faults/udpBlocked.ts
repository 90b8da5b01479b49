import { publicResolver } from '../network/addresses';
import type { NetworkPlan } from '../network/plan';
import type { FaultOf } from './fault';
import { onArrival, wireOf } from './wire';

export function udpBlocked(plan: NetworkPlan, number: number, fault: FaultOf<'udp-blocked'>): NetworkPlan {
  return onArrival(plan, wireOf(plan, fault, `a block of UDP on the way to ${fault.host}`), number, [
    `ip daddr ${publicResolver} udp dport 53 accept`,
    `ip saddr ${publicResolver} udp sport 53 accept`,
    'meta l4proto udp drop',
  ]);
}

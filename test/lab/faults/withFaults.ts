import type { NetworkPlan } from '../network/plan';
import { behindNat } from './behindNat';
import { blackHole } from './blackHole';
import { clockSkew } from './clockSkew';
import { delay } from './delay';
import type { Fault } from './fault';
import { linkDown } from './linkDown';
import { listener } from './listener';
import { loss } from './loss';
import { resolverAnswers } from './resolverAnswers';
import { sshForwardingOff, sshHostKeyChanged, sshLogin } from './ssh';
import { udpBlocked } from './udpBlocked';

/** Faults by a number of their own, the same as long as they stand: what they put into a plan is named after it. */
export type Faults = ReadonlyMap<number, Fault>;

/**
 * The same plan, with what goes wrong. Pure: healing is leaving a fault out. What went away with its host is no fault any more, so that
 * a server with one can be deleted.
 */
export function withFaults(plan: NetworkPlan, faults: Faults): NetworkPlan {
  const standing = [...faults].filter(([, { host }]) => plan.hosts.some(({ id }) => id === host));
  return standing.sort(inOrder).reduce((broken, [number, fault]) => withFault(broken, number, fault), plan);
}

/** A router is part of what the others find, and a delay takes a wire apart, so that they find it whole. */
function inOrder([one, { kind: first }]: [number, Fault], [other, { kind: second }]: [number, Fault]): number {
  return Number(second === 'behind-nat') - Number(first === 'behind-nat') || Number(first === 'delay') - Number(second === 'delay') || one - other;
}

/** Throws `CannotMake` where the plan has nothing that this could go wrong with. */
export function withFault(plan: NetworkPlan, number: number, fault: Fault): NetworkPlan {
  switch (fault.kind) {
    case 'delay': return delay(plan, fault);
    case 'loss': return loss(plan, number, fault);
    case 'mtu-black-hole': return blackHole(plan, number, fault);
    case 'udp-blocked': return udpBlocked(plan, number, fault);
    case 'behind-nat': return behindNat(plan, fault);
    case 'link-down': return linkDown(plan, fault);
    case 'resolver-answers': return resolverAnswers(plan, fault);
    case 'ssh-forwarding-off': return sshForwardingOff(plan, fault);
    case 'ssh-login': return sshLogin(plan, fault);
    case 'ssh-host-key-changed': return sshHostKeyChanged(plan, number, fault);
    case 'listener': return listener(plan, number, fault);
    case 'clock-skew': return clockSkew(plan, fault);
  }
}

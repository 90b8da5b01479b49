import type { NetworkPlan } from '../network/plan';
import { addTable, hostOf, whole } from './change';
import type { FaultOf } from './fault';
import { program } from './program';

/** Behind those that a system gives to whoever asks for any. */
const firstPort = 61_000;
const ports = 4_500;

/** New connections are led to another port: whoever has this one keeps it, and finds it again when this is healed. */
export function listener(plan: NetworkPlan, number: number, fault: FaultOf<'listener'>): NetworkPlan {
  const what = `a ${fault.behaviour} listener on ${fault.host}`;
  hostOf(plan, fault.host, what);
  const ownPort = firstPort + number % ports;
  const lead = `fib daddr type local tcp dport ${whole(fault.port, 1, 65_535, what)} tcp flags & (syn | ack) == syn dnat to :${ownPort}`;
  const led = addTable(plan, fault.host, `fault-${number}`, [
    // Before the host's own translations: where an endpoint gateway would lead on, this answers.
    'chain arrive { type nat hook prerouting priority dstnat - 1; policy accept;', lead, '}',
    'chain inside { type nat hook output priority -101; policy accept;', lead, '}',
  ].join('\n'));
  return {
    ...led,
    daemons: [...led.daemons, {
      id: `listener/${number}`, host: fault.host, files: {}, ready: 'ready', command: [...program('listener.py'), String(ownPort), fault.behaviour],
    }],
  };
}

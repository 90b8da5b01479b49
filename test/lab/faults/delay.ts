import { plainHost } from '../network/fixedHosts';
import type { NetworkPlan, WireEnd } from '../network/plan';
import { changeDaemon, whole } from './change';
import type { FaultOf } from './fault';
import { program } from './program';
import { changeWire, wireOf } from './wire';

/** Ids of those between the halves of a wire. */
const hosts = 'wire/';

/** The wire is cut in two, and a host between the halves carries each frame from one to the other when its time has come. */
export function delay(plan: NetworkPlan, fault: FaultOf<'delay'>): NetworkPlan {
  const what = `a delay on the way to ${fault.host}`;
  const milliseconds = whole(fault.milliseconds, 1, 60_000, what);
  const wire = wireOf(plan, fault, what);
  // One that is cut already: the delays add up.
  const between = wire.ends.find((each) => each.host.startsWith(hosts));
  if (between !== undefined) return changeDaemon(plan, `delay/${between.host}`, (daemon) => [{ ...daemon, command: [...daemon.command, String(milliseconds)] }]);
  const host = `${hosts}${wire.id}`;
  const end = (device: string): WireEnd => ({ host, device, addresses: [], routes: [], down: wire.ends.some(({ down }) => down) });
  const cut = changeWire(plan, wire, ({ ends: [one, other] }) => [
    { id: `${wire.id} near`, ends: [one, end('near')] },
    { id: `${wire.id} far`, ends: [end('far'), other] },
  ]);
  return {
    ...cut,
    hosts: [...cut.hosts, { ...plainHost, id: host, name: 'wire' }],
    daemons: [...cut.daemons, {
      id: `delay/${host}`, host, files: {}, ready: 'ready', command: [...program('delay.py'), 'near', 'far', String(milliseconds)],
    }],
  };
}

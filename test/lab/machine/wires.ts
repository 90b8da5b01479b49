import type { WirePlan } from '../network/plan';
import type { Host } from './host';
import { ran, run } from './run';

/** A wire that was made between two hosts; it is gone when one of them is. */
export interface Wire {
  readonly plan: WirePlan;
  readonly hosts: readonly [Host, Host];
}

/** Makes wires, many at once. */
export async function addWires(wires: readonly Wire[]): Promise<void> {
  if (wires.length === 0) return;
  const lines = wires.map(({ plan: { ends: [one, other] }, hosts: [first, second] }) =>
    `link add ${one.device} netns ${first.pid} type veth peer name ${other.device} netns ${second.pid}`);
  await run(['ip', '-batch', '-'], { input: `${lines.join('\n')}\n` });
}

/** Takes wires out, before a new one needs their names: a host that has ended (`gone`) lets go of its devices some time later. */
export async function removeWires(wires: readonly Wire[], gone: ReadonlySet<Host>): Promise<void> {
  const byHost = new Map<Host, string[]>();
  for (const { plan: { ends: [one, other] }, hosts: [first, second] } of wires) {
    const [host, { device }] = gone.has(first) ? [second, other] : [first, one];
    if (!gone.has(host)) byHost.set(host, [...byHost.get(host) ?? [], `link del ${device}`]);
  }
  await Promise.all([...byHost].map(async ([host, lines]) => {
    const { error } = await ran(host.enter(['ip', '-force', '-batch', '-']), { input: `${lines.join('\n')}\n` });
    // One that the other end took along is as good as removed.
    const failures = error.split('\n').filter((line) => line !== '' && !/^Cannot find device|No such device|^Command failed -:/.test(line));
    if (failures.length > 0) throw new Error(failures.join('\n'));
  }));
}

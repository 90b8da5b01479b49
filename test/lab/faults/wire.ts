import { CannotMake, type NetworkPlan, type WireEnd, type WirePlan } from '../network/plan';
import { addTable, hostOf } from './change';
import type { OnWire } from './fault';

/** The wire that a fault is about. */
export function wireOf(plan: NetworkPlan, { host, device }: OnWire, what: string): WirePlan {
  hostOf(plan, host, what);
  const ends = plan.wires.flatMap((wire) => wire.ends.filter((end) => end.host === host).map((end) => ({ wire, end })));
  // A host hangs at the second end of its wire; at the first are those that hang at it.
  const found = ends.filter(({ wire, end }) => device === undefined ? end === wire.ends[1] : end.device === device);
  const [first, another] = found;
  if (first !== undefined && another === undefined) return first.wire;
  const devices = ends.map(({ end }) => end.device).join(', ');
  throw new CannotMake(what, device === undefined ? `the host has not one wire but these: ${devices}` : `the host has no wire "${device}": ${devices}`);
}

export function changeWire(plan: NetworkPlan, { id }: WirePlan, change: (wire: WirePlan) => readonly WirePlan[]): NetworkPlan {
  return { ...plan, wires: plan.wires.flatMap((wire) => wire.id === id ? change(wire) : [wire]) };
}

export function changeEnds(plan: NetworkPlan, wire: WirePlan, change: (end: WireEnd) => WireEnd): NetworkPlan {
  return changeWire(plan, wire, ({ ends: [one, other], ...rest }) => [{ ...rest, ends: [change(one), change(other)] }]);
}

/**
 * Rules for all packets of a wire, each way. They stand where a packet arrives: where it is sent, the sender would be told. And they
 * stand before everything else, so that each fragment counts as the packet that it is.
 */
export function onArrival(plan: NetworkPlan, wire: WirePlan, number: number, lines: readonly string[]): NetworkPlan {
  return wire.ends.reduce((changed, { host, device }) => addTable(changed, host, `fault-${number}`, [
    'chain arrive { type filter hook prerouting priority -450; policy accept;', ...lines.map((line) => `iifname "${device}" ${line}`), '}',
  ].join('\n')), plan);
}

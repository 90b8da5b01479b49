import { CannotMake, type DaemonPlan, type HostPlan, type NetworkPlan } from '../network/plan';

export function hostOf(plan: NetworkPlan, id: string, what: string): HostPlan {
  const host = plan.hosts.find((each) => each.id === id);
  if (host === undefined) throw new CannotMake(what, `there is no host "${id}": ${plan.hosts.map((each) => each.id).join(', ')}`);
  return host;
}

/** A plan with one host changed. */
export function changeHost(plan: NetworkPlan, id: string, change: (host: HostPlan) => HostPlan): NetworkPlan {
  return { ...plan, hosts: plan.hosts.map((host) => host.id === id ? change(host) : host) };
}

/** A plan with one more table of rules on a host. */
export function addTable(plan: NetworkPlan, hostId: string, name: string, text: string): NetworkPlan {
  return changeHost(plan, hostId, (host) => ({ ...host, tables: { ...host.tables, [name]: text } }));
}

/** A plan with other daemons in the place of one. */
export function changeDaemon(plan: NetworkPlan, id: string, change: (daemon: DaemonPlan) => readonly DaemonPlan[]): NetworkPlan {
  return { ...plan, daemons: plan.daemons.flatMap((daemon) => daemon.id === id ? change(daemon) : [daemon]) };
}

/** What becomes text for a program of root; throws where it is no whole number within these bounds. */
export function whole(value: number, min: number, max: number, what: string): number {
  if (!Number.isInteger(value) || value < min || value > max) throw new CannotMake(what, `${value} is not a whole number from ${min} to ${max}`);
  return value;
}

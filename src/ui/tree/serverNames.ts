import type { SecurityGroup, VirtualServer } from '../../model/landscape';

/** The servers' names, by the network interface that each has its address on. */
export function serverNames(servers: readonly VirtualServer[]): ReadonlyMap<string, string> {
  return new Map(servers.flatMap(({ primaryInterface, name }) => (primaryInterface === undefined ? [] : [[primaryInterface.id, name] as const])));
}

/** What a group guards is told by its server's name: nobody gave the interface the one that it has. */
export function withServerNames(group: SecurityGroup, names: ReadonlyMap<string, string>): SecurityGroup {
  return { ...group, targets: group.targets.map((target) => ({ ...target, name: names.get(target.id) ?? target.name })) };
}

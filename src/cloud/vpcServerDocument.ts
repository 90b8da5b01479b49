import { nullish, object, optional, string, type InferOutput } from 'valibot';
import type { NetworkInterface, Reference, SecurityGroup, VirtualServer } from '../model/landscape';
import { identified, named, reasonsDocument, referenceDocument, resourceFields, toReasons, toReference } from './vpcParts';

const interfaceFields = {
  id: string(), name: string(), primary_ip: object({ address: string() }), subnet: referenceDocument,
};

export const serverDocument = object({
  ...resourceFields,
  vpc: referenceDocument,
  zone: named,
  status: string(),
  status_reasons: reasonsDocument,
  profile: named,
  image: nullish(referenceDocument),
  primary_network_attachment: nullish(object({ ...interfaceFields, virtual_network_interface: identified })),
  primary_network_interface: optional(object(interfaceFields)),
});

export type ServerDocument = InferOutput<typeof serverDocument>;

/**
 * The security groups that guard an interface, by the interface's id. A server's document does not name them; the groups
 * name the interfaces, as their targets.
 */
export class GroupsByTarget {
  readonly #byTarget = new Map<string, Reference[]>();

  /** The list is filled as groups are added, so servers and groups may come in any order. */
  of(interfaceId: string): readonly Reference[] {
    return this.#listOf(interfaceId);
  }

  add(groups: readonly SecurityGroup[]): void {
    for (const group of groups) {
      const reference = toReference(group);
      for (const { id } of group.targets) {
        this.#listOf(id).push(reference);
      }
    }
  }

  #listOf(interfaceId: string): Reference[] {
    let list = this.#byTarget.get(interfaceId);
    if (list === undefined) {
      list = [];
      this.#byTarget.set(interfaceId, list);
    }
    return list;
  }
}

export function toVirtualServer(
  document: ServerDocument, groupsOf: (interfaceId: string) => readonly Reference[],
): VirtualServer {
  const { id, name, crn, href = '', created_at: createdAt = '', vpc, zone, status, profile } = document;
  const image = document.image ?? undefined;
  return {
    id, name, crn, href, createdAt, status,
    vpc: toReference(vpc),
    zone: zone.name,
    statusReasons: toReasons(document.status_reasons),
    profile: profile.name,
    image: image === undefined ? undefined : toReference(image),
    primaryInterface: primaryInterface(document, groupsOf),
  };
}

/** A virtual network interface, or the older kind, which the API goes on to serve. */
function primaryInterface(
  document: ServerDocument, groupsOf: (interfaceId: string) => readonly Reference[],
): NetworkInterface | undefined {
  const { primary_network_attachment: attachment, primary_network_interface: older } = document;
  if (attachment !== null && attachment !== undefined) {
    const { virtual_network_interface: { id }, primary_ip: { address }, subnet } = attachment;
    return { id, kind: 'virtual-network-interface', address, subnet: toReference(subnet), securityGroups: groupsOf(id) };
  }
  if (older === undefined) {
    return undefined;
  }
  const { id, primary_ip: { address }, subnet } = older;
  return { id, kind: 'instance-network-interface', address, subnet: toReference(subnet), securityGroups: groupsOf(id) };
}

import { array, nullish, object, optional, string, type InferOutput } from 'valibot';
import type { NetworkInterface, Reference, SecurityGroup, VirtualServer } from '../model/landscape';
import { identified, named, reasonDocument, referenceDocument, resourceFields, toReason, toReference, toResource } from './vpcParts';

const interfaceFields = {
  id: string(), name: string(), primary_ip: object({ address: string() }), subnet: referenceDocument,
};

export const serverDocument = object({
  ...resourceFields,
  vpc: referenceDocument,
  zone: named,
  status: string(),
  status_reasons: array(reasonDocument),
  profile: named,
  image: nullish(referenceDocument),
  primary_network_attachment: nullish(object({ ...interfaceFields, virtual_network_interface: identified })),
  primary_network_interface: optional(object(interfaceFields)),
});

type ServerDocument = InferOutput<typeof serverDocument>;

/** Says which security groups guard an interface. */
export type GroupsOf = (interfaceId: string) => readonly Reference[];

/** Groups by the interfaces that they name as targets. Source: the VPC API's security group, `targets`. */
export function groupsByTarget(groups: readonly SecurityGroup[]): GroupsOf {
  const byTarget = new Map<string, Reference[]>();
  for (const { id, name, crn, targets } of groups) {
    for (const target of targets) {
      const known = byTarget.get(target.id) ?? [];
      known.push({ id, name, crn });
      byTarget.set(target.id, known);
    }
  }
  return (interfaceId) => byTarget.get(interfaceId) ?? [];
}

/** The interface without its groups: a virtual network interface, or the older kind. Source: IBM-CLOUD C.4. */
function primaryInterface(document: ServerDocument): Omit<NetworkInterface, 'securityGroups'> | undefined {
  const { primary_network_attachment: attachment, primary_network_interface: older } = document;
  if (attachment !== null && attachment !== undefined) {
    return {
      id: attachment.virtual_network_interface.id, kind: 'virtual-network-interface',
      address: attachment.primary_ip.address, subnet: toReference(attachment.subnet),
    };
  }
  return older === undefined ? undefined : {
    id: older.id, kind: 'instance-network-interface', address: older.primary_ip.address, subnet: toReference(older.subnet),
  };
}

/** A server whose interface still lacks its groups: they are in other documents. */
export type UnguardedServer = Omit<VirtualServer, 'primaryInterface'> & {
  readonly primaryInterface: Omit<NetworkInterface, 'securityGroups'> | undefined;
};

export function toUnguardedServer(document: ServerDocument): UnguardedServer {
  const image = document.image ?? undefined;
  return {
    ...toResource(document),
    vpc: toReference(document.vpc),
    zone: document.zone.name,
    status: document.status,
    statusReasons: document.status_reasons.map(toReason),
    profile: document.profile.name,
    image: image === undefined ? undefined : toReference(image),
    primaryInterface: primaryInterface(document),
  };
}

export function guarded(server: UnguardedServer, groupsOf: GroupsOf): VirtualServer {
  const { primaryInterface: network } = server;
  return { ...server, primaryInterface: network === undefined ? undefined : { ...network, securityGroups: groupsOf(network.id) } };
}

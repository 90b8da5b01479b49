import { randomInt } from 'node:crypto';
import * as v from 'valibot';
import { anyObject, objectOf } from '../http/objects';
import { Refusal } from '../http/reply';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { byId, byName, freeName, groupField, groupOf, nameField } from './body';
import { imageById, imageId, images } from './imageList';
import { profiles, scarceProfile } from './profiles';
import { reserve } from './reservedIps';
import { existing, named, type Scope } from './scope';
import { checkGroups } from './securityGroupChoice';

const primaryIp = v.optional(objectOf(v.strictObject({ address: v.optional(v.string()), auto_delete: v.optional(v.boolean()), name: nameField })));

const networkFields = v.strictObject({
  subnet: byId, name: nameField, security_groups: v.optional(v.array(byId)), primary_ip: primaryIp, auto_delete: v.optional(v.boolean(), true),
  allow_ip_spoofing: v.optional(v.boolean(), false), enable_infrastructure_nat: v.optional(v.boolean(), true), resource_group: groupField,
  protocol_state_filtering_mode: v.optional(v.string()),
});

const keyIdentity = v.union([byId, v.pipe(v.strictObject({ fingerprint: v.string() }), v.transform(({ fingerprint }) => ({ fingerprint })))]);

const common = {
  name: nameField, vpc: v.optional(byId), zone: byName, image: byId, profile: v.optional(objectOf(v.looseObject({ name: v.optional(v.string()) }))),
  keys: v.optional(v.array(keyIdentity), []), resource_group: groupField, user_data: v.optional(v.string()),
  boot_volume_attachment: v.optional(anyObject), metadata_service: v.optional(anyObject), availability: v.optional(anyObject),
  availability_policy: v.optional(anyObject), total_volume_bandwidth: v.optional(v.number()), enable_secure_boot: v.optional(v.boolean()),
  volume_bandwidth_qos_mode: v.optional(v.string()), confidential_compute_mode: v.optional(v.string()), reservation_affinity: v.optional(anyObject),
  default_trusted_profile: v.optional(anyObject), placement_target: v.optional(anyObject), vcpu: v.optional(anyObject),
  volume_attachments: v.optional(v.array(anyObject)),
};

/** What the older shape has not. */
const newerFields = ['auto_delete', 'enable_infrastructure_nat', 'resource_group', 'protocol_state_filtering_mode'] as const;

/** An instance by image, in the newer shape (attachment and virtual network interface) or the older one (network interface). */
export const instancePrototype = v.union([
  v.strictObject({ ...common, primary_network_attachment: v.strictObject({ name: nameField, virtual_network_interface: networkFields }) }),
  v.pipe(
    v.strictObject({ ...common, primary_network_interface: v.strictObject({ ...v.omit(networkFields, newerFields).entries }) }),
    v.transform(({ primary_network_interface: network, ...rest }) => ({
      ...rest,
      primary_network_attachment: {
        name: network.name,
        virtual_network_interface: { ...network, name: undefined, auto_delete: true, enable_infrastructure_nat: true, resource_group: undefined },
      },
    })),
  ),
]);
type Prototype = v.InferOutput<typeof instancePrototype>;

/** Makes a server with its interface and address; it starts by itself. */
export function makeInstance(scope: Scope, body: Prototype): Row<'servers'> {
  const { region, world } = scope;
  const { virtual_network_interface: network, name: attachmentName } = body.primary_network_attachment;
  const name = freeName(body.name, region.servers.values(), 'instance_name_exists');
  const subnet = named(region.subnets, network.subnet.id, 'subnet', 'primary_network_attachment.virtual_network_interface.subnet.id');
  const vpc = existing(region.vpcs, subnet.vpc, 'VPC');
  checkPlace(scope, body, subnet);
  const profile = checkProfile(scope, body.image.id, body.profile?.name ?? 'bx2-2x8');
  const keys = body.keys.map((identity) => keyOf(scope, identity));
  const groups = checkGroups(scope, vpc, network.security_groups?.map(({ id }) => id));
  const created = { createdAt: timestamp(world), group: groupOf(scope, body.resource_group) };
  const interfaceId = newId(region.name);
  const ip = reserve(scope, subnet, {
    name: network.primary_ip?.name, address: network.primary_ip?.address, autoDelete: true, target: { kind: 'virtual_network_interface', id: interfaceId },
  });
  region.interfaces.set(interfaceId, {
    ...created, id: interfaceId, name: freeName(network.name, region.interfaces.values()), vpc: vpc.id, subnet: subnet.id, ip: ip.id, securityGroups: groups,
    autoDelete: network.auto_delete, allowSpoofing: network.allow_ip_spoofing, infrastructureNat: network.enable_infrastructure_nat,
    phase: 'ready', mac: newMac(),
  });
  const server: Row<'servers'> = {
    ...created, id: newId(region.name), name, vpc: vpc.id, zone: subnet.zone, profile, image: body.image.id, status: 'pending',
    keys: keys.map(({ id }) => id), authorizedKeys: keys.map(({ publicKey }) => publicKey), interface: interfaceId,
    attachment: { id: newId(region.name), name: attachmentName ?? 'eth0', createdAt: created.createdAt },
    bootVolume: { id: newId(region.name), name: `${name}-boot-${Date.now().toString().slice(-10)}`, attachment: newId(region.name) },
  };
  region.servers.set(server.id, server);
  const hasRoom = profile !== scarceProfile || !subnet.zone.endsWith('-3');
  world.later(hasRoom ? 4 : 2, { kind: hasRoom ? 'starting' : 'no-capacity', region: region.name, table: 'servers', id: server.id });
  return server;
}

function checkPlace(scope: Scope, body: Prototype, subnet: Row<'subnets'>): void {
  if (body.zone.name !== subnet.zone) {
    throw new Refusal(400, 'zone_inconsistency', `The subnet "${subnet.name}" is in ${subnet.zone}, not in ${body.zone.name}.`, {
      type: 'field', name: 'zone.name', value: body.zone.name,
    });
  }
  if (body.vpc !== undefined && body.vpc.id !== subnet.vpc) {
    throw new Refusal(400, 'subnet_not_in_vpc', `The subnet "${subnet.name}" is not in the VPC that was given.`, {
      type: 'field', name: 'vpc.id', value: body.vpc.id,
    });
  }
  if (subnet.phase !== 'ready') throw new Refusal(409, 'subnet_not_available', `The subnet "${subnet.name}" is ${subnet.phase}.`);
  // Named like any other id in a body, although images are no table.
  named(new Map(images.map((image) => [imageId(scope.region.name, image), image])), body.image.id, 'image', 'image.id');
}

/** A profile's name, when there is such a one and it can run the image. */
export function checkProfile(scope: Scope, image: string, name: string): string {
  const profile = named(new Map(profiles.map((row) => [row.name, row])), name, 'profile', 'profile.name');
  const needs = imageById(scope.region.name, image);
  if (needs !== undefined && needs.architecture !== profile.architecture) {
    throw new Refusal(400, 'image_profile_mismatch', `The image is for ${needs.architecture}, the profile "${name}" is ${profile.architecture}.`, {
      type: 'field', name: 'profile.name', value: name,
    });
  }
  return name;
}

function keyOf({ region }: Scope, identity: Prototype['keys'][number]): Row<'keys'> {
  if ('id' in identity) return named(region.keys, identity.id, 'key', 'keys');
  const key = [...region.keys.values()].find(({ fingerprint }) => fingerprint === identity.fingerprint);
  return named(new Map(key === undefined ? [] : [[key.fingerprint, key]]), identity.fingerprint, 'key', 'keys');
}

function newMac(): string {
  return ['02', '00', ...Array.from({ length: 4 }, () => randomInt(256).toString(16).padStart(2, '0'))].join(':');
}

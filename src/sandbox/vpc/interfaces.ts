import * as v from 'valibot';
import { created, noContent, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { Row } from '../state/records';
import { freeName, nameField, read } from './body';
import { inGroup } from './filter';
import { bind, floatingIpReference } from './floatingIps';
import { primaryIp } from './interfaceViews';
import { page } from './page';
import { existing, groupReference, reference, subnetReference, vpcReference, zoneReference, type Scope } from './scope';

export function listInterfaces(call: Call, scope: Scope): Reply {
  return page(call, 'virtual_network_interfaces', scope.region.interfaces.values(), (network) => render(scope, network), inGroup);
}

export function getInterface(call: Call, scope: Scope): Reply {
  return ok(render(scope, interfaceOf(call, scope, 'id')));
}

const patch = v.strictObject({
  name: nameField, auto_delete: v.optional(v.boolean()), allow_ip_spoofing: v.optional(v.boolean()), enable_infrastructure_nat: v.optional(v.boolean()),
  protocol_state_filtering_mode: v.optional(v.picklist(['auto', 'disabled', 'enabled'])),
});

export function updateInterface(call: Call, scope: Scope): Reply {
  const network = interfaceOf(call, scope, 'id');
  const body = read(call, patch);
  if (body.name !== undefined && body.name !== network.name) network.name = freeName(body.name, scope.region.interfaces.values());
  network.autoDelete = body.auto_delete ?? network.autoDelete;
  network.infrastructureNat = body.enable_infrastructure_nat ?? network.infrastructureNat;
  network.stateFiltering = body.protocol_state_filtering_mode ?? network.stateFiltering;
  network.allowSpoofing = body.allow_ip_spoofing ?? network.allowSpoofing;
  scope.world.changed();
  return ok(render(scope, network));
}

export function listInterfaceIps(call: Call, scope: Scope): Reply {
  const network = interfaceOf(call, scope);
  return page(call, 'ips', [primaryIp(scope, network)], (ip) => ip, { sort: ['address', 'name'] });
}

export function listInterfaceFloatingIps(call: Call, scope: Scope): Reply {
  return page(call, 'floating_ips', floatingIps(scope, interfaceOf(call, scope)), (ip) => floatingIpReference(scope, ip), {
    sort: ['address', 'name'],
  });
}

export function getInterfaceFloatingIp(call: Call, scope: Scope): Reply {
  return ok(floatingIpReference(scope, boundIp(call, scope)));
}

export function addInterfaceFloatingIp(call: Call, scope: Scope): Reply {
  const ip = existing(scope.region.floatingIps, call.parameters['id'], 'floating IP');
  bind(scope, ip, interfaceOf(call, scope), false);
  scope.world.changed();
  return created(floatingIpReference(scope, ip));
}

export function removeInterfaceFloatingIp(call: Call, scope: Scope): Reply {
  boundIp(call, scope).target = undefined;
  scope.world.changed();
  return noContent;
}

function boundIp(call: Call, scope: Scope): Row<'floatingIps'> {
  return existing(new Map(floatingIps(scope, interfaceOf(call, scope)).map((ip) => [ip.id, ip])), call.parameters['id'], 'floating IP');
}

function floatingIps({ region }: Scope, network: Row<'interfaces'>): Row<'floatingIps'>[] {
  return [...region.floatingIps.values()].filter(({ target }) => target === network.id);
}

function interfaceOf(call: Call, scope: Scope, parameter = 'virtual_network_interface_id'): Row<'interfaces'> {
  return existing(scope.region.interfaces, call.parameters[parameter], 'virtual network interface');
}

function render(scope: Scope, network: Row<'interfaces'>): unknown {
  const { region, base } = scope;
  const server = [...region.servers.values()].find((candidate) => candidate.interface === network.id);
  const subnet = existing(region.subnets, network.subnet, 'subnet');
  return {
    ...reference(scope, 'interfaces', network), resource_type: 'virtual_network_interface', created_at: network.createdAt,
    lifecycle_state: network.phase === 'ready' ? 'stable' : network.phase, mac_address: network.mac,
    allow_ip_spoofing: network.allowSpoofing, auto_delete: network.autoDelete, enable_infrastructure_nat: network.infrastructureNat,
    protocol_state_filtering_mode: network.stateFiltering ?? 'auto', ips: [primaryIp(scope, network)], primary_ip: primaryIp(scope, network),
    security_groups: network.securityGroups.map((id) => reference(scope, 'securityGroups', existing(region.securityGroups, id, 'security group'))),
    subnet: subnetReference(scope, network.subnet), vpc: vpcReference(scope, network.vpc), zone: zoneReference(scope, subnet.zone),
    resource_group: groupReference(scope, network.group),
    ...(server === undefined ? {} : {
      target: {
        id: server.attachment.id, name: server.attachment.name, resource_type: 'instance_network_attachment',
        href: `${base}/instances/${server.id}/network_attachments/${server.attachment.id}`,
      },
    }),
  };
}

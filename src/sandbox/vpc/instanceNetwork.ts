import { created, noContent, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { Row } from '../state/records';
import { bind, floatingIpReference, renderFloatingIp } from './floatingIps';
import { attachmentReference } from './instanceView';
import { primaryIp } from './interfaceViews';
import { page } from './page';
import { existing, reference, subnetReference, type Scope } from './scope';

// An instance's one interface, as the newer API (attachments) and the older one (network interfaces) show it.

export function listNetworkAttachments(call: Call, scope: Scope): Reply {
  return ok({ network_attachments: [renderAttachment(scope, serverOf(call, scope))] });
}

export function getNetworkAttachment(call: Call, scope: Scope): Reply {
  return ok(renderAttachment(scope, attached(call, scope)));
}

export function listClusterNetworkAttachments(call: Call, scope: Scope): Reply {
  serverOf(call, scope);
  return page<never>(call, 'cluster_network_attachments', [], (row) => row);
}

export function listNetworkInterfaces(call: Call, scope: Scope): Reply {
  return ok({ network_interfaces: [renderInterface(scope, serverOf(call, scope))] });
}

export function getNetworkInterface(call: Call, scope: Scope): Reply {
  return ok(renderInterface(scope, attached(call, scope)));
}

export function listInterfaceFloatingIps(call: Call, scope: Scope): Reply {
  const server = attached(call, scope, 'network_interface_id');
  return ok({ floating_ips: floatingIps(scope, server).map((ip) => renderFloatingIp(scope, ip)) });
}

export function addInterfaceFloatingIp(call: Call, scope: Scope): Reply {
  const server = attached(call, scope, 'network_interface_id');
  const ip = existing(scope.region.floatingIps, call.parameters['id'], 'floating IP');
  bind(scope, ip, existing(scope.region.interfaces, server.interface, 'network interface'), false);
  scope.world.changed();
  return created(renderFloatingIp(scope, ip));
}

export function removeInterfaceFloatingIp(call: Call, scope: Scope): Reply {
  const server = attached(call, scope, 'network_interface_id');
  const ip = existing(new Map(floatingIps(scope, server).map((row) => [row.id, row])), call.parameters['id'], 'floating IP');
  ip.target = undefined;
  scope.world.changed();
  return noContent;
}

function renderAttachment(scope: Scope, server: Row<'servers'>): unknown {
  return { ...attachmentReference(scope, server), created_at: server.attachment.createdAt, lifecycle_state: 'stable', port_speed: 16000, type: 'primary' };
}

function renderInterface(scope: Scope, server: Row<'servers'>): unknown {
  const network = existing(scope.region.interfaces, server.interface, 'network interface');
  return {
    id: server.attachment.id, name: server.attachment.name, href: `${scope.base}/instances/${server.id}/network_interfaces/${server.attachment.id}`,
    created_at: server.attachment.createdAt, resource_type: 'network_interface', status: 'available', type: 'primary', port_speed: 16000,
    allow_ip_spoofing: network.allowSpoofing, primary_ip: primaryIp(scope, network), subnet: subnetReference(scope, network.subnet),
    security_groups: network.securityGroups.map((id) => reference(scope, 'securityGroups', existing(scope.region.securityGroups, id, 'security group'))),
    floating_ips: floatingIps(scope, server).map((ip) => floatingIpReference(scope, ip)),
  };
}

function floatingIps({ region }: Scope, server: Row<'servers'>): Row<'floatingIps'>[] {
  return [...region.floatingIps.values()].filter(({ target }) => target === server.interface);
}

function serverOf(call: Call, scope: Scope): Row<'servers'> {
  return existing(scope.region.servers, call.parameters['instance_id'], 'instance');
}

function attached(call: Call, scope: Scope, parameter = 'id'): Row<'servers'> {
  const server = serverOf(call, scope);
  return existing(new Map([[server.attachment.id, server]]), call.parameters[parameter], 'network attachment');
}

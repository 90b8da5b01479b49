import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import { madeUpName } from '../state/names';
import type { Row } from '../state/records';
import type { Region } from '../state/region';
import { timestamp } from '../world';
import { defaultAclRules } from './aclRules';
import { defaultPrefixes } from './addressPrefixes';
import { bindingsOf } from './dnsBindings';
import { dnsPatch, dnsPrototype, renderDns, setDns } from './dnsSettings';
import { freeName, groupField, groupOf, nameField, read } from './body';
import { inGroup, yesOrNo } from './filter';
import { page } from './page';
import { existing, groupReference, reference, routingTableReference, zoneReference, type Scope } from './scope';

/** VPCs a region may hold: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas. */
const quota = 10;

const prototype = v.strictObject({
  name: nameField,
  resource_group: groupField,
  address_prefix_management: v.optional(v.picklist(['auto', 'manual']), 'auto'),
  classic_access: v.optional(v.literal(false)),
  dns: v.optional(dnsPrototype),
});

export function listVpcs(call: Call, scope: Scope): Reply {
  return page(call, 'vpcs', scope.region.vpcs.values(), (vpc) => render(scope, vpc), { ...inGroup, classic_access: yesOrNo });
}

export function getVpc(call: Call, scope: Scope): Reply {
  return ok(render(scope, existing(scope.region.vpcs, call.parameters['id'], 'VPC')));
}

export function createVpc(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, prototype);
  const name = freeName(body.name, region.vpcs.values());
  if (region.vpcs.size >= quota) throw new Refusal(400, 'over_quota', `The quota of ${quota} VPCs in ${region.name} is used up.`);
  const group = groupOf(scope, body.resource_group);
  const common = { createdAt: timestamp(world), group };
  const vpc: Row<'vpcs'> = {
    ...common, id: newId(region.name), name, phase: 'pending',
    defaultGroup: newId(region.name), defaultAcl: newId(region.name), tableId: newId(region.name), tableName: madeUpName(),
    cseAddresses: region.zones.map((zone, index) => ({ zone, address: `10.22.${region.vpcs.size}.${index + 10}` })),
  };
  setDns(scope, vpc, body.dns);
  region.vpcs.set(vpc.id, vpc);
  region.acls.set(vpc.defaultAcl, { ...common, id: vpc.defaultAcl, name: madeUpName(), vpc: vpc.id, rules: defaultAclRules(region.name, common.createdAt) });
  region.securityGroups.set(vpc.defaultGroup, {
    ...common, id: vpc.defaultGroup, name: madeUpName(), vpc: vpc.id, rules: defaultGroupRules(region, vpc.defaultGroup),
  });
  if (body.address_prefix_management === 'auto') {
    for (const prefix of defaultPrefixes(region, vpc.id, common.createdAt)) region.prefixes.set(prefix.id, prefix);
  }
  world.later(2, { kind: 'ready', region: region.name, table: 'vpcs', id: vpc.id });
  world.changed();
  return created(render(scope, vpc));
}

const patch = v.strictObject({ name: nameField, dns: v.optional(dnsPatch) });

export function updateVpc(call: Call, scope: Scope): Reply {
  const vpc = existing(scope.region.vpcs, call.parameters['id'], 'VPC');
  const { name, dns } = read(call, patch);
  const free = name === undefined || name === vpc.name ? vpc.name : freeName(name, scope.region.vpcs.values());
  setDns(scope, vpc, dns);
  vpc.name = free;
  scope.world.changed();
  return ok(render(scope, vpc));
}

export function deleteVpc(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const vpc = existing(region.vpcs, call.parameters['id'], 'VPC');
  const children = [
    ...region.subnets.values(), ...region.gateways.values(), ...region.servers.values(), ...region.publicGateways.values(),
    ...region.vpnServers.values(), ...region.vpnGateways.values(),
    ...[...region.securityGroups.values()].filter(({ id }) => id !== vpc.defaultGroup),
    ...[...region.acls.values()].filter(({ id }) => id !== vpc.defaultAcl),
  ];
  const child = children.find((row) => row.vpc === vpc.id) ?? bindingsOf(region, vpc)[0];
  if (child !== undefined) {
    throw new Refusal(409, 'vpc_in_use', `The VPC "${vpc.name}" is in use by "${child.name}" and cannot be deleted.`, {
      type: 'field', name: 'id', value: vpc.id,
    });
  }
  vpc.phase = 'deleting';
  world.later(2, { kind: 'gone', region: region.name, table: 'vpcs', id: vpc.id });
  world.changed();
  return noContent;
}

/** In from its own members, out to anywhere: why a gateway without a group of its own looks dead. */
export function defaultGroupRules(region: Region, group: string): Row<'securityGroups'>['rules'] {
  const anywhere = { cidr_block: '0.0.0.0/0' };
  return [
    { id: newId(region.name), name: madeUpName(), direction: 'outbound', protocol: 'any', remote: anywhere, local: anywhere },
    { id: newId(region.name), name: madeUpName(), direction: 'inbound', protocol: 'any', remote: { group }, local: anywhere },
  ];
}

function render(scope: Scope, vpc: Row<'vpcs'>): unknown {
  const { region } = scope;
  const status = { pending: 'pending', ready: 'available', deleting: 'deleting' }[vpc.phase];
  return {
    ...reference(scope, 'vpcs', vpc), resource_type: 'vpc', created_at: vpc.createdAt, status,
    resource_group: groupReference(scope, vpc.group), classic_access: false,
    default_security_group: reference(scope, 'securityGroups', existing(region.securityGroups, vpc.defaultGroup, 'security group')),
    default_network_acl: reference(scope, 'acls', existing(region.acls, vpc.defaultAcl, 'network ACL')),
    default_routing_table: routingTableReference(scope, { id: vpc.tableId, name: vpc.tableName, vpc: vpc.id }),
    cse_source_ips: vpc.cseAddresses.map(({ zone, address }) => ({ ip: { address }, zone: zoneReference(scope, zone) })),
    dns: renderDns(scope, vpc),
    health_state: 'ok', health_reasons: [], public_address_ranges: [],
  };
}

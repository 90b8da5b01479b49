import * as v from 'valibot';
import { created, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { byId, freeName, nameField, read } from './body';
import { page } from './page';
import { existing, named, type Scope } from './scope';
import { checkKey, checkRanges } from './vpnConnectionChecks';
import { connectionsOf, isAddress } from './vpnConnectionRows';
import { renderConnection } from './vpnConnectionViews';
import { readyGateway } from './vpnGateways';

/** Connections a gateway may have: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas. */
const quota = 10;

const identity = v.strictObject({ type: v.picklist(['fqdn', 'hostname', 'ipv4_address', 'key_id']), value: v.string() });
const seconds = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_399)));
const detection = v.pipe(
  v.strictObject({ action: v.optional(v.picklist(['clear', 'hold', 'none', 'restart'])), interval: seconds, timeout: seconds }),
  v.check(({ interval = 2, timeout = 10 }) => interval <= timeout, 'an interval that is no longer than the timeout'),
);
const address = v.pipe(v.string(), v.check(isAddress, 'an IPv4 address'));
const fqdn = v.pipe(v.string(), v.regex(/^(?=.{4,255}$)([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][-A-Za-z0-9]*$/, 'a domain name'));
const peers = <Fields extends v.ObjectEntries>(more: Fields) => v.union([v.strictObject({ address, ...more }), v.strictObject({ fqdn, ...more })]);
const settings = {
  name: nameField, admin_state_up: v.optional(v.boolean()), dead_peer_detection: v.optional(detection),
  establish_mode: v.optional(v.picklist(['bidirectional', 'peer_only'])), ike_policy: v.optional(byId), ipsec_policy: v.optional(byId),
};
const identities = v.optional(v.array(identity), []);
const noneOrTwo = v.pipe(identities, v.check(({ length }) => length === 0 || length === 2, 'none or two'));
const ranges = v.array(v.string());
const policyPrototype = v.strictObject({
  ...settings, psk: v.string(), local: v.strictObject({ cidrs: ranges, ike_identities: v.pipe(identities, v.maxLength(1)) }),
  peer: peers({ cidrs: ranges, ike_identity: v.optional(identity) }),
});
const routePrototype = v.strictObject({
  ...settings, psk: v.string(), routing_protocol: v.optional(v.literal('none')), distribute_traffic: v.optional(v.boolean(), false),
  local: v.optional(v.strictObject({ ike_identities: noneOrTwo }), { ike_identities: [] }),
  peer: peers({ ike_identity: v.optional(identity) }),
});
const patch = v.strictObject({
  ...settings, psk: v.optional(v.string()), peer: v.optional(peers({})), distribute_traffic: v.optional(v.boolean()),
  routing_protocol: v.optional(v.literal('none')),
});

export function listConnections(call: Call, scope: Scope): Reply {
  const gateway = existing(scope.region.vpnGateways, call.parameters['vpn_gateway_id'], 'VPN gateway');
  return page(call, 'connections', connectionsOf(scope.region, gateway.id), (row) => renderConnection(scope, row), { status: ['up', 'down'] });
}

export function getConnection(call: Call, scope: Scope): Reply {
  return ok(renderConnection(scope, connectionOf(call, scope)));
}

export function createConnection(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const gateway = readyGateway(scope, call.parameters['vpn_gateway_id']);
  const siblings = connectionsOf(region, gateway.id);
  if (siblings.length >= quota) {
    throw new Refusal(400, 'vpn_connections_quota_exceeded',
      `The VPN connection cannot be created because the VPN gateway \`${gateway.id}\` has reached the quota.`);
  }
  const body = gateway.mode === 'policy' ? policyBody(call) : routeBody(call);
  const connection: Row<'vpnConnections'> = {
    id: newId(region.name), name: freeName(body.name, siblings, 'vpn_connection_duplicate_name'), createdAt: timestamp(world), gateway: gateway.id,
    enabled: body.admin_state_up ?? true, psk: checkKey(body.psk), peer: peerIn(body.peer), peerIdentity: body.peer.ike_identity,
    localIdentities: body.local.ike_identities, localRanges: body.localRanges, peerRanges: body.peerRanges,
    establishMode: body.establish_mode ?? 'bidirectional',
    distributeTraffic: body.distribute_traffic, detection: { action: 'restart', interval: 2, timeout: 10, ...defined(body.dead_peer_detection) },
    ...policiesIn(scope, body), tunnels: [],
  };
  if (gateway.mode === 'policy') checkRanges(scope, connection);
  region.vpnConnections.set(connection.id, connection);
  world.changed();
  return created(renderConnection(scope, connection));
}

function policyBody(call: Call) {
  const body = read(call, policyPrototype);
  return { ...body, distribute_traffic: false, localRanges: body.local.cidrs, peerRanges: body.peer.cidrs };
}

function routeBody(call: Call) {
  return { ...read(call, routePrototype), localRanges: [], peerRanges: [] };
}

export function updateConnection(call: Call, scope: Scope): Reply {
  const connection = connectionOf(call, scope);
  const body = read(call, patch);
  const peer = body.peer === undefined ? connection.peer : peerIn(body.peer);
  if (isAddress(peer) !== isAddress(connection.peer)) {
    throw new Refusal(400, 'invalid_value', 'The type of a peer cannot be changed.', { type: 'field', name: 'peer' });
  }
  const siblings = connectionsOf(scope.region, connection.gateway);
  const changed: Row<'vpnConnections'> = {
    ...connection, peer, enabled: body.admin_state_up ?? connection.enabled, psk: body.psk === undefined ? connection.psk : checkKey(body.psk),
    name: body.name === undefined || body.name === connection.name ? connection.name : freeName(body.name, siblings, 'vpn_connection_duplicate_name'),
    establishMode: body.establish_mode ?? connection.establishMode, distributeTraffic: body.distribute_traffic ?? connection.distributeTraffic,
    detection: { ...connection.detection, ...defined(body.dead_peer_detection) }, ...policiesIn(scope, body),
  };
  if (connection.peerRanges.length > 0) checkRanges(scope, changed);
  Object.assign(connection, changed);
  scope.world.changed();
  return ok(renderConnection(scope, connection));
}

export function deleteConnection(call: Call, scope: Scope): Reply {
  const connection = connectionOf(call, scope);
  const route = [...scope.region.vpcRoutes.values()].find((each) => each.connection === connection.id);
  if (route !== undefined) {
    throw new Refusal(409, 'vpn_connection_in_use', `The VPN connection "${connection.name}" is the next hop of the route "${route.name}".`);
  }
  scope.region.vpnConnections.delete(connection.id);
  scope.world.changed();
  return { status: 202 };
}

export function connectionOf(call: Call, { region }: Scope): Row<'vpnConnections'> {
  const gateway = existing(region.vpnGateways, call.parameters['vpn_gateway_id'], 'VPN gateway');
  return existing(new Map(connectionsOf(region, gateway.id).map((row) => [row.id, row])), call.parameters['id'], 'VPN connection');
}

function policiesIn(scope: Scope, body: { readonly ike_policy?: { id: string } | undefined; readonly ipsec_policy?: { id: string } | undefined }) {
  const { ike_policy: ike, ipsec_policy: ipsec } = body;
  return {
    ...(ike === undefined ? {} : { ikePolicy: named(scope.region.ikePolicies, ike.id, 'IKE policy', 'ike_policy.id').id }),
    ...(ipsec === undefined ? {} : { ipsecPolicy: named(scope.region.ipsecPolicies, ipsec.id, 'IPsec policy', 'ipsec_policy.id').id }),
  };
}

function peerIn(peer: { readonly address: string } | { readonly fqdn: string }): string {
  return 'address' in peer ? peer.address : peer.fqdn;
}

function defined(wish: v.InferOutput<typeof detection> | undefined): Partial<Row<'vpnConnections'>['detection']> {
  const { action, interval, timeout } = wish ?? {};
  return { ...(action === undefined ? {} : { action }), ...(interval === undefined ? {} : { interval }), ...(timeout === undefined ? {} : { timeout }) };
}

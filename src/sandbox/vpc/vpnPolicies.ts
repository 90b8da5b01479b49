import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { freeName, groupField, groupOf, nameField, read } from './body';
import { page } from './page';
import { existing, groupReference, type Scope } from './scope';
import { connectionReference, policyReference, renderConnection } from './vpnConnectionViews';

/** Policies of either kind that a region may have: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas. */
const quota = 20;

const lifetime = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(86_400));
const groups = [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 31];
const ikeFields = {
  authentication_algorithm: v.picklist(['sha256', 'sha384', 'sha512']), encryption_algorithm: v.picklist(['aes128', 'aes192', 'aes256']),
  dh_group: v.pipe(v.number(), v.check((group) => groups.includes(group), 'a group of 14 to 24, or 31')),
  ike_version: v.pipe(v.number(), v.check((version) => version === 1 || version === 2, '1 or 2')),
};
const ipsecFields = {
  authentication_algorithm: v.picklist(['disabled', 'sha256', 'sha384', 'sha512']),
  encryption_algorithm: v.picklist(['aes128', 'aes128gcm16', 'aes192', 'aes192gcm16', 'aes256', 'aes256gcm16']),
  pfs: v.picklist(['disabled', ...groups.map((group) => `group_${group}`)]),
};
const ikeLifetime = v.optional(lifetime(1800));
const ipsecLifetime = v.optional(lifetime(300));
const ikePrototype = v.strictObject({ ...ikeFields, key_lifetime: ikeLifetime, name: nameField, resource_group: groupField });
const ipsecPrototype = v.strictObject({ ...ipsecFields, key_lifetime: ipsecLifetime, name: nameField, resource_group: groupField });
const ikePatch = v.strictObject({ ...v.partial(v.strictObject(ikeFields)).entries, key_lifetime: ikeLifetime, name: nameField });
const ipsecPatch = v.strictObject({ ...v.partial(v.strictObject(ipsecFields)).entries, key_lifetime: ipsecLifetime, name: nameField });

export function listIkePolicies(call: Call, scope: Scope): Reply {
  return page(call, 'ike_policies', scope.region.ikePolicies.values(), (policy) => renderIke(scope, policy));
}

export function getIkePolicy(call: Call, scope: Scope): Reply {
  return ok(renderIke(scope, ikeOf(call, scope)));
}

export function createIkePolicy(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, ikePrototype);
  const policy: Row<'ikePolicies'> = {
    ...newPolicy(scope, 'ike', body), keyLifetime: body.key_lifetime ?? 28_800, version: body.ike_version, dhGroup: body.dh_group,
  };
  region.ikePolicies.set(policy.id, policy);
  world.changed();
  return created(renderIke(scope, policy));
}

export function updateIkePolicy(call: Call, scope: Scope): Reply {
  const policy = ikeOf(call, scope);
  const body = read(call, ikePatch);
  Object.assign(policy, {
    ...changedPolicy(scope, 'ike', policy, body), version: body.ike_version ?? policy.version, dhGroup: body.dh_group ?? policy.dhGroup,
  });
  scope.world.changed();
  return ok(renderIke(scope, policy));
}

export function deleteIkePolicy(call: Call, scope: Scope): Reply {
  return remove(scope, 'ike', ikeOf(call, scope));
}

export function listIkePolicyConnections(call: Call, scope: Scope): Reply {
  return page(call, 'connections', usersOf(scope, 'ike', ikeOf(call, scope).id), (connection) => renderConnection(scope, connection));
}

export function listIpsecPolicies(call: Call, scope: Scope): Reply {
  return page(call, 'ipsec_policies', scope.region.ipsecPolicies.values(), (policy) => renderIpsec(scope, policy));
}

export function getIpsecPolicy(call: Call, scope: Scope): Reply {
  return ok(renderIpsec(scope, ipsecOf(call, scope)));
}

export function createIpsecPolicy(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, ipsecPrototype);
  const policy: Row<'ipsecPolicies'> = { ...newPolicy(scope, 'ipsec', body), keyLifetime: body.key_lifetime ?? 3600, pfs: body.pfs };
  checkAuthentication(policy);
  region.ipsecPolicies.set(policy.id, policy);
  world.changed();
  return created(renderIpsec(scope, policy));
}

export function updateIpsecPolicy(call: Call, scope: Scope): Reply {
  const policy = ipsecOf(call, scope);
  const body = read(call, ipsecPatch);
  const changed = { ...policy, ...changedPolicy(scope, 'ipsec', policy, body), pfs: body.pfs ?? policy.pfs };
  checkAuthentication(changed);
  Object.assign(policy, changed);
  scope.world.changed();
  return ok(renderIpsec(scope, policy));
}

export function deleteIpsecPolicy(call: Call, scope: Scope): Reply {
  return remove(scope, 'ipsec', ipsecOf(call, scope));
}

export function listIpsecPolicyConnections(call: Call, scope: Scope): Reply {
  return page(call, 'connections', usersOf(scope, 'ipsec', ipsecOf(call, scope).id), (connection) => renderConnection(scope, connection));
}

type Kind = 'ike' | 'ipsec';
const words = { ike: 'IKE policy', ipsec: 'IPsec policy' } as const;

interface Wish {
  readonly name?: string | undefined;
  readonly authentication_algorithm?: string | undefined;
  readonly encryption_algorithm?: string | undefined;
  readonly key_lifetime?: number | undefined;
}

function newPolicy(scope: Scope, kind: Kind, body: Wish & { readonly resource_group?: { id: string } | undefined }) {
  const rows = scope.region[`${kind}Policies`];
  if (rows.size >= quota) {
    throw new Refusal(400, `${kind}_policies_quota_exceeded`, `The ${words[kind]} cannot be created because your account has reached the quota.`);
  }
  return {
    id: newId(scope.region.name), name: freeName(body.name, rows.values(), `${kind}_policy_duplicate_name`), createdAt: timestamp(scope.world),
    group: groupOf(scope, body.resource_group), authentication: body.authentication_algorithm ?? '', encryption: body.encryption_algorithm ?? '',
  };
}

function changedPolicy(scope: Scope, kind: Kind, policy: Row<'ikePolicies'> | Row<'ipsecPolicies'>, body: Wish) {
  const isNew = body.name !== undefined && body.name !== policy.name;
  return {
    name: isNew ? freeName(body.name, scope.region[`${kind}Policies`].values(), `${kind}_policy_duplicate_name`) : policy.name,
    authentication: body.authentication_algorithm ?? policy.authentication, encryption: body.encryption_algorithm ?? policy.encryption,
    keyLifetime: body.key_lifetime ?? policy.keyLifetime,
  };
}

/** An encryption that authenticates by itself wants no other, and every other wants one. */
function checkAuthentication({ authentication, encryption }: Row<'ipsecPolicies'>): void {
  if ((authentication === 'disabled') !== encryption.endsWith('gcm16')) {
    throw new Refusal(400, 'invalid_value', `The authentication algorithm ${authentication} does not go with ${encryption}.`, {
      type: 'field', name: 'authentication_algorithm', value: authentication,
    });
  }
}

function remove(scope: Scope, kind: Kind, { id }: { readonly id: string }): Reply {
  if (usersOf(scope, kind, id).length > 0) {
    throw new Refusal(409, `${kind}_policy_in_use`, `The ${words[kind]} \`${id}\` is in use by one or more connections.`, {
      type: 'parameter', name: 'id', value: id,
    });
  }
  scope.region[`${kind}Policies`].delete(id);
  scope.world.changed();
  return noContent;
}

function usersOf({ region }: Scope, kind: Kind, id: string): Row<'vpnConnections'>[] {
  return [...region.vpnConnections.values()].filter((connection) => connection[`${kind}Policy`] === id);
}

function ikeOf(call: Call, scope: Scope): Row<'ikePolicies'> {
  return existing(scope.region.ikePolicies, call.parameters['id'], words.ike);
}

function ipsecOf(call: Call, scope: Scope): Row<'ipsecPolicies'> {
  return existing(scope.region.ipsecPolicies, call.parameters['id'], words.ipsec);
}

function renderIke(scope: Scope, policy: Row<'ikePolicies'>): unknown {
  return { ...render(scope, 'ike', policy), ike_version: policy.version, dh_group: policy.dhGroup, negotiation_mode: 'main' };
}

function renderIpsec(scope: Scope, policy: Row<'ipsecPolicies'>): unknown {
  return { ...render(scope, 'ipsec', policy), pfs: policy.pfs, encapsulation_mode: 'tunnel', transform_protocol: 'esp' };
}

function render(scope: Scope, kind: Kind, policy: Row<'ikePolicies'> | Row<'ipsecPolicies'>): object {
  return {
    ...policyReference(scope, kind, policy), created_at: policy.createdAt, resource_group: groupReference(scope, policy.group),
    authentication_algorithm: policy.authentication, encryption_algorithm: policy.encryption, key_lifetime: policy.keyLifetime,
    connections: usersOf(scope, kind, policy.id).map((connection) => connectionReference(scope, connection)),
  };
}

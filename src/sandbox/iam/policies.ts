import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { seededUuid } from '../state/ids';
import type { IdentityScope } from './identity';

const closed: Readonly<Record<string, readonly string[]>> = {
  type: ['access', 'authorization'], service_type: ['service', 'platform_service'], state: ['active', 'deleted'], policy_type: ['access', 'authorization'],
};

/** `GET /v1/policies`: the owner may do everything, by one policy. The account id must be said. */
export function listPolicies(call: Call, { world }: IdentityScope): Reply {
  const { account } = world.state;
  const asked = call.query.get('account_id');
  if (asked === null) throw new Refusal(400, 'missing_query_parameter', 'The query parameter `account_id` is required.');
  checkValues(call);
  // It is for no access group, for no one service and for no tag.
  const facts: Readonly<Record<string, string | undefined>> = {
    account_id: account.id, iam_id: account.iamId, type: 'access', state: 'active',
    access_group_id: undefined, service_type: undefined, tag_name: undefined, tag_value: undefined,
  };
  const fits = Object.entries(facts).every(([name, value]) => !call.query.has(name) || call.query.get(name) === value);
  return ok({ policies: fits ? [ownerPolicy(account)] : [] });
}

function checkValues(call: Call): void {
  for (const [name, values] of Object.entries(closed)) {
    const value = call.query.get(name);
    if (value === null || values.includes(value)) continue;
    throw new Refusal(400, 'invalid_value', `The query parameter \`${name}\` must be one of ${values.join(', ')}.`);
  }
}

function ownerPolicy(account: { id: string; iamId: string; createdAt: string }): unknown {
  const id = seededUuid('policy', account.id);
  return {
    id, type: 'access', state: 'active', href: `https://iam.cloud.ibm.com/v1/policies/${id}`, created_at: account.createdAt, created_by_id: account.iamId,
    last_modified_at: account.createdAt, last_modified_by_id: account.iamId, description: 'The owner of the account.',
    subjects: [{ attributes: [{ name: 'iam_id', value: account.iamId }] }],
    roles: [
      { role_id: 'crn:v1:bluemix:public:iam::::role:Administrator', display_name: 'Administrator' },
      { role_id: 'crn:v1:bluemix:public:iam::::serviceRole:Manager', display_name: 'Manager' },
    ],
    resources: [{ attributes: [{ name: 'accountId', value: account.id }] }],
  };
}

const role = (kind: 'role' | 'serviceRole', name: string): unknown => ({
  display_name: name, description: `${name} of the service.`, actions: [], crn: `crn:v1:bluemix:public:iam::::${kind}:${name}`,
});

/** `GET /v2/roles`: the system's by their display names, and those of the service that is named. No service here lets another one in. */
export function listRoles(call: Call, { world }: IdentityScope): Reply {
  checkValues(call);
  const asked = call.query.get('account_id');
  if (asked !== null && asked !== world.state.account.id)
    throw new Refusal(403, 'insufficient_permissions', `You may not read the roles of the account "${asked}".`);
  const forServices = call.query.has('source_service_name') || call.query.get('policy_type') === 'authorization';
  const service = call.query.get('service_name');
  const isKnown = world.services.some(({ catalog }) => catalog.name === service);
  const none = forServices || call.query.has('service_group_id') || (service !== null && !isKnown);
  return ok({
    custom_roles: [],
    service_roles: none || !isKnown ? [] : ['Manager', 'Writer', 'Reader'].map((name) => role('serviceRole', name)),
    system_roles: none ? [] : ['Viewer', 'Operator', 'Editor', 'Administrator'].map((name) => role('role', name)),
  });
}

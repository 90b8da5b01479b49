import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { seededUuid } from '../state/ids';
import type { IdentityScope } from './identity';

/** `GET /v1/policies`: the owner may do everything. The account id must be said. */
export function listPolicies(call: Call, { world }: IdentityScope): Reply {
  const { account } = world.state;
  const asked = call.query.get('account_id');
  if (asked === null) throw new Refusal(400, 'missing_query_parameter', 'The query parameter `account_id` is required.');
  const type = call.query.get('type');
  const policies = asked === account.id && type !== 'authorization' ? [ownerPolicy(account)] : [];
  return ok({ policies });
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

/** `GET /v2/roles`: system and service roles by their display names. */
export function listRoles(): Reply {
  return ok({
    custom_roles: [],
    service_roles: ['Manager', 'Writer', 'Reader'].map((name) => role('serviceRole', name)),
    system_roles: ['Viewer', 'Operator', 'Editor', 'Administrator'].map((name) => role('role', name)),
  });
}

import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { AccountRow } from '../state/state';
import type { World } from '../world';

export function listResourceGroups(call: Call, { state }: World): Reply {
  const account = call.query.get('account_id') ?? state.account.id;
  const name = call.query.get('name');
  for (const flag of ['default', 'include_deleted']) check(call, flag, /^(true|false)$/);
  check(call, 'date', /^\d{4}-\d{2}$/);
  const isDefault = call.query.get('default');
  // Groups that came after the month that is asked for are not shown.
  const month = call.query.get('date') ?? state.account.createdAt.slice(0, 7);
  const groups = account === state.account.id
    ? state.account.groups.filter((group) => (name ?? group.name) === group.name
      && (isDefault ?? String(group.isDefault)) === String(group.isDefault) && state.account.createdAt.slice(0, 7) <= month)
    : [];
  return ok({ resources: groups.map((group) => render(state.account, group)) });
}

function check(call: Call, name: string, pattern: RegExp): void {
  const value = call.query.get(name);
  if (value !== null && !pattern.test(value)) throw new Refusal(400, 'bad_request', `The query parameter \`${name}\` is not valid: "${value}".`);
}

export function getResourceGroup(call: Call, { state }: World): Reply {
  const group = state.account.groups.find(({ id }) => id === call.parameters['id']);
  if (group === undefined) throw new Refusal(404, 'not_found', 'The resource group does not exist.');
  return ok(render(state.account, group));
}

function render(account: AccountRow, group: AccountRow['groups'][number]): unknown {
  return {
    id: group.id, crn: `crn:v1:bluemix:public:resource-controller::a/${account.id}::resource-group:${group.id}`,
    account_id: account.id, name: group.name, state: 'ACTIVE', default: group.isDefault,
    quota_id: 'a3d7b8d01e261c24677937c29ab33f3c', quota_url: '/v2/quota_definitions/a3d7b8d01e261c24677937c29ab33f3c',
    payment_methods_url: `/v2/resource_groups/${group.id}/payment_methods`, teams_url: `/v2/resource_groups/${group.id}/teams`,
    resource_linkages: [], created_at: account.createdAt, updated_at: account.createdAt,
  };
}

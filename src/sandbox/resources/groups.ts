import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { AccountRow } from '../state/state';
import type { World } from '../world';

export function listResourceGroups(call: Call, { state }: World): Reply {
  const account = call.query.get('account_id') ?? state.account.id;
  const name = call.query.get('name');
  const onlyDefault = call.query.get('default') === 'true';
  const groups = account === state.account.id
    ? state.account.groups.filter((group) => (name ?? group.name) === group.name && (!onlyDefault || group.isDefault))
    : [];
  return ok({ resources: groups.map((group) => render(state.account, group)) });
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

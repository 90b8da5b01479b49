import type { Document } from '../http/documents';
import { Refusal } from '../http/reply';
import type { Call } from '../http/router';
import type { World } from '../world';

/** The account has to be said, and be one's own. */
export function checkAccount(call: Call, { state: { account } }: World): void {
  const asked = call.query.get('account_id');
  if (asked === null) throw new Refusal(400, 'missing_required_query_parameter', 'The query parameter `account_id` is required.');
  if (asked !== account.id) throw new Refusal(403, 'forbidden', `You may not read the restrictions of the account "${asked}".`);
}

/** What every document of the service says of its making. The account's owner made all that is here. */
export function common(kind: 'rule' | 'zone', { id, createdAt }: { readonly id: string; readonly createdAt: string }, { state: { account } }: World): Document {
  return {
    id, crn: `crn:v1:bluemix:public:context-based-restrictions::a/${account.id}::${kind}:${id}`, href: `https://cbr.cloud.ibm.com/v1/${kind}s/${id}`,
    created_at: createdAt, created_by_id: account.iamId, last_modified_at: createdAt, last_modified_by_id: account.iamId,
  };
}

/** The row that a call's path names. */
export function rowOf<Row>(call: Call, rows: ReadonlyMap<string, Row>, kind: 'rule' | 'zone'): Row {
  const id = call.parameters['id'] ?? '';
  const row = rows.get(id);
  if (row === undefined) throw new Refusal(404, 'not_found', `There is no ${kind} with the id ${id}.`);
  return row;
}

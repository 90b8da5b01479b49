import type { Document } from '../http/documents';
import { seededUuid } from '../state/ids';
import type { PolicyRow } from '../state/policies';
import type { AccountRow } from '../state/state';

type Scopes = PolicyRow['subjects'] | PolicyRow['resources'];

/** A policy's document. The owner of the account made all that is here. */
export function renderPolicy({ id, type, createdAt, description, subjects, roles, resources }: PolicyRow, { iamId }: AccountRow): Document {
  return {
    id, type, state: 'active', href: `https://iam.cloud.ibm.com/v1/policies/${id}`, created_at: createdAt, created_by_id: iamId,
    last_modified_at: createdAt, last_modified_by_id: iamId, ...(description === undefined ? {} : { description }), subjects,
    roles: roles.map(({ role_id: role }) => ({ role_id: role, display_name: role.split(':').at(-1) ?? role })),
    resources: resources.map(({ attributes, ...tags }) => ({ attributes: attributes.map((each) => ({ operator: 'stringEquals', ...each })), ...tags })),
  };
}

/** The owner may do everything, by one policy that was always there. */
export function ownerPolicy({ id, iamId, createdAt }: AccountRow): PolicyRow {
  return {
    id: seededUuid('policy', id), type: 'access', createdAt, description: 'The owner of the account.', phase: 'effective',
    subjects: [{ attributes: [{ name: 'iam_id', value: iamId }] }], resources: [{ attributes: [{ name: 'accountId', value: id }] }],
    roles: ['role:Administrator', 'serviceRole:Manager'].map((name) => ({ role_id: `crn:v1:bluemix:public:iam::::${name}` })),
  };
}

/** What an attribute asks for; of several subjects or resources the first one's. */
export function valueOf(scopes: Scopes, name: string): string | undefined {
  return scopes.flatMap(({ attributes }) => attributes).find((attribute) => attribute.name === name)?.value;
}

/** Whether two policies say the same, whatever their descriptions and the order of their attributes. */
export function isSame(one: PolicyRow, other: PolicyRow): boolean {
  return gist(one) === gist(other);
}

function gist({ type, subjects, roles, resources }: PolicyRow): string {
  const sides = [subjects, resources].map((scopes) => scopes.map((scope) => attributesOf(scope).sort()));
  return JSON.stringify([type, sides, roles.map(({ role_id: role }) => role).sort()]);
}

function attributesOf({ attributes, ...more }: Scopes[number]): string[] {
  const tags = 'tags' in more ? more.tags ?? [] : [];
  return [...attributes.map((each) => ['attribute', each] as const), ...tags.map((each) => ['tag', each] as const)]
    .map(([kind, { name, value, operator = 'stringEquals' }]) => [kind, name, operator, value].join(' '));
}

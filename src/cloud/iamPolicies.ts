import { array, nullish, object, optional, picklist, string, unknown, type InferOutput } from 'valibot';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Known, Policy, PolicyScope } from '../model/policy';
import { holdingOf, type Holding, type Person, type WantedRole } from '../model/vpnPolicies';
import { Client } from './client';
import { isForbidden } from './errors';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

/** What one service may do at another. */
export interface NewAuthorization {
  /** Stands in the account's list of authorizations; they have no name. */
  readonly description: string;
  /** Attributes of who it is for and of what it is for: `{ serviceName: 'is', resourceType: 'vpn-server', accountId }`. */
  readonly subject: Known;
  readonly resource: Known;
  /** `crn:v1:bluemix:public:secrets-manager::::serviceRole:SecretsReader` */
  readonly role: string;
  /** Who may make it, in the cloud's words of roles. */
  readonly permission: string;
}

/** What is known of a role of a person's: a refusal to look says nothing of the role. */
export type RoleAnswer = Holding | { readonly kind: 'unknown'; readonly failure: Failure };

/**
 * IAM's policies, in the first version of their API: of the second one no authorization is documented. Source:
 * https://cloud.ibm.com/apidocs/iam-policy-management
 */
export interface PolicyService {
  /** Those from service to service. IAM leaves out without a word what the caller may not see, and shows a new one some seconds late. */
  listAuthorizations(accountId: string, signal: AbortSignal): Promise<readonly Policy[]>;
  /** Not idempotent: fails with `iam.policy_conflict_error` where there is one for the same, and with status 403 where the caller has not the role himself. */
  createAuthorization(request: NewAuthorization, signal: AbortSignal): Promise<Policy>;
  /** Fails with status 404 for some seconds after it was made. */
  getPolicy(id: string, signal: AbortSignal): Promise<Policy>;
  deletePolicy(id: string, signal: AbortSignal): Promise<void>;
  /** Whether a person has a role, by the access policies of the account that the caller may see. */
  roleOf(person: Person, wanted: WantedRole, signal: AbortSignal): Promise<RoleAnswer>;
}

const attribute = object({ name: string(), value: string(), operator: optional(string()) });
const scope = object({ attributes: optional(array(attribute)), tags: optional(array(unknown())) });
const policyDocument = object({
  id: string(), type: picklist(['access', 'authorization']), description: optional(string()), state: optional(string()), subjects: optional(array(scope)),
  roles: array(object({ role_id: string(), display_name: optional(string()) })), resources: optional(array(scope)),
});
const policyPage = object({ policies: array(policyDocument), next: nullish(object({ start: optional(string()) })) });

// The most that a page has.
const pageSize = '100';

export class IamPolicies implements PolicyService {
  readonly #client: Client;

  constructor(baseUrl: string, transport: Transport, tokens: TokenSource) {
    this.#client = new Client({ service: 'iam', baseUrl, transport, tokens });
  }

  listAuthorizations(accountId: string, signal: AbortSignal): Promise<readonly Policy[]> {
    return this.#list(accountId, 'authorization', t('Could not list the authorizations between services'), signal);
  }

  async createAuthorization({ description, subject, resource, role, permission }: NewAuthorization, signal: AbortSignal): Promise<Policy> {
    return toPolicy(await this.#client.ask(policyDocument, {
      method: 'POST', path: '/v1/policies', what: t('Could not authorize a service for another: {0}', description), permission,
      body: {
        type: 'authorization', description, subjects: [{ attributes: attributesOf(subject) }], roles: [{ role_id: role }],
        resources: [{ attributes: attributesOf(resource) }],
      },
    }, signal));
  }

  async getPolicy(id: string, signal: AbortSignal): Promise<Policy> {
    const document = await this.#client.ask(policyDocument, {
      method: 'GET', path: `/v1/policies/${encodeURIComponent(id)}`, what: t('Could not read the policy'), permission: t('Viewer on what it is for'),
    }, signal);
    if (document.state === 'deleted') {
      throw new Failure({ code: 'iam.policy-deleted', what: t('Could not read the policy'), why: t('It was deleted.'), next: t('Refresh.'), status: 410 });
    }
    return toPolicy(document);
  }

  deletePolicy(id: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell({
      method: 'DELETE', path: `/v1/policies/${encodeURIComponent(id)}`, what: t('Could not delete the policy'),
      permission: t('Administrator on what it is for'),
    }, signal);
  }

  async roleOf(person: Person, wanted: WantedRole, signal: AbortSignal): Promise<RoleAnswer> {
    try {
      return holdingOf(await this.#list(person.accountId, 'access', t('Could not list the access policies'), signal), person, wanted);
    } catch (error) {
      if (isForbidden(error)) {
        return { kind: 'unknown', failure: error };
      }
      throw error;
    }
  }

  async #list(accountId: string, type: Policy['type'], what: string, signal: AbortSignal): Promise<readonly Policy[]> {
    const documents = await this.#client.list(policyPage, {
      method: 'GET', path: '/v1/policies', query: { account_id: accountId, type, state: 'active', limit: pageSize }, what,
      permission: t('Viewer on what the policies are for'),
    }, ({ policies, next }) => ({ items: policies, next: next?.start === undefined ? undefined : { start: next.start } }), signal);
    return documents.map(toPolicy);
  }
}

function attributesOf(known: Known): readonly Readonly<Record<string, string>>[] {
  return Object.entries(known).map(([name, value]) => ({ name, value }));
}

function toPolicy({ id, type, description = '', subjects = [], roles, resources = [] }: InferOutput<typeof policyDocument>): Policy {
  return {
    id, type, description, subjects: subjects.map(toScope), resources: resources.map(toScope),
    roles: roles.map(({ role_id: role, display_name: title }) => ({ id: role, title: title ?? role.split(':').at(-1) ?? role })),
  };
}

function toScope({ attributes = [], tags = [] }: InferOutput<typeof scope>): PolicyScope {
  return { attributes, byTag: tags.length > 0 };
}

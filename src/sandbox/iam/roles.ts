import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { PolicyRow } from '../state/policies';
import type { IdentityScope } from './identity';
import { checkValues } from './policyList';

const role = (kind: 'role' | 'serviceRole', name: string): unknown => ({
  display_name: name, description: `${name} of the service.`, actions: [], crn: `crn:v1:bluemix:public:iam::::${kind}:${name}`,
});

const systemRoles = ['Viewer', 'Operator', 'Editor', 'Administrator'];
const serviceRoles = ['Manager', 'Writer', 'Reader'];
/** What services call roles of their own, as far as anything here asks for them. */
const ownRoles: Readonly<Record<string, readonly string[]>> = { is: ['VPNClient'], 'secrets-manager': ['SecretsReader'] };

/** `GET /v2/roles`: the system's by their display names, and those of the service that is named. */
export function listRoles(call: Call, { world }: IdentityScope): Reply {
  checkValues(call);
  const asked = call.query.get('account_id');
  if (asked !== null && asked !== world.state.account.id)
    throw new Refusal(403, 'insufficent_permissions', `You may not read the roles of the account "${asked}".`);
  const forServices = call.query.has('source_service_name') || call.query.get('policy_type') === 'authorization';
  const service = call.query.get('service_name');
  const isKnown = world.services.some(({ catalog }) => catalog.name === service);
  const none = forServices || call.query.has('service_group_id') || (service !== null && !isKnown);
  return ok({
    custom_roles: [],
    service_roles: none || !isKnown ? [] : serviceRoles.map((name) => role('serviceRole', name)),
    system_roles: none ? [] : systemRoles.map((name) => role('role', name)),
  });
}

/** A policy gives roles that the service which it is for has; custom ones are taken as they come. */
export function checkRoles({ roles, resources }: PolicyRow): void {
  const services = resources.map(({ attributes }) => attributes.find(({ name }) => name === 'serviceName')?.value ?? '');
  const isKnown = (id: string): boolean => {
    const [, , , , owner = '', , , , kind, name = ''] = id.split(':');
    return kind === 'customRole' || (owner === 'iam' && (kind === 'role' ? systemRoles : serviceRoles).includes(name))
      || (services.includes(owner) && (ownRoles[owner] ?? []).includes(name));
  };
  const wrong = roles.find(({ role_id: id }) => !isKnown(id));
  if (wrong !== undefined) throw new Refusal(400, 'role_not_found', `The role "${wrong.role_id}" is none of the service that the policy is for.`);
}

import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { PolicyRow } from '../state/policies';
import type { IdentityScope } from './identity';
import { checkValues } from './policyList';

const role = (owner: string, kind: 'role' | 'serviceRole', name: string, title = name): unknown => ({
  display_name: title, description: `${title} of the service.`, actions: [], crn: `crn:v1:bluemix:public:${owner}::::${kind}:${name}`,
});

const systemRoles = ['Viewer', 'Operator', 'Editor', 'Administrator'];
const serviceRoles = ['Manager', 'Writer', 'Reader'];
/** What services call roles of their own, with their titles, as far as anything here asks for them. */
const ownRoles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  is: { VPNClient: 'VPN Client' }, 'secrets-manager': { SecretsReader: 'SecretsReader' },
};
/** Which services let which others in. */
const lettingIn: Readonly<Record<string, readonly string[]>> = { 'secrets-manager': ['is'] };

/** `GET /v2/roles`: the system's by their display names, and those of the service that is named; for another service those that it may be given. */
export function listRoles(call: Call, { world }: IdentityScope): Reply {
  checkValues(call);
  const asked = call.query.get('account_id');
  if (asked !== null && asked !== world.state.account.id)
    throw new Refusal(403, 'insufficent_permissions', `You may not read the roles of the account "${asked}".`);
  const [service, source] = [call.query.get('service_name'), call.query.get('source_service_name')];
  const isKnown = service !== null && (service in ownRoles || world.services.some(({ catalog }) => catalog.name === service));
  const forService = source !== null || call.query.get('policy_type') === 'authorization';
  const letIn = lettingIn[service ?? ''] ?? [];
  const isLetIn = source === null ? letIn.length > 0 : letIn.includes(source);
  const none = call.query.has('service_group_id') || (service !== null && !isKnown) || (forService && !isLetIn);
  const own = Object.entries(ownRoles[service ?? ''] ?? {}).map(([name, title]) => role(service ?? '', 'serviceRole', name, title));
  return ok({
    custom_roles: [],
    service_roles: none || !isKnown ? [] : [...serviceRoles.map((name) => role('iam', 'serviceRole', name)), ...own],
    system_roles: none || forService ? [] : systemRoles.map((name) => role('iam', 'role', name)),
  });
}

/** A policy gives roles that the service which it is for has; custom ones are taken as they come. */
export function checkRoles({ roles, resources }: PolicyRow): void {
  const services = resources.map(({ attributes }) => attributes.find(({ name }) => name === 'serviceName')?.value ?? '');
  const isKnown = (id: string): boolean => {
    const [, , , , owner = '', , , , kind, name = ''] = id.split(':');
    return kind === 'customRole' || (owner === 'iam' && (kind === 'role' ? systemRoles : serviceRoles).includes(name))
      || (services.includes(owner) && name in (ownRoles[owner] ?? {}));
  };
  const wrong = roles.find(({ role_id: id }) => !isKnown(id));
  if (wrong !== undefined) throw new Refusal(400, 'role_not_found', `The role "${wrong.role_id}" is none of the service that the policy is for.`);
}

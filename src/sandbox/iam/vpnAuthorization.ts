import { parseCrn } from '../../model/crn';
import type { PolicyRow, RestrictionRuleRow } from '../state/policies';
import type { AccountRow, State } from '../state/state';

const readers = ['secrets-manager::::serviceRole:SecretsReader', 'iam::::serviceRole:Writer', 'iam::::serviceRole:Manager'];

type Facts = Readonly<Record<string, string>>;
type Rows = Pick<State, 'policies' | 'restrictionRules' | 'networkZones'>;

/**
 * Whether client VPN servers get at the secrets of an instance now: a policy that has come to count lets them, and every restriction by
 * context that is enforced has a zone with their service. `crn` is that of the instance, or of a secret in it.
 */
export function vpnServersMayRead(state: Rows, crn: string): boolean {
  const { accountId = '', instance = '', region = '' } = parseCrn(crn) ?? {};
  const target = { accountId, serviceName: 'secrets-manager', serviceInstance: instance, region };
  const source = { accountId, serviceName: 'is', resourceType: 'vpn-server' };
  return [...state.policies.values()].some((policy) => authorizes(policy, source, target))
    && ![...state.restrictionRules.values()].some((rule) => keepsOut(rule, state.networkZones, target));
}

/** Whether a person may connect to client VPN servers: none of the account's roles has that in it, its owner's neither, but the one that is named after it. */
export function mayConnect({ policies }: Pick<State, 'policies'>, { id: accountId, iamId }: Pick<AccountRow, 'id' | 'iamId'>): boolean {
  const [person, target] = [{ accountId, iam_id: iamId }, { accountId, serviceName: 'is', serviceType: 'service', resourceType: 'vpn-server' }];
  return [...policies.values()].some(({ phase, type, subjects, roles, resources }) => phase === 'effective' && type === 'access'
    && subjects.some((subject) => covers(subject, person)) && resources.some((resource) => covers(resource, target))
    && roles.some(({ role_id: role }) => role.endsWith(':is::::serviceRole:VPNClient')));
}

function keepsOut({ enforcement, resources, contexts }: RestrictionRuleRow, networkZones: Rows['networkZones'], target: Facts): boolean {
  return enforcement === 'enabled' && resources.some((resource) => covers(resource, target)) && !contexts.some(({ attributes }) => {
    const zones = attributes.filter(({ name }) => name === 'networkZoneId').flatMap(({ value }) => value.split(','));
    return zones.length === 0
      || zones.some((id) => networkZones.get(id)?.addresses.some((each) => each.type === 'serviceRef' && each.ref.service_name === 'is') === true);
  });
}

function authorizes({ phase, type, subjects, roles, resources }: PolicyRow, source: Facts, target: Facts): boolean {
  return phase === 'effective' && type === 'authorization' && subjects.some((subject) => covers(subject, source))
    && resources.some((resource) => covers(resource, target)) && roles.some(({ role_id: id }) => readers.some((reader) => id.endsWith(`:${reader}`)));
}

/** Every attribute is as asked for; one by a tag or a pattern is left out of this account. */
function covers({ attributes, ...more }: PolicyRow['subjects'][number] | PolicyRow['resources'][number], facts: Facts): boolean {
  const isTagged = 'tags' in more && (more.tags ?? []).length > 0;
  return !isTagged && attributes.every(({ name, value, operator = 'stringEquals' }) => operator === 'stringEquals' && facts[name] === value);
}

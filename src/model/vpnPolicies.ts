import { extentOf, isCustomRole, isRole, type Extent, type Known, type Policy } from './policy';

/** An instance of Secrets Manager, as policies name it. */
export interface SecretsTarget {
  readonly accountId: string;
  readonly guid: string;
}

/** Secrets Manager's roles that may read what a secret holds. Source: https://cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-iam */
const readers = ['SecretsReader', 'Writer', 'Manager'];

/** Every client VPN server of an account: a policy cannot name one. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-authentication */
export function vpnServersOf(accountId: string): Known {
  return { serviceName: 'is', resourceType: 'vpn-server', accountId };
}

export function secretsOf({ accountId, guid }: SecretsTarget): Known {
  return { serviceName: 'secrets-manager', accountId, serviceInstance: guid };
}

/** Whether a policy lets every VPN server of the account read every secret of an instance, which it may do together with much else. */
export function authorizesVpnServers({ type, subjects, roles, resources }: Policy, target: SecretsTarget): boolean {
  return type === 'authorization' && roles.some((role) => isRole(role, 'secrets-manager', readers))
    && extentOf(subjects, vpnServersOf(target.accountId)) === 'whole' && extentOf(resources, secretsOf(target)) === 'whole';
}

/** A right at a service, under the names of the roles that have it. */
export interface WantedRole {
  readonly service: string;
  readonly names: readonly string[];
  readonly resource: Known;
}

/** Connecting to client VPN servers, which no other role has. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-authentication */
export function vpnClient(accountId: string): WantedRole {
  return { service: 'is', names: ['VPNClient'], resource: { serviceName: 'is', serviceType: 'service', accountId } };
}

/** What may let VPN servers read the secrets of an instance: nobody gives a role away that he has not. */
export function secretsManagerManager(target: SecretsTarget): WantedRole {
  return { service: 'secrets-manager', names: ['Manager'], resource: { ...secretsOf(target), serviceType: 'service' } };
}

export interface Person {
  readonly accountId: string;
  readonly iamId: string;
}

export type Holding =
  | { readonly kind: 'held' }
  /** By an access group that may have the person in it, by a custom role, or for a part of the resources: which policies those are. */
  | { readonly kind: 'perhaps'; readonly through: readonly Policy[] }
  /** IAM lists to each person the policies that he may see: there may be others. */
  | { readonly kind: 'not-seen' };

/** In this group is everybody who is signed in. Source: https://cloud.ibm.com/docs/account?topic=account-public */
const everybody = 'AccessGroupId-PublicAccess';

/** Whether a person has a role, as far as access policies tell. */
export function holdingOf(policies: readonly Policy[], person: Person, { service, names, resource }: WantedRole): Holding {
  const through: Policy[] = [];
  for (const policy of policies.filter(({ type }) => type === 'access')) {
    const extents = [extentForPerson(policy, person), extentOf(policy.resources, resource)];
    const isGiven = policy.roles.some((role) => isRole(role, service, names));
    if (isGiven && extents.every((extent) => extent === 'whole')) {
      return { kind: 'held' };
    }
    if ((isGiven || policy.roles.some(isCustomRole)) && !extents.includes('none')) {
      through.push(policy);
    }
  }
  return through.length === 0 ? { kind: 'not-seen' } : { kind: 'perhaps', through };
}

/** Who is in an access group is not known, but for the one of everybody. */
function extentForPerson({ subjects }: Policy, { accountId, iamId }: Person): Extent {
  const known = { accountId, iam_id: iamId };
  return extentOf(subjects, { ...known, access_group_id: everybody }) === 'whole' ? 'whole' : extentOf(subjects, known);
}

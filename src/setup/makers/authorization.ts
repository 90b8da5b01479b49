import { t } from '../../model/l10n';
import type { Policy } from '../../model/policy';
import { secretsReadBy } from '../../model/vpnServer';
import { authorizesVpnServers, secretsOf, vpnServersOf, type SecretsTarget } from '../../model/vpnPolicies';
import type { Found, Maker, Specification, StepContext } from '../context';
import type { RecordedResource } from '../journal/history';
import { vpnServersEverywhere } from './vpnServersEverywhere';

/** `name` is the policy's description: policies have no name. */
export interface AuthorizationSpecification extends Specification {
  readonly target: SecretsTarget;
}

export const authorizationKind = 'authorization';

/** Reads secrets and changes none. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-authentication */
export const secretsReader = 'crn:v1:bluemix:public:secrets-manager::::serviceRole:SecretsReader';

/**
 * IAM tells of no policy whether it counts yet. Terraform users wait so long before they make a VPN server, whose refusal then is the only
 * other sign: https://github.com/IBM-Cloud/terraform-provider-ibm/issues/4478
 */
export const propagationMs = 30_000;

/** So much longer than a new policy is unknown to parts of IAM: https://github.com/IBM-Cloud/terraform-provider-ibm/issues/4413 */
const limitMs = 5 * 60_000;

/** What lets client VPN servers read their certificates in an instance of Secrets Manager. Without it a certificate looks as if it were missing. */
export const authorizationMaker: Maker<AuthorizationSpecification, Policy> = {
  kind: authorizationKind,
  make: ({ dependencies: { cloud }, signal }, { name, target }) => cloud.policies.createAuthorization({
    description: name, subject: vpnServersOf(target.accountId), resource: secretsOf(target), role: secretsReader,
    permission: t('Administrator or Manager on that instance of Secrets Manager, since nobody gives a role away that he has not'),
  }, signal),
  find: async (context, { name, target }) => (await authorizationsFor(context, target)).find(({ description }) => description === name),
  // One is enough, and IAM takes no second one that says the same.
  findOther: async (context, { target }) => (await authorizationsFor(context, target))[0],
  describe: describeAuthorization,
  // Right after it was made it may not be found: the reads of half a minute may say so.
  wait: ({ dependencies: { cloud }, signal }, { id, description }) => ({
    what: t('the authorization {0}', description),
    everyMs: 15_000,
    limitMs,
    read: () => cloud.policies.getPolicy(id, signal),
    check: () => 'ready',
  }),
  recover: async ({ connection, dependencies: { cloud }, signal }, { name }) => {
    const there = (await cloud.policies.listAuthorizations(connection.accountId, signal)).find(({ description }) => description === name);
    return there === undefined ? undefined : describeAuthorization(there);
  },
  usedBy,
  remove: async (context, { id, name }) => {
    const { policies } = context.dependencies.cloud;
    await context.discard(() => policies.deletePolicy(id, context.signal));
    await context.untilGone(t('the authorization {0}', name), () => policies.getPolicy(id, context.signal));
  },
};

export function describeAuthorization({ id, description }: Policy): Found {
  return { kind: authorizationKind, id, name: description === '' ? id : description };
}

/** Those of the account that serve, whoever made them. */
export async function authorizationsFor({ dependencies: { cloud }, signal }: StepContext, target: SecretsTarget): Promise<readonly Policy[]> {
  return (await cloud.policies.listAuthorizations(target.accountId, signal)).filter((policy) => authorizesVpnServers(policy, target));
}

/** A VPN server with a certificate in that instance, ours too: one that stays needs what it reads, and would fail from then on. */
async function usedBy(context: StepContext, { id }: RecordedResource): Promise<string | undefined> {
  const { resources } = await context.dependencies.cloud.policies.getPolicy(id, context.signal);
  const instance = resources.flatMap(({ attributes }) => attributes).find(({ name }) => name === 'serviceInstance')?.value;
  const user = (await vpnServersEverywhere(context)).find((server) => secretsReadBy(server).some((crn) => crn.split(':')[7] === instance));
  return user === undefined ? undefined : t('the VPN server {0}', user.name);
}

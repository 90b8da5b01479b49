import type { NewIkePolicy } from '../../cloud/vpcVpnGatewayRequests';
import { t } from '../../model/l10n';
import type { IkePolicy } from '../../model/vpnGateway';
import { gatewayReasonWords } from '../../model/vpnGatewayReasons';
import type { Maker } from '../context';
import { found, named } from './found';
import { policyUser } from './policyUser';
import { explained } from './vpnWords';

export const ikePolicyKind = 'ike-policy';

/** What the first phase may negotiate. A region's names are each of one policy alone. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-creating-ike-policy */
export const ikePolicyMaker: Maker<NewIkePolicy, IkePolicy> = {
  kind: ikePolicyKind,
  make: async ({ vpc, signal }, specification) => {
    try {
      return await vpc.createIkePolicy(specification, signal);
    } catch (error) {
      throw explained(error, gatewayReasonWords);
    }
  },
  // One of the name that says something else came from nowhere of ours.
  find: async ({ vpc, signal }, specification) =>
    (await vpc.listIkePolicies(signal)).find((other) => other.name === specification.name && isSameIke(other, specification)),
  describe: (made) => found(ikePolicyKind, made),
  recover: async ({ vpc, signal }, lost) => named(ikePolicyKind, await vpc.listIkePolicies(signal), lost),
  usedBy: async ({ vpc, signal }, { id }) => policyUser(await vpc.getIkePolicy(id, signal)),
  remove: async (context, { id, name }) => {
    await context.discard(() => context.vpc.deleteIkePolicy(id, context.signal));
    await context.untilGone(t('the IKE policy {0}', name), () => context.vpc.getIkePolicy(id, context.signal));
  },
};

/** One that lets through what was asked for and nothing else. */
export function isSameIke(
  policy: IkePolicy, { version, authentication, encryption, dhGroup, keyLifetime }: Omit<NewIkePolicy, 'name' | 'resourceGroupId'>,
): boolean {
  return policy.version === version && policy.keyLifetime === keyLifetime
    && isOnly(policy.authentication, authentication) && isOnly(policy.encryption, encryption) && isOnly(policy.dhGroups, dhGroup);
}

export function isOnly<T>(list: readonly T[], wanted: T): boolean {
  return list.length === 1 && list[0] === wanted;
}

import type { NewIpsecPolicy } from '../../cloud/vpcVpnGatewayRequests';
import { t } from '../../model/l10n';
import type { IpsecPolicy } from '../../model/vpnGateway';
import { gatewayReasonWords } from '../../model/vpnGatewayReasons';
import type { Maker } from '../context';
import { found, named } from './found';
import { isOnly } from './ikePolicy';
import { policyUser } from './policyUser';
import { explained } from './vpnWords';

export const ipsecPolicyKind = 'ipsec-policy';

/** What the second phase may negotiate. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-creating-ipsec-policy */
export const ipsecPolicyMaker: Maker<NewIpsecPolicy, IpsecPolicy> = {
  kind: ipsecPolicyKind,
  make: async ({ vpc, signal }, specification) => {
    try {
      return await vpc.createIpsecPolicy(specification, signal);
    } catch (error) {
      throw explained(error, gatewayReasonWords);
    }
  },
  // One of the name that says something else came from nowhere of ours.
  find: async ({ vpc, signal }, specification) =>
    (await vpc.listIpsecPolicies(signal)).find((other) => other.name === specification.name && isSameIpsec(other, specification)),
  describe: (made) => found(ipsecPolicyKind, made),
  recover: async ({ vpc, signal }, lost) => named(ipsecPolicyKind, await vpc.listIpsecPolicies(signal), lost),
  usedBy: async ({ vpc, signal }, { id }) => policyUser(await vpc.getIpsecPolicy(id, signal)),
  remove: async (context, { id, name }) => {
    await context.discard(() => context.vpc.deleteIpsecPolicy(id, context.signal));
    await context.untilGone(t('the IPsec policy {0}', name), () => context.vpc.getIpsecPolicy(id, context.signal));
  },
};

/** One that lets through what was asked for and nothing else. */
export function isSameIpsec(
  policy: IpsecPolicy, { authentication, encryption, pfs, keyLifetime }: Omit<NewIpsecPolicy, 'name' | 'resourceGroupId'>,
): boolean {
  return policy.keyLifetime === keyLifetime
    && isOnly(policy.authentication, authentication) && isOnly(policy.encryption, encryption) && isOnly(policy.pfs, pfs);
}

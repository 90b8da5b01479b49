import type { NewIkePolicy, NewIpsecPolicy } from '../../cloud/vpcVpnGatewayRequests';
import { t } from '../../model/l10n';
import type { Reference } from '../../model/landscape';
import { visible } from '../../model/text';
import type { IkePolicy, IpsecPolicy } from '../../model/vpnGateway';
import type { StepContext } from '../context';
import type { Fact } from '../facts';
import { found } from '../makers/found';
import { ikePolicyKind, ikePolicyMaker, isSameIke } from '../makers/ikePolicy';
import { ipsecPolicyKind, ipsecPolicyMaker, isSameIpsec } from '../makers/ipsecPolicy';
import type { EspChoices, IkeChoices } from '../office/choices';
import { blocked, missing, remembered, type Standing } from '../standing';
import { existing, making, type Step } from './step';

export interface VpnPolicySteps {
  readonly ikeName: string;
  readonly ipsecName: string;
  readonly ike: IkeChoices;
  readonly esp: EspChoices;
  readonly resourceGroupId: string;
  readonly intoIke: Fact<IkePolicy>;
  readonly intoIpsec: Fact<IpsecPolicy>;
}

/**
 * An IKE and an IPsec policy that say what was chosen and nothing else: left to negotiate by itself, the cloud would take an older algorithm that
 * the other side proposes by mistake. Policies of others are not used: whoever has them may change them.
 */
export function vpnPolicySteps({ ikeName, ipsecName, ike, esp, resourceGroupId, intoIke, intoIpsec }: VpnPolicySteps): readonly Step[] {
  const ikePolicy = ikePolicyOf(ikeName, ike, resourceGroupId);
  const ipsecPolicy = ipsecPolicyOf(ipsecName, esp, resourceGroupId);
  return [
    making({
      id: 'ike-policy',
      title: t('IKE policy {0}', visible(ikeName, 80)),
      why: t('The gateways of both sides prove who they are by it. The office’s gateway has to propose the same.'),
      maker: ikePolicyMaker,
      into: intoIke,
      find: async (context) => {
        const all = await context.vpc.listIkePolicies(context.signal);
        return standing(context, all, {
          kind: ikePolicyKind, name: ikeName, into: intoIke, isSame: (policy) => isSameIke(policy, ikePolicy), detail: ikeInWords(ike),
        });
      },
      specification: () => ikePolicy,
      inWords: () => ikeInWords(ike),
    }),
    making({
      id: 'ipsec-policy',
      title: t('IPsec policy {0}', visible(ipsecName, 80)),
      why: t('What goes through the tunnel is encrypted by it. The office’s gateway has to propose the same.'),
      maker: ipsecPolicyMaker,
      into: intoIpsec,
      find: async (context) => {
        const all = await context.vpc.listIpsecPolicies(context.signal);
        return standing(context, all, {
          kind: ipsecPolicyKind, name: ipsecName, into: intoIpsec, isSame: (policy) => isSameIpsec(policy, ipsecPolicy), detail: espInWords(esp),
        });
      },
      specification: () => ipsecPolicy,
      inWords: () => espInWords(esp),
    }),
  ];
}

interface Wanted<Policy> {
  readonly kind: string;
  readonly name: string;
  readonly into: Fact<Policy>;
  readonly isSame: (policy: Policy) => boolean;
  readonly detail: string;
}

/** One of the name that says another thing is not what was chosen, whosever it is. */
function standing<Policy extends Reference>(
  context: StepContext, all: readonly Policy[], { kind, name, into, isSame, detail }: Wanted<Policy>,
): Standing {
  context.facts.set(into, undefined);
  const there = remembered(context, kind, all) ?? all.find((other) => other.name === name);
  if (there === undefined) {
    return missing(detail);
  }
  return isSame(there) ? existing(context, into, there, found(kind, there), detail) : blocked(
    t('The policy "{0}" is there, and does not say what was chosen: {1}.', visible(there.name), detail),
    context.recorded(kind)?.origin === 'made' ? t('Undo, then run again: policies that a connection uses are not changed.')
      : t('Delete that policy, or start a new connection.'),
  );
}

function ikePolicyOf(name: string, { version, cipher, integrity, group, lifetime }: IkeChoices, resourceGroupId: string): NewIkePolicy {
  return { name, version, authentication: integrity, encryption: cipher, dhGroup: group, keyLifetime: lifetime, resourceGroupId };
}

function ipsecPolicyOf(name: string, { cipher, integrity, group, lifetime }: EspChoices, resourceGroupId: string): NewIpsecPolicy {
  return {
    name, authentication: integrity ?? 'disabled', encryption: cipher, pfs: group === undefined ? 'disabled' : `group_${group}`, keyLifetime: lifetime,
    resourceGroupId,
  };
}

/** "IKEv2 · aes256 · sha256 · group 14 · 28,800 s" */
function ikeInWords({ version, cipher, integrity, group, lifetime }: IkeChoices): string {
  return [`IKEv${version}`, cipher, integrity, t('group {0}', group), t('{0} s', lifetime)].join(' · ');
}

function espInWords({ cipher, integrity, group, lifetime }: EspChoices): string {
  return [
    cipher, ...integrity === undefined ? [] : [integrity], group === undefined ? t('without perfect forward secrecy') : t('group {0}', group),
    t('{0} s', lifetime),
  ].join(' · ');
}

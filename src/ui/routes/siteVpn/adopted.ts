import { t } from '../../../model/l10n';
import { canonicalRange } from '../../../model/range';
import { visible } from '../../../model/text';
import type { IkePolicy, IpsecPolicy, VpnConnection } from '../../../model/vpnGateway';
import { espCiphers, groups, ikeCiphers, integrities, isGcm } from '../../../onPremises/proposals';
import type { OfficeChoices } from '../../../setup/office/choices';
import type { SiteVpnOffer } from '../../../setup/routes/siteVpn/offer';
import { recommended } from '../../office/algorithmWords';
import type { Algorithms } from '../../office/answers';
import type { PickItem } from '../../prompts/answers';
import { describe } from '../../tree/node';
import type { ConnectionAnswer } from './answers';

type Policies = Pick<SiteVpnOffer, 'ikePolicies' | 'ipsecPolicies'>;

/** A new connection, and those that the VPN gateway has: of what is not known here, why it cannot be taken. */
export function connectionItems(connections: readonly VpnConnection[], policies: Policies, newName: string): readonly PickItem<ConnectionAnswer>[] {
  return [
    { label: t('New connection'), description: newName, icon: 'add', group: t('New'), value: { kind: 'new' }, detail: t('To an office that has none yet.') },
    ...connections.map((connection): PickItem<ConnectionAnswer> => {
      const answer = adopted(connection, policies);
      const { name, status, peer, peerRanges, enabled } = connection;
      return {
        label: visible(name, 40), icon: answer === undefined ? 'warning' : 'plug', group: t('Existing'), isOnlyRead: answer === undefined,
        description: describe('fqdn' in peer ? visible(peer.fqdn, 25) : peer.address, enabled ? visible(status, 10) : t('switched off')),
        detail: answer === undefined ? t('It is set up in a way that is not known here: make a new one.')
          : describe(t('Only ranges that are missing are added'), visible(peerRanges.join(', '), 36)),
        value: answer ?? { kind: 'new' },
      };
    }),
  ];
}

/** A connection that is there, as the choices have it; undefined where they cannot say it. */
export function adopted(connection: VpnConnection, policies: Policies): ConnectionAnswer | undefined {
  const { id, name, peer, establishMode, peerIdentity } = connection;
  const algorithms = algorithmsOf(connection, policies);
  const identity = identityOf(peerIdentity);
  if (algorithms === undefined || identity === undefined) {
    return undefined;
  }
  const ranges = connection.peerRanges.flatMap((range) => canonicalRange(range) ?? []);
  const dialled: Pick<OfficeChoices, 'peer'> = establishMode === 'peer_only' ? {}
    : { peer: 'fqdn' in peer ? { kind: 'name', name: peer.fqdn } : { kind: 'address', address: peer.address } };
  return { kind: 'existing', connection: { id, name }, office: { ...dialled, isBehindNat: establishMode === 'peer_only', identity, ranges }, algorithms };
}

function identityOf({ type, value }: VpnConnection['peerIdentity']): OfficeChoices['identity'] | undefined {
  const known = (['ipv4_address', 'fqdn', 'hostname', 'key_id'] as const).find((each) => each === type);
  return known === undefined ? undefined : { type: known, value };
}

/** Without policies the two sides negotiate by themselves, and the cloud wants no PFS then: https://cloud.ibm.com/docs/vpc?topic=vpc-using-vpn. */
function algorithmsOf({ ikePolicy, ipsecPolicy }: VpnConnection, { ikePolicies, ipsecPolicies }: Policies): Algorithms | undefined {
  const { cipher, integrity, lifetime } = recommended.esp;
  const ike = ikePolicy === undefined ? recommended.ike : ikeOf(ikePolicies.find(({ id }) => id === ikePolicy.id));
  const esp = ipsecPolicy === undefined ? { cipher, integrity, lifetime } : espOf(ipsecPolicies.find(({ id }) => id === ipsecPolicy.id));
  return ike === undefined || esp === undefined ? undefined : { ike, esp };
}

/** Of several that a policy takes the first that is known here: the cloud takes what the office proposes among them. */
function ikeOf(policy: IkePolicy | undefined): Algorithms['ike'] | undefined {
  const cipher = ikeCiphers.find((each) => policy?.encryption.includes(each) === true);
  const integrity = integrities.find((each) => policy?.authentication.includes(each) === true);
  const group = groups.find((each) => policy?.dhGroups.includes(each) === true);
  const version = policy?.version === 1 || policy?.version === 2 ? policy.version : undefined;
  return policy === undefined || cipher === undefined || integrity === undefined || group === undefined || version === undefined ? undefined
    : { version, cipher, integrity, group, lifetime: policy.keyLifetime };
}

function espOf(policy: IpsecPolicy | undefined): Algorithms['esp'] | undefined {
  const cipher = espCiphers.find((each) => policy?.encryption.includes(each) === true);
  const integrity = integrities.find((each) => policy?.authentication.includes(each) === true);
  const group = groups.find((each) => policy?.pfs.includes(`group_${each}`) === true);
  if (policy === undefined || cipher === undefined || (integrity === undefined && !isGcm(cipher))) {
    return undefined;
  }
  const { pfs, keyLifetime: lifetime } = policy;
  return group === undefined && !pfs.includes('disabled') ? undefined
    : { cipher, ...isGcm(cipher) || integrity === undefined ? {} : { integrity }, ...group === undefined ? {} : { group }, lifetime };
}

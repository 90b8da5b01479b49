import { t } from '../../../../model/l10n';
import { canonicalRange } from '../../../../model/range';
import { visible } from '../../../../model/text';
import { keyFingerprint } from '../../../../onPremises/said/differences';
import type { Secret } from '../../../../model/secret';
import type { IkePolicy, IpsecPolicy, VpnConnection } from '../../../../model/vpnGateway';
import type { SiteVpnChoices } from '../choices';

/** A connection as the cloud has it, with its policies; without one the two sides negotiate by themselves. */
export interface CloudSettings {
  readonly connection: VpnConnection;
  /** Kept here for the office's files; undefined where it is not. */
  readonly key: Secret | undefined;
  readonly ike: IkePolicy | undefined;
  readonly ipsec: IpsecPolicy | undefined;
}

type Chosen = Pick<SiteVpnChoices, 'mode' | 'office' | 'ike' | 'esp'>;

/** What the cloud has otherwise than it was chosen, side by side: a sentence each, in the order in which a tunnel comes up. */
export function settingDifferences({ connection, key, ike, ipsec }: CloudSettings, choices: Chosen): readonly string[] {
  return [
    ...ofPeer(connection, choices), ...ofKey(connection, key),
    ...ike === undefined ? ofNoIke(choices) : ofIke(ike, choices), ...ipsec === undefined ? [] : ofIpsec(ipsec, choices),
    ...choices.mode === 'policy' ? ofRanges(connection, choices) : [],
  ];
}

function ofPeer({ peer, peerIdentity, establishMode }: VpnConnection, { office }: Chosen): readonly string[] {
  const there = 'address' in peer ? peer.address : peer.fqdn;
  const chosen = office.peer === undefined ? undefined : office.peer.kind === 'address' ? office.peer.address : office.peer.name;
  return [
    ...chosen === undefined ? [] : differ(t('the office\'s address'), chosen, there),
    ...differ(t('the office\'s IKE identity'), `${office.identity.type} ${office.identity.value}`, `${peerIdentity.type} ${peerIdentity.value}`),
    ...office.peer === undefined ? differ(t('who dials'), 'peer_only', establishMode) : [],
  ];
}

/** Neither is shown: two sides compare them by their fingerprints. */
function ofKey({ presharedKey }: VpnConnection, key: Secret | undefined): readonly string[] {
  return key === undefined ? [] : differ(t('the fingerprint of the pre-shared key'), keyFingerprint(key), keyFingerprint(presharedKey));
}

/** What two sides negotiate by themselves is IKEv2: https://cloud.ibm.com/docs/vpc?topic=vpc-using-vpn */
function ofNoIke({ ike }: Chosen): readonly string[] {
  return ike.version === 1 ? differ(t('the IKE version'), 1, 2) : [];
}

function ofIke({ version, encryption, authentication, dhGroups, keyLifetime }: IkePolicy, { ike }: Chosen): readonly string[] {
  return [
    ...differ(t('the IKE version'), ike.version, version), ...lacks(t('encryption of the IKE policy'), ike.cipher, encryption),
    ...lacks(t('integrity of the IKE policy'), ike.integrity, authentication), ...lacks(t('group of the IKE policy'), ike.group, dhGroups),
    ...differ(t('lifetime of the IKE policy'), `${ike.lifetime} s`, `${keyLifetime} s`),
  ];
}

function ofIpsec({ encryption, authentication, pfs, keyLifetime }: IpsecPolicy, { esp }: Chosen): readonly string[] {
  return [
    ...lacks(t('encryption of the IPsec policy'), esp.cipher, encryption),
    ...lacks(t('integrity of the IPsec policy'), esp.integrity ?? 'disabled', authentication),
    ...lacks(t('perfect forward secrecy of the IPsec policy'), esp.group === undefined ? 'disabled' : `group_${esp.group}`, pfs),
    ...differ(t('lifetime of the IPsec policy'), `${esp.lifetime} s`, `${keyLifetime} s`),
  ];
}

/** More ranges than were chosen are somebody else's; fewer are missed. */
function ofRanges({ peerRanges }: VpnConnection, { office }: Chosen): readonly string[] {
  const there = peerRanges.map((range) => canonicalRange(range) ?? range);
  const missing = office.ranges.filter((range) => !there.includes(range));
  return missing.length === 0 ? [] : differ(t('the office\'s ranges'), office.ranges.join(', '), there.join(', '));
}

/** Of several the cloud takes the first that fits; an empty list is one that it does not tell. */
function lacks<T extends string | number>(what: string, chosen: T, there: readonly T[]): readonly string[] {
  return there.length === 0 || there.includes(chosen) ? [] : differ(what, chosen, there.join(', '));
}

function differ(what: string, chosen: string | number, there: string | number): readonly string[] {
  return String(chosen) === String(there) ? [] : [t('{0}: {1} was chosen, the cloud has {2}', what, visible(String(chosen), 300), visible(String(there), 300))];
}

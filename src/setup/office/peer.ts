import { t } from '../../model/l10n';
import { closedToInternet, inRange, parseAddress } from '../../model/range';
import { visible } from '../../model/text';
import { isDomain } from '../../onPremises/words';
import type { OfficeChoices } from './choices';

export type Peer = NonNullable<OfficeChoices['peer']>;

/** Ranges of addresses that are no host's on the internet, besides the private ones. Source: RFC 6890 */
const nobodys = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '198.18.0.0/15', '224.0.0.0/3'];

/** What a person typed: an address where it reads as one, and a name otherwise. */
export function peerFrom(text: string): Peer {
  const written = text.trim();
  return parseAddress(written) === undefined ? { kind: 'name', name: written.replace(/\.$/, '').toLowerCase() } : { kind: 'address', address: written };
}

/**
 * Undefined for an address or a name that a VPN gateway can dial; otherwise one sentence that says why not, and what instead. Whether a name
 * resolves is not looked at. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-planning-considerations-vpn
 */
export function judgePeer(peer: Peer): string | undefined {
  return peer.kind === 'address' ? judgeAddress(peer.address) : judgeName(peer.name);
}

function judgeAddress(address: string): string | undefined {
  if (address === '0.0.0.0') {
    return t('0.0.0.0 is no address: a gateway shows it as long as it has none. Wait until it has one, and read it again.');
  }
  if (closedToInternet(address)) {
    return t('{0} is a private address: the cloud cannot dial it. Give the address that the office shows to the internet, or say that it has none '
      + 'of its own.', address);
  }
  return nobodys.some((range) => inRange(address, range)) ? t('{0} is no address of a host on the internet.', address) : undefined;
}

function judgeName(name: string): string | undefined {
  if (name.includes(':')) {
    return t('{0} is not IPv4: a VPN gateway dials IPv4 alone. Give the office gateway’s IPv4 address.', visible(name, 80));
  }
  return isDomain(name) ? undefined : t('{0} is neither an IPv4 address nor a full name such as vpn.example.com.', visible(name, 80));
}

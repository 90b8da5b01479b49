import { addressText, parseRange } from '../../../src/model/range';
import type { VpnGatewayTruth } from '../../../src/sandbox/dataPlane';
import type { IkeProposal, IpsecProposal, SiteConnection, SiteIdentity } from '../../../src/sandbox/siteVpn';
import { checkedAddress, checkedRange } from './match';
import { CannotMake } from './plan';

/** Diffie-Hellman groups, by the number that the API has. Source: https://docs.strongswan.org/docs/5.9/config/proposals.html */
const groupNames: Readonly<Record<number, string>> = {
  2: 'modp1024', 5: 'modp1536', 14: 'modp2048', 15: 'modp3072', 16: 'modp4096', 17: 'modp6144', 18: 'modp8192', 19: 'ecp256', 20: 'ecp384', 21: 'ecp521',
  22: 'modp1024s160', 23: 'modp2048s224', 24: 'modp2048s256', 31: 'curve25519',
};

/** With no policy: what the cloud offers by itself. Source: IBM-CLOUD E.3. */
const everyGroup = [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 31].map((group) => groupNames[group] ?? '').join('-');
const everyIke = `aes128-aes192-aes256-sha256-sha384-sha512-${everyGroup}`;
const everyEsp = 'aes128-aes192-aes256-sha256-sha384-sha512,aes128gcm16-aes192gcm16-aes256gcm16';

/**
 * What `swanctl` loads at one public address of a VPN gateway, out of the truth alone: each connection by its id, its key beside it. One that is switched
 * off is not in it. Source: https://docs.strongswan.org/docs/5.9/swanctl/swanctlConf.html, IBM-CLOUD E.2, E.3
 */
export function strongswanConfig(gateway: VpnGatewayTruth, place: VpnGatewayTruth['places'][number]): string {
  const at = Math.max(0, gateway.places.filter(({ publicAddress }) => publicAddress !== undefined).findIndex(({ address }) => address === place.address));
  const loaded = loadedConnections(gateway);
  return [
    'connections {', ...loaded.map((connection) => connectionText(connection, place.address, at)), '}',
    'secrets {', ...loaded.map((connection) => secretText(connection, at)), '}',
  ].join('\n');
}

/** Those that dial or answer. */
export function loadedConnections({ connections }: VpnGatewayTruth): readonly SiteConnection[] {
  return connections.filter(({ enabled }) => enabled);
}

/**
 * The gateway needs an address of its own in each range that it sends for, or it finds no way into its tunnel. The network's own one is nobody's:
 * the cloud gives none of the first four away.
 */
export function ownAddresses(gateway: VpnGatewayTruth): readonly string[] {
  return [...new Set(loadedConnections(gateway).flatMap(({ name, localRanges }) => localRanges.map((range) => {
    const what = `connection "${name}"`;
    const { first = 0, last = 0 } = parseRange(checkedRange(range, what)) ?? {};
    if (first === last) throw new CannotMake(what, `it has no address of its own for a range of one, ${range}`);
    return `${addressText(first)}/32`;
  })))];
}

function connectionText(connection: SiteConnection, address: string, at: number): string {
  const { id, name, peer, dials, detection, ike } = connection;
  const what = `connection "${name}"`;
  return `${word(id, what)} {
  version = ${ike?.version ?? 2}
  local_addrs = ${checkedAddress(address, what)}
  remote_addrs = ${dials ? word(peer, what) : '%any'}
  proposals = ${ike === undefined ? everyIke : ikeText(ike, what)}
  encap = yes
  mobike = no
  keyingtries = 0
  unique = no
  dpd_delay = ${detection.action === 'none' ? 0 : detection.interval}s
  dpd_timeout = ${detection.timeout}s
  ${lifeText(ike?.keyLifetime ?? 28_800, dials, 'over')}
  local {
    auth = psk
    id = ${identity(connection.localIdentities[at], what)}
  }
  remote {
    auth = psk
    id = ${identity(connection.peerIdentity, what)}
  }
  children {
${childrenText(connection, what)}
  }
}`;
}

/** IKEv1 takes one pair of ranges, IKEv2 all at once. */
function childrenText(connection: SiteConnection, what: string): string {
  const { id, ipsec, ike, dials, detection, localRanges, peerRanges } = connection;
  const action = { clear: 'clear', hold: 'trap', none: 'clear', restart: 'restart' }[detection.action];
  const [local, remote] = [localRanges, peerRanges].map((ranges) => ranges.map((range) => checkedRange(range, what)));
  const pairs = ike?.version === 1 ? (local ?? []).flatMap((one) => (remote ?? []).map((other) => [one, other])) : [[local?.join(','), remote?.join(',')]];
  return pairs.map(([ours = '', theirs = ''], index) => `${word(id, what)}-${index + 1} {
  local_ts = ${ours}
  remote_ts = ${theirs}
  esp_proposals = ${ipsec === undefined ? everyEsp : ipsecText(ipsec, what)}
  ${lifeText(ipsec?.keyLifetime ?? 3600, dials, 'life')}
  dpd_action = ${action}
}`).join('\n');
}

/** Only who dials makes keys anew. */
function lifeText(seconds: number, dials: boolean, kind: 'over' | 'life'): string {
  const renewed = Math.floor(seconds * 0.95);
  if (kind === 'over') return dials ? `rekey_time = ${renewed}s\n  over_time = ${seconds - renewed}s` : 'rekey_time = 0s';
  return `rekey_time = ${dials ? renewed : 0}s\n  life_time = ${seconds}s`;
}

function secretText({ id, name, presharedKey, peerIdentity, localIdentities }: SiteConnection, at: number): string {
  const what = `connection "${name}"`;
  if (!/^[A-Za-z0-9+&!@#$%^*(),.:_-]{6,128}$/.test(presharedKey)) throw new CannotMake(what, 'its key has characters that the cloud does not take');
  return `ike-${word(id, what)} {
  id-1 = ${identity(peerIdentity, what)}
  id-2 = ${identity(localIdentities[at], what)}
  secret = "${presharedKey}"
}`;
}

/** Source: https://docs.strongswan.org/docs/5.9/config/identityParsing.html */
function identity(who: SiteIdentity | undefined, what: string): string {
  switch (who?.type) {
    case undefined: throw new CannotMake(what, 'it has no identity for an address of its gateway');
    case 'ipv4_address': return checkedAddress(who.value, what);
    case 'fqdn':
    case 'hostname': return `"@${word(who.value, what)}"`;
    case 'key_id': return `"@#${Buffer.from(who.value, 'base64').toString('hex')}"`;
  }
}

function ikeText({ encryption, authentication, dhGroup }: IkeProposal, what: string): string {
  return [algorithm(encryption, what), algorithm(authentication, what), group(dhGroup, what)].join('-');
}

function ipsecText({ encryption, authentication, pfs }: IpsecProposal, what: string): string {
  const secrecy = pfs === 'disabled' ? [] : [group(Number(pfs.replace('group_', '')), what)];
  return [algorithm(encryption, what), ...(authentication === 'disabled' ? [] : [algorithm(authentication, what)]), ...secrecy].join('-');
}

function algorithm(name: string, what: string): string {
  return name === 'triple_des' ? '3des' : word(name, what);
}

function group(number: number, what: string): string {
  const name = groupNames[number];
  if (name === undefined) throw new CannotMake(what, `there is no group ${number}`);
  return name;
}

/** What comes from the API becomes text for a program of root. */
function word(text: string, what: string): string {
  if (!/^[A-Za-z0-9_.-]+$/.test(text)) throw new CannotMake(what, `"${text}" is not a word`);
  return text;
}

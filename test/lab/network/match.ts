import { parseAddress } from '../../../src/model/range';
import { CannotMake } from './plan';

// Words of nftables for the cloud's rules. What comes from the API becomes text for a program of root: only numbers and
// addresses that were parsed get into it.

const protocolNumbers: Readonly<Record<string, number>> = {
  ip_in_ip: 4, rsvp: 46, gre: 47, esp: 50, ah: 51, vrrp: 112, l2tp: 115, sctp: 132,
};

interface Ports {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** The protocol forms of both kinds of rules. Source: IBM-CLOUD C.3. */
export interface ProtocolWords {
  readonly protocol: string;
  readonly source?: Ports | undefined;
  readonly destination?: Ports | undefined;
  readonly type?: number | undefined;
  readonly code?: number | undefined;
}

/** Matches of `nft`, each followed by a space; empty for every protocol. */
export function protocolMatch(rule: ProtocolWords, what: string): string {
  const { protocol } = rule;
  if (protocol === 'any') return '';
  if (protocol === 'icmp_tcp_udp' || protocol === 'all') return 'meta l4proto { icmp, tcp, udp } ';
  if (protocol === 'tcp' || protocol === 'udp') {
    const ports = portMatch(`${protocol} sport`, rule.source, what) + portMatch(`${protocol} dport`, rule.destination, what);
    return ports === '' ? `meta l4proto ${protocol} ` : ports;
  }
  if (protocol === 'icmp') return icmpMatch(rule, what);
  const number = protocolNumbers[protocol] ?? /^number_(\d{1,3})$/.exec(protocol)?.[1];
  if (number === undefined || Number(number) > 255) throw new CannotMake(what, `it does not know the protocol "${protocol}"`);
  return `meta l4proto ${number} `;
}

function portMatch(word: string, ports: Ports | undefined, what: string): string {
  const [min, max] = [ports?.min ?? ports?.max, ports?.max ?? ports?.min];
  if (min === undefined || max === undefined) return '';
  if (![min, max].every((port) => Number.isInteger(port) && port >= 0 && port <= 65535)) throw new CannotMake(what, `${min} to ${max} are not ports`);
  return min === 0 && max === 65535 ? '' : `${word} ${min === max ? min : `${min}-${max}`} `;
}

function icmpMatch({ type, code }: ProtocolWords, what: string): string {
  if (![type ?? 0, code ?? 0].every((number) => Number.isInteger(number) && number >= 0 && number <= 255)) {
    throw new CannotMake(what, 'its ICMP type or code is not a byte');
  }
  if (type === undefined) return 'meta l4proto icmp ';
  return `icmp type ${type} ${code === undefined ? '' : `icmp code ${code} `}`;
}

/** `saddr` or `daddr` in a range or at one address; empty where it may be anywhere. */
export function addressMatch(side: 'saddr' | 'daddr', range: string, what: string): string {
  const text = checkedRange(range, what);
  return text.endsWith('/0') ? '' : `ip ${side} ${text} `;
}

/** The same for a list of addresses, which must not be empty. */
export function addressesMatch(side: 'saddr' | 'daddr', addresses: readonly string[], what: string): string {
  return `ip ${side} { ${addresses.map((each) => checkedAddress(each, what)).join(', ')} } `;
}

export function checkedAddress(address: string, what: string): string {
  if (parseAddress(address) === undefined) throw new CannotMake(what, `"${address}" is not an IPv4 address`);
  return address;
}

/** A CIDR or one address, as it came. */
export function checkedRange(range: string, what: string): string {
  const [address = '', bits, ...more] = range.split('/');
  const length = bits === undefined ? 32 : Number(bits);
  const wellFormed = more.length === 0 && (bits === undefined || /^\d{1,2}$/.test(bits)) && length <= 32 && parseAddress(address) !== undefined;
  if (!wellFormed) throw new CannotMake(what, `"${range}" is not a range of IPv4 addresses`);
  return range;
}

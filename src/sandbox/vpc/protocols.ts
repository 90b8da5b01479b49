import * as v from 'valibot';
import { Refusal } from '../http/reply';

/** IANA numbers of the protocols that go by a name: these are not taken by number. */
const named: Readonly<Record<string, number>> = {
  icmp: 1, ip_in_ip: 4, tcp: 6, udp: 17, rsvp: 46, gre: 47, esp: 50, ah: 51, vrrp: 112, l2tp: 115, sctp: 132,
};
const words = new Set(['any', 'icmp_tcp_udp', ...Object.keys(named)]);
const numbers = new Set(Object.values(named));

/** Since version 2025-12-09 `all` is `icmp_tcp_udp`, and `any` is every IP protocol; older dates are not taken any more. */
export const protocolField = v.pipe(
  v.string(),
  v.check((word) => words.has(word) || isNumber(word), 'not a protocol of this version; "all" became "icmp_tcp_udp" or "any"'),
);

interface Ports {
  readonly protocol: string;
  readonly port_min?: number | undefined;
  readonly port_max?: number | undefined;
  readonly type?: number | undefined;
  readonly code?: number | undefined;
}

/** Refuses ports that do not go together; `family` begins the codes. */
export function checkPorts({ protocol, port_min: min, port_max: max, type, code }: Ports, family: string): void {
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  if ((min === undefined) !== (max === undefined)) {
    throw new Refusal(400, `${family}_port_range_both_or_neither`, 'Give both ports or neither.', {
      type: 'field', name: min === undefined ? 'port_min' : 'port_max',
    });
  }
  if (min !== undefined && max !== undefined) {
    if (!hasPorts) throw new Refusal(400, 'invalid_value', `The protocol "${protocol}" has no ports.`, { type: 'field', name: 'port_min' });
    if (max < min) {
      throw new Refusal(400, `${family}_port_max_less_than_port_min`, 'The greatest port is below the smallest.', { type: 'field', name: 'port_max' });
    }
    if (min < 1 || max > 65535) throw new Refusal(400, 'invalid_value', 'A port is from 1 to 65535.', { type: 'field', name: 'port_min' });
  }
  if (protocol !== 'icmp' && (type !== undefined || code !== undefined)) {
    throw new Refusal(400, 'invalid_value', `The protocol "${protocol}" has no type and code.`, { type: 'field', name: 'type' });
  }
}

function isNumber(word: string): boolean {
  const number = /^number_(0|[1-9]\d{0,2})$/.exec(word)?.[1];
  return number !== undefined && Number(number) < 256 && !numbers.has(Number(number));
}

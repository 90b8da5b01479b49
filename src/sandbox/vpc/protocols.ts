import * as v from 'valibot';
import { Refusal } from '../http/reply';

const names = ['any', 'icmp_tcp_udp', 'tcp', 'udp', 'icmp', 'ah', 'esp', 'gre', 'ip_in_ip', 'l2tp', 'rsvp', 'sctp', 'vrrp'];

/** Since version 2025-12-09 `all` is `icmp_tcp_udp`, and `any` is every IP protocol; older dates are not taken any more. */
export const protocolField = v.pipe(
  v.string(),
  v.check((word) => names.includes(word) || /^number_\d{1,3}$/.test(word), 'not a protocol of this version; "all" became "icmp_tcp_udp" or "any"'),
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
    throw new Refusal(400, `${family}_port_range_both_or_neither`, 'Give both ports or neither.', { type: 'field', name: min === undefined ? 'port_min' : 'port_max' });
  }
  if (min !== undefined && max !== undefined) {
    if (!hasPorts) throw new Refusal(400, 'invalid_value', `The protocol "${protocol}" has no ports.`, { type: 'field', name: 'port_min' });
    if (max < min) throw new Refusal(400, `${family}_port_max_less_than_port_min`, 'The greatest port is below the smallest.', { type: 'field', name: 'port_max' });
    if (min < 1 || max > 65535) throw new Refusal(400, 'invalid_value', 'A port is from 1 to 65535.', { type: 'field', name: 'port_min' });
  }
  if (protocol !== 'icmp' && (type !== undefined || code !== undefined)) {
    throw new Refusal(400, 'invalid_value', `The protocol "${protocol}" has no type and code.`, { type: 'field', name: 'type' });
  }
}

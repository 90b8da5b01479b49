import type { networkInterfaces } from 'node:os';
import { inRange } from '../../model/range';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** Whether there are addresses beyond the machine and its link, and none of IPv4; a machine without any is offline, which is another matter. */
export function onlyIpv6(interfaces: Interfaces): boolean {
  const addresses = addressesIn(interfaces);
  return addresses.length > 0 && addresses.every(({ family }) => family === 'IPv6');
}

/**
 * Whether each of its IPv4 addresses is one of those between a provider and its customers (RFC 6598). A network of VPNs such as Tailscale
 * uses them too, beside an address of another kind: then nothing is known.
 */
export function isBehindCarrier(interfaces: Interfaces): boolean {
  const addresses = addressesIn(interfaces).filter(({ family }) => family === 'IPv4');
  return addresses.length > 0 && addresses.every(({ address }) => inRange(address, '100.64.0.0/10'));
}

function addressesIn(interfaces: Interfaces): readonly { readonly address: string; readonly family: string }[] {
  const ofLink = /^(?:fe80:|169\.254\.)/i;
  return Object.values(interfaces).flatMap((each) => each ?? []).filter(({ internal, address }) => !internal && !ofLink.test(address));
}

import type { networkInterfaces } from 'node:os';

/** Whether there are addresses beyond the machine and its link, and none of IPv4; a machine without any is offline, which is another matter. */
export function onlyIpv6(interfaces: ReturnType<typeof networkInterfaces>): boolean {
  const ofLink = /^(?:fe80:|169\.254\.)/i;
  const addresses = Object.values(interfaces).flatMap((each) => each ?? []).filter(({ internal, address }) => !internal && !ofLink.test(address));
  return addresses.length > 0 && addresses.every(({ family }) => family === 'IPv6');
}

import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { isBehindCarrier, onlyIpv6 } from '../../../../src/ui/session/onlyIpv6';

const at = (address: string, internal = false): NetworkInterfaceInfo => ({
  address, internal, netmask: '', mac: '', cidr: null, ...address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' },
});

describe('A machine with IPv6 alone', () => {
  it('is one that has addresses beyond its link, and none of IPv4', () => {
    const lo = [at('127.0.0.1', true), at('::1', true)];
    assert.equal(onlyIpv6({ lo, eth0: [at('2001:db8::7'), at('fe80::1')] }), true);
    assert.equal(onlyIpv6({ lo, eth0: [at('2001:db8::7'), at('169.254.3.4')] }), true);
    assert.equal(onlyIpv6({ lo, eth0: [at('2001:db8::7')], tun0: [at('10.8.0.2')] }), false);
    assert.equal(onlyIpv6({ lo, clat: [at('192.0.0.4')], eth0: [at('2001:db8::7')] }), false, 'which translates IPv4');
  });

  it('is not one that is offline', () => {
    assert.equal(onlyIpv6({ lo: [at('127.0.0.1', true)], eth0: [at('fe80::1')] }), false);
    assert.equal(onlyIpv6({}), false);
  });
});

describe('A machine behind a carrier\'s NAT', () => {
  it('is known as one where it has no IPv4 address but those between a provider and its customers', () => {
    assert.equal(isBehindCarrier({ lo: [at('127.0.0.1', true)], wwan0: [at('100.72.3.4'), at('2001:db8::7')] }), true);
    assert.equal(isBehindCarrier({ tailscale0: [at('100.101.3.4')], wlan0: [at('192.168.1.7')] }), false, 'a VPN has them too');
    assert.equal(isBehindCarrier({ eth0: [at('192.168.1.7')] }), false, 'which is any NAT');
    assert.equal(isBehindCarrier({ eth0: [at('2001:db8::7')] }), false);
  });
});

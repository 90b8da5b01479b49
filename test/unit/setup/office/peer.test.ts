import assert from 'node:assert/strict';
import { judgePeer, peerFrom } from '../../../../src/setup/office/peer';

const judged = (text: string): string => judgePeer(peerFrom(text)) ?? '';

describe('The peer that a VPN gateway dials', () => {
  it('is a public address or a full name', () => {
    for (const text of ['198.51.100.9', '8.8.8.8', ' vpn.example.com ', 'VPN.Example.com.']) {
      assert.equal(judged(text), '');
    }
    assert.deepEqual(peerFrom('VPN.Example.com. '), { kind: 'name', name: 'vpn.example.com' });
  });

  it('is refused where the cloud cannot dial it, with what to give instead', () => {
    assert.match(judged('192.168.1.1'), /private address.*has none of its own/);
    assert.match(judged('100.64.0.9'), /private address/);
    assert.match(judged('0.0.0.0'), /as long as it has none/);
    assert.match(judged('2001:db8::1'), /IPv4 alone/);
    assert.match(judged('127.0.0.1'), /no address of a host/);
    assert.match(judged('255.255.255.255'), /no address of a host/);
    assert.match(judged('gateway'), /full name/);
    assert.match(judged('1.2.3.4.5'), /neither/);
    assert.match(judged(''), /neither/);
  });
});

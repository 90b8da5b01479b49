import assert from 'node:assert/strict';
import { pushedIn } from '../../../src/openvpn/pushed';

const answer = (options: string) => `2026-11-27 23:19:29 PUSH: Received control message: 'PUSH_REPLY,${options}'\n`;

describe('what a VPN server sent', () => {
  it('is read of the log: routes, name servers, address and packet size', () => {
    const log = answer('dhcp-option DNS 161.26.0.7,dhcp-option DNS 161.26.0.8,route 10.240.0.0 255.255.255.0,route 10.9.9.9,route-gateway 10.208.0.1,topology subnet,ping 1,ifconfig 10.208.0.2 255.255.252.0,peer-id 0,tun-mtu 1500');
    assert.deepEqual(pushedIn(log), { routes: ['10.240.0.0/24', '10.9.9.9/32'], nameServers: ['161.26.0.7', '161.26.0.8'], address: '10.208.0.2', mtu: 1500 });
    assert.deepEqual(pushedIn(answer('redirect-gateway def1'))?.routes, ['0.0.0.0/0']);
    assert.equal(pushedIn('nothing'), undefined);
  });

  it('is the last answer, whole where it came in several parts', () => {
    const long = `${answer('route 10.1.0.0 255.255.0.0,push-continuation 2')}${answer('route 10.2.0.0 255.255.0.0,push-continuation 1')}`;
    assert.deepEqual(pushedIn(`${answer('route 10.9.0.0 255.255.0.0')}${long}`)?.routes, ['10.1.0.0/16', '10.2.0.0/16']);
    assert.deepEqual(pushedIn(`${long}${answer('route 10.9.0.0 255.255.0.0')}`)?.routes, ['10.9.0.0/16']);
  });
});

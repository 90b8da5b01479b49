import assert from 'node:assert/strict';
import { outsideTunnel, tunnelOf } from '../../../src/machine/tunnel';

const of = (address: string, internal = false) => [{ address, netmask: '255.255.252.0', family: 'IPv4' as const, mac: '', internal, cidr: `${address}/22` }];
const tunnel = { link: 'tun0', address: '10.208.0.2' };

describe('the tunnel on this machine', () => {
  it('is the interface with an address of the pool', () => {
    assert.deepEqual(tunnelOf('10.208.0.0/22', { eth0: of('192.168.1.5'), tun0: of('10.208.0.2') }), tunnel);
    assert.equal(tunnelOf('10.208.0.0/22', { eth0: of('192.168.1.5'), lo: of('10.208.0.2', true), tun1: of('10.208.4.2') }), undefined);
  });

  it('takes what its server has, but for what came later or goes elsewhere by a route of its own', () => {
    const routes = [{ range: '0.0.0.0/0', through: 'eth0' }, { range: '10.240.0.0/18', through: 'tun0' }, { range: '161.26.0.0/16', through: '10.208.0.2' }, { range: '10.240.64.0/24', through: 'eth0' }];
    assert.deepEqual(outsideTunnel(['10.240.0.0/24', '161.26.0.0/16', '10.240.64.0/24', '10.250.0.0/24'], routes, tunnel), ['10.240.64.0/24', '10.250.0.0/24']);
    assert.deepEqual(outsideTunnel(['10.240.1.0/24'], [...routes, { range: '10.240.1.0/24', through: 'eth0' }], tunnel), ['10.240.1.0/24'], 'a narrower route of the LAN wins');
  });

  it('takes everything by two halves, as OpenVPN makes them', () => {
    const halves = [{ range: '0.0.0.0/1', through: 'tun0' }, { range: '128.0.0.0/1', through: 'tun0' }];
    assert.deepEqual(outsideTunnel(['0.0.0.0/0'], [{ range: '0.0.0.0/0', through: 'eth0' }, ...halves], tunnel), []);
    assert.deepEqual(outsideTunnel(['0.0.0.0/0'], [{ range: '0.0.0.0/0', through: 'eth0' }, ...halves.slice(1)], tunnel), ['0.0.0.0/0']);
  });
});

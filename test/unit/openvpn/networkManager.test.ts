import assert from 'node:assert/strict';
import { Secret } from '../../../src/model/secret';
import { completeProfile } from '../../../src/openvpn/completeProfile';
import { withSmallPackets } from '../../../src/openvpn/packetSize';
import { readProfile } from '../../../src/openvpn/profile';
import { resolverLines, withResolverLines } from '../../../src/openvpn/resolverLines';
import { imported, networkManager } from './networkManager';
import { certificate, keyPem, servedProfile } from './servedProfile';

describe('a completed VPN profile, read by NetworkManager\'s own import', function () {
  let libraries: string;
  before(function () {
    const found = networkManager();
    if (found === undefined) {
      console.log('      Not run: Debian\'s packages libnm0 and network-manager-openvpn, and python3, are needed.');
      this.skip();
    }
    libraries = found;
  });

  const identity = { kind: 'inside' as const, certificate, key: new Secret(keyPem) };

  it('has the same server, port, protocol, certificate and key as for us', () => {
    for (const signsIn of [false, true]) {
      const text = completeProfile(servedProfile(), { identity, signsIn }).reveal();
      const [remote] = readProfile(text).remotes;
      const read = imported(libraries, text);
      assert.equal(read['remote'], remote?.host);
      assert.equal(read['port'], String(remote?.port));
      assert.equal(read['proto-tcp'], undefined);
      assert.equal(read['connection-type'], signsIn ? 'password-tls' : 'tls');
      assert.equal(read['cert']?.trim(), certificate.trim());
      assert.equal(read['key']?.trim(), keyPem.trim());
      assert.equal(read['remote-cert-tls'], 'server');
    }
  });

  it('is the same with Windows\' line ends, for TCP, for a passcode alone, and by path', () => {
    const windows = completeProfile(servedProfile().replace(/\n/g, '\r\n').replace('proto udp', 'proto tcp'), { identity, signsIn: false }).reveal();
    assert.equal(imported(libraries, windows)['proto-tcp'], 'yes');
    assert.equal(readProfile(windows).remotes[0]?.protocol, 'tcp');
    const passcode = imported(libraries, completeProfile(servedProfile({ certificate: false }), { signsIn: true }).reveal());
    assert.equal(passcode['connection-type'], 'password');
    const byPath = imported(libraries, completeProfile(servedProfile(), { identity: { kind: 'by-path', certificate: '/home/me/my keys/c.pem', key: '/home/me/my keys/k.pem' }, signsIn: false }).reveal());
    assert.deepEqual([byPath['cert'], byPath['key']], ['/home/me/my keys/c.pem', '/home/me/my keys/k.pem']);
  });

  it('is read with the lines for the resolver and for small packets too', () => {
    const lines = resolverLines({ resolver: 'systemd-resolved', script: '/etc/openvpn/update-systemd-resolved' }, ['orders.example']);
    const read = imported(libraries, withResolverLines(withSmallPackets(withSmallPackets(completeProfile(servedProfile(), { identity, signsIn: false }).reveal(), 'mssfix'), 'tun-mtu'), lines));
    assert.equal(read['mssfix'], '1360');
    assert.equal(read['tunnel-mtu'], '1320');
  });
});

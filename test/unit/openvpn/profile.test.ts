import assert from 'node:assert/strict';
import { readProfile } from '../../../src/openvpn/profile';
import { servedProfile } from './servedProfile';

const codes = (profile: string) => readProfile(profile).warnings.map(({ code }) => code);

describe('what a VPN profile says', () => {
  it('is read of the cloud\'s, with nothing to warn of', () => {
    assert.deepEqual(readProfile(servedProfile()), {
      remotes: [{ host: '0f3a1b2c4d5e.us-south.vpn-server.appdomain.cloud', port: 443, protocol: 'udp' }], certificate: 'missing', asksForUser: false, warnings: [],
    });
    const signsIn = readProfile(servedProfile({ certificate: false, signsIn: true }));
    assert.deepEqual([signsIn.certificate, signsIn.asksForUser], ['unused', true]);
    assert.equal(readProfile(servedProfile({ signsIn: true })).certificate, 'missing', 'both are asked for');
  });

  it('is read of other forms too: port and protocol on the line of the server, several servers, OpenVPN\'s own defaults', () => {
    const { remotes } = readProfile('\ufeffclient\r\nport 443\r\nproto tcp-client\r\nremote a\r\nremote b 1195\r\nremote c 1196 udp4\r\n');
    assert.deepEqual(remotes.map(({ host, port, protocol }) => [host, port, protocol]), [['a', 443, 'tcp'], ['b', 1195, 'tcp'], ['c', 1196, 'udp']]);
    assert.deepEqual(readProfile('remote a').remotes, [{ host: 'a', port: 1194, protocol: 'udp' }]);
  });

  it('has its certificate inside, by path, as PKCS#12, or lacks its key', () => {
    assert.equal(readProfile('<cert>\n</cert>\n<key>\n</key>\n').certificate, 'inside');
    assert.equal(readProfile('cert a.pem\nkey b.pem\n').certificate, 'by-path');
    assert.equal(readProfile('pkcs12 a.p12\n').certificate, 'by-path');
    assert.equal(readProfile('auth-user-pass\ncert a.pem\n').certificate, 'missing');
    assert.equal(readProfile('client\n').certificate, 'missing');
  });

  it('is warned about where it keeps out what the server sends, or trusts anybody', () => {
    assert.deepEqual(codes(`${servedProfile()}route-nopull\n`), ['route-nopull']);
    assert.deepEqual(codes(`${servedProfile()}#route-nopull\n`), []);
    assert.deepEqual(codes(`${servedProfile()}pull-filter ignore "dhcp-option DNS"\n`), ['pull-filter']);
    assert.deepEqual(codes(`${servedProfile()}pull-filter ignore "auth-token"\npull-filter accept "route"\n`), []);
    assert.deepEqual(codes(`${servedProfile()}fragment 1400\n`), ['fragment']);
    assert.deepEqual(codes(`${servedProfile()}<tls-crypt>\n`), ['cut-off']);
    assert.deepEqual(codes('client\n'), ['no-remote', 'no-authority', 'any-server']);
  });
});

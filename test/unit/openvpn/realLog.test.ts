import assert from 'node:assert/strict';
import { Secret } from '../../../src/model/secret';
import { completeProfile } from '../../../src/openvpn/completeProfile';
import { logVerdict } from '../../../src/openvpn/logVerdict';
import { RealOpenvpn, canTunnel } from './realOpenvpn';
import { servedProfile } from './servedProfile';

const past = ['-startdate', '20240101000000Z', '-enddate', '20240201000000Z'];
const pastList = ['-crl_lastupdate', '20240101000000Z', '-crl_nextupdate', '20240201000000Z'];
/** A client that is refused without a word waits its time out. */
const soon = 'hand-window 1\n';

describe('the log of a real OpenVPN client', function () {
  let bench: RealOpenvpn;
  before(function () {
    if (!canTunnel) {
      console.log('      Not run: OpenVPN, openssl and network namespaces (Linux, root) are needed.');
      this.skip();
    }
    bench = new RealOpenvpn();
    bench.strange();
    bench.issue('stranger', 'strange', 'clientAuth');
    bench.issue('expired', 'ca', 'clientAuth', past);
    bench.issue('revoked', 'ca', 'clientAuth');
    bench.issue('no-client', 'ca', 'serverAuth');
    bench.issue('old-server', 'ca', 'serverAuth', past);
    bench.issue('no-server', 'ca', 'clientAuth');
  });
  afterEach(() => bench.stop());
  after(() => { if (canTunnel) bench.end(); });

  async function verdict(client: string, { authority = 'ca', server = [], more = soon, until = /TLS handshake failed|Connection reset|AUTH_FAILED/ }: {
    readonly authority?: string; readonly server?: readonly string[]; readonly more?: string; readonly until?: RegExp;
  } = {}): Promise<string | undefined> {
    const served = servedProfile().replace(/(?<=<ca>\n)[^]*(?=<\/ca>)/, bench.read(`${authority}.crt`)).replace(/(?<=^remote ).*$/m, '127.0.0.1');
    const identity = { kind: 'inside' as const, certificate: bench.read(`${client}.crt`), key: new Secret(bench.read(`${client}.key`)) };
    const log = await bench.clientLog(`${completeProfile(served, { identity, signsIn: false }).reveal()}${more}`, until, server);
    bench.stop();
    const found = logVerdict(log);
    if (process.env['SHOW_LOG'] !== undefined) console.log(client, server, found?.state.code, log);
    return found?.state.code;
  }

  it('says of a connection that it is up', async () => {
    assert.equal(await verdict('client', { until: /Initialization Sequence Completed/ }), 'openvpn.connected');
  });

  it('tells what is wrong with the server\'s certificate', async () => {
    const served = (name: string) => ({ server: [`cert ${name}.crt`, `key ${name}.key`] });
    assert.equal(await verdict('client', { authority: 'strange' }), 'openvpn.server-unknown');
    assert.equal(await verdict('client', served('old-server')), 'openvpn.server-certificate-expired');
    assert.equal(await verdict('client', served('no-server')), 'openvpn.server-usage');
  });

  it('tells that the server refuses the client\'s certificate: not for clients, of another authority, expired, revoked, or its list out of date', async () => {
    const overTcp = { server: ['proto tcp-server', 'remote-cert-tls client'], more: 'proto tcp\n' };
    assert.equal(await verdict('no-client', overTcp), 'openvpn.client-refused');
    assert.equal(await verdict('stranger'), 'openvpn.client-refused');
    assert.equal(await verdict('expired'), 'openvpn.client-certificate-expired');
    bench.revocationList(['revoked']);
    assert.equal(await verdict('revoked', { server: ['crl-verify crl.pem'] }), 'openvpn.client-refused');
    assert.equal(await verdict('client', { server: ['crl-verify crl.pem'], until: /Initialization Sequence Completed/ }), 'openvpn.connected', 'others stay in');
    bench.revocationList([], pastList);
    assert.equal(await verdict('client', { ...overTcp, server: [...overTcp.server, 'crl-verify crl.pem'] }), 'openvpn.client-refused');
  });

  it('tells a refused sign-in, a profile that is not taken, and a server that is not there', async () => {
    bench.write('refuse', '#!/bin/sh\nexit 1\n', 0o755);
    bench.write('user', 'jane\nspent\n');
    assert.equal(await verdict('client', { server: ['script-security 3', `auth-user-pass-verify ${bench.path('refuse')} via-file`], more: 'auth-user-pass user\n' }), 'openvpn.sign-in-refused');
    assert.equal(await verdict('client', { more: 'x-unknown\n' }), 'openvpn.options');
    assert.equal(await verdict('client', { more: 'port 444\nhand-window 1\n', until: /handshake failed|refused/i }), 'openvpn.no-answer');
  });
});

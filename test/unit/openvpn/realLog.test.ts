import assert from 'node:assert/strict';
import { Secret } from '../../../src/model/secret';
import { completeProfile } from '../../../src/openvpn/completeProfile';
import { logVerdict } from '../../../src/openvpn/logVerdict';
import { RealOpenvpn, canTunnel } from './realOpenvpn';
import { servedProfile } from './servedProfile';

const past = ['-startdate', '20240101000000Z', '-enddate', '20240201000000Z'];
const pastList = ['-crl_lastupdate', '20240101000000Z', '-crl_nextupdate', '20240201000000Z'];
/** A client that is refused without a word waits its time out. */
const soon = 'hand-window 2\n';

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

  /** The code that the log comes to say; another one where it does not come to it. */
  async function waitFor(wanted: string, client: string, { authority = 'ca', server = [], more = soon }: {
    readonly authority?: string; readonly server?: readonly string[]; readonly more?: string;
  } = {}): Promise<void> {
    const served = servedProfile().replace(/(?<=<ca>\n)[^]*(?=<\/ca>)/, bench.read(`${authority}.crt`)).replace(/(?<=^remote ).*$/m, '127.0.0.1');
    const identity = { kind: 'inside' as const, certificate: bench.read(`${client}.crt`), key: new Secret(bench.read(`${client}.key`)) };
    const says = (log: string) => logVerdict(log)?.state.code;
    const log = await bench.clientLog(`${completeProfile(served, { identity, signsIn: false }).reveal()}${more}`, (text) => says(text) === wanted, server);
    bench.stop();
    assert.equal(says(log), wanted, `${client}:\n${log}`);
  }

  it('says of a connection that it is up', () => waitFor('openvpn.connected', 'client'));

  it('tells what is wrong with the server\'s certificate', async () => {
    const served = (name: string) => ({ server: [`cert ${name}.crt`, `key ${name}.key`] });
    await waitFor('openvpn.server-unknown', 'client', { authority: 'strange' });
    await waitFor('openvpn.server-certificate-expired', 'client', served('old-server'));
    await waitFor('openvpn.server-usage', 'client', served('no-server'));
  });

  it('tells that the server refuses the client\'s certificate: not for clients, of another authority, expired, revoked, or its list out of date', async () => {
    const overTcp = { server: ['proto tcp-server', 'remote-cert-tls client'], more: 'proto tcp\n' };
    await waitFor('openvpn.client-refused', 'no-client', overTcp);
    await waitFor('openvpn.client-refused', 'stranger');
    await waitFor('openvpn.client-certificate-expired', 'expired');
    bench.revocationList(['revoked']);
    await waitFor('openvpn.client-refused', 'revoked', { server: ['crl-verify crl.pem'] });
    await waitFor('openvpn.connected', 'client', { server: ['crl-verify crl.pem'] });
    bench.revocationList([], pastList);
    await waitFor('openvpn.client-refused', 'client', { ...overTcp, server: [...overTcp.server, 'crl-verify crl.pem'] });
  });

  it('tells a refused sign-in, a profile that is not taken, and a server that is not there', async () => {
    bench.write('refuse', '#!/bin/sh\nexit 1\n', 0o755);
    bench.write('user', 'jane\nspent\n');
    const signIn = ['script-security 3', `auth-user-pass-verify ${bench.path('refuse')} via-file`];
    await waitFor('openvpn.sign-in-refused', 'client', { server: signIn, more: 'auth-user-pass user\n' });
    await waitFor('openvpn.options', 'client', { more: 'x-unknown\n' });
    await waitFor('openvpn.no-answer', 'client', { more: `port 444\n${soon}` });
  });
});

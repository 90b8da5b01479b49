import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { region } from '../control/story';
import { Bench } from '../control/support';
import { everyCertificate } from './everyCertificate';
import { stableServer } from './vpnStory';

const openvpn = process.env['OPENVPN'] ?? '/usr/sbin/openvpn';
const isThere = spawnSync(openvpn, ['--version']).error === undefined;
const users = { method: 'username', identity_provider: { provider_type: 'iam' } };

// The client reads its profile whole, with the authority in it, before it looks for the server: with a name that nobody has, that is all it does.
describe('OpenVPN and the profile of a VPN server in the sandbox', function () {
  this.timeout(60_000);
  if (!isThere) {
    it('(there is no openvpn on this machine: OPENVPN names it)');
    return;
  }

  let bench: Bench;
  before(async () => { bench = await Bench.start({ certificates: everyCertificate }); });
  after(() => bench.stop());

  function run(program: string, ...values: string[]): string {
    const { stdout, stderr, error } = spawnSync(program, values, { cwd: bench.folder, encoding: 'utf8', timeout: 30_000 });
    assert.equal(error, undefined);
    return stdout + stderr;
  }

  it('agree once it is completed with what a client signs in with', async () => {
    run('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=sam', '-keyout', 'key.pem', '-out', 'cert.pem');
    writeFileSync(join(bench.folder, 'sign-in'), 'sam@example.com\npasscode\n', { mode: 0o600 });
    const one = await stableServer(bench, { protocol: 'udp', port: 1194 });
    const other = await stableServer(bench, { name: 'users', client_ip_pool: '172.24.0.0/22', protocol: 'tcp', client_authentication: [users] }, one.place);
    for (const [{ path }, ...complete] of [[one, '--cert', 'cert.pem', '--key', 'key.pem'], [other, '--auth-user-pass', 'sign-in']] as const) {
      const { text } = await bench.vpc(region, 'GET', `${path}/client_configuration`);
      writeFileSync(join(bench.folder, 'profile.ovpn'), text.replace(/^remote .*/m, 'remote vpn.invalid'));
      const said = run(openvpn, '--config', 'profile.ovpn', ...complete, '--resolv-retry', '0', '--connect-retry-max', '1');
      assert.match(said, /RESOLVE: Cannot resolve host address: vpn\.invalid/);
    }
  });
});

import assert from 'node:assert/strict';
import { newAuthority } from '../../../src/certificates/authority';
import type { Authority } from '../../../src/certificates/identity';
import { issueClient, issueServer } from '../../../src/certificates/issue';
import type { KeyKind } from '../../../src/certificates/keys';
import { newRevocationList } from '../../../src/certificates/revocationList';
import { Secret } from '../../../src/model/secret';
import { clientExtensions, Openssl, serverExtensions, skipWithoutOpenssl } from './openssl';
import { freePort, OpenVpn, skipWithoutOpenVpn } from './realOpenVpn';

interface Pair {
  readonly certificate: string;
  readonly key: Secret;
}

const connected = /Initialization Sequence Completed/;

describe('certificates that are made here, with the real openvpn', () => {
  const files = new Openssl();
  let authority: Authority;
  let running: OpenVpn[];

  before(skipWithoutOpenssl);
  before(skipWithoutOpenVpn);
  before(async () => {
    authority = await newAuthority({ name: 'orders CA' });
    files.write('authority.pem', authority.certificate);
    files.write('authority.key', authority.key.reveal());
  });
  beforeEach(() => { running = []; });
  afterEach(() => Promise.all(running.map((each) => each.stop())));
  after(() => files.remove());

  /** Both ends, with each other's usage checked as the profile and the server do. */
  async function tunnel(server: Pair, client: Pair, options: { list?: string; by?: Authority } = {}): Promise<{ server: OpenVpn; client: OpenVpn }> {
    const port = String(await freePort());
    const trusted = files.write('trusted.pem', (options.by ?? authority).certificate);
    const list = await newRevocationList(options.by ?? authority);
    const own = (name: string, { certificate, key }: Pair): string[] => [
      '--ca', trusted, '--cert', files.write(`${name}.pem`, certificate), '--key', files.write(`${name}.key`, key.reveal()),
    ];
    const listening = start(['--local', '127.0.0.1', '--port', port, '--tls-server', '--dh', 'none', '--remote-cert-tls', 'client',
      '--crl-verify', files.write('list.pem', options.list ?? list), ...own('server', server)]);
    await listening.says(/UDPv4 link local \(bound\)/);
    return { server: listening, client: start(['--remote', '127.0.0.1', port, '--nobind', '--tls-client', '--remote-cert-tls', 'server', ...own('client', client)]) };
  }

  function start(args: readonly string[]): OpenVpn {
    const started = new OpenVpn(args);
    running.push(started);
    return started;
  }

  for (const kind of ['ecdsa-p256', 'rsa-2048'] as const satisfies readonly KeyKind[]) {
    it(`connect server and client: ${kind}`, async () => {
      const by = await newAuthority({ name: 'orders CA', kind });
      const both = await tunnel(await issueServer(by, { name: 'vpn', kind }), await issueClient(by, { name: 'Zoë', kind }), { by });
      await Promise.all([both.server.says(connected), both.client.says(connected)]);
      assert.match(both.server.said, /VERIFY OK: depth=0, CN=Zo/);
    });
  }

  it('let nobody in who stands on the revocation list, and everybody else', async () => {
    const [server, ann, bob] = await Promise.all([issueServer(authority, { name: 'vpn' }), issueClient(authority, { name: 'Ann' }), issueClient(authority, { name: 'Bob' })]);
    const list = await newRevocationList(authority, { revoked: [{ serial: ann.serial, at: new Date(), reason: 'key-compromise' }] });
    const refused = await tunnel(server, ann, { list });
    await refused.server.says(/VERIFY ERROR: depth=0, error=certificate revoked: CN=Ann/);
    const admitted = await tunnel(server, bob, { list });
    await Promise.all([admitted.server.says(connected), admitted.client.says(connected)]);
  });

  it('let nobody in once the list is over', async () => {
    const list = await newRevocationList(authority, { days: 1, now: new Date(Date.now() - 3 * 24 * 3600 * 1000) });
    const { server } = await tunnel(await issueServer(authority, { name: 'vpn' }), await issueClient(authority, { name: 'Ann' }), { list });
    await server.says(/VERIFY ERROR: depth=0, error=CRL has expired/);
  });

  // What the judgement of brought certificates refuses and openssl does not.
  const without = (lines: readonly string[], start: string): string[] => lines.filter((line) => !line.startsWith(start));
  const wrong: readonly (readonly [title: string, of: 'server' | 'client', extensions: readonly string[], said: RegExp])[] = [
    ['a server without extended key usage', 'server', without(serverExtensions, 'extendedKeyUsage'), /does not have extended key usage extension/],
    ['a server with any extended key usage', 'server', serverExtensions.map((line) => line.replace('=serverAuth', '=anyExtendedKeyUsage')), /unsuitable certificate purpose/],
    ['a server without key usage', 'server', without(serverExtensions, 'keyUsage'), /does not have key usage extension/],
    ['a client without extended key usage', 'client', without(clientExtensions, 'extendedKeyUsage'), /does not have extended key usage extension/],
    ['a client without key usage', 'client', without(clientExtensions, 'keyUsage'), /does not have key usage extension/],
  ];
  for (const [title, of, extensions, said] of wrong) {
    it(`are needed as they are: ${title} is refused`, async () => {
      files.make('wrong', { by: 'authority', extensions });
      const pair = { certificate: files.read('wrong.pem').toString(), key: new Secret(files.read('wrong.key').toString()) };
      const both = await tunnel(of === 'server' ? pair : await issueServer(authority, { name: 'vpn' }), of === 'client' ? pair : await issueClient(authority, { name: 'Ann' }));
      await (of === 'server' ? both.client : both.server).says(said);
    });
  }
});

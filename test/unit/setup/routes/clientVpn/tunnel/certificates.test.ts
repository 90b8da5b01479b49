import assert from 'node:assert/strict';
import { newAuthority } from '../../../../../../src/certificates/authority';
import type { Authority } from '../../../../../../src/certificates/identity';
import { issueClient, issueServer } from '../../../../../../src/certificates/issue';
import { newRevocationList } from '../../../../../../src/certificates/revocationList';
import type { Certificate } from '../../../../../../src/model/secretsManager';
import type { VpnServer } from '../../../../../../src/model/vpnServer';
import { keepIdentities } from '../../../../../../src/setup/vpnIdentities';
import { authorityExtensions, Openssl, serverExtensions, skipWithoutOpenssl } from '../../../../certificates/openssl';
import { MemoryVault } from '../../../support';
import { down, looked, refusal, type State } from './bench';

const day = 24 * 60 * 60 * 1000;
const ago = (days: number): Date => new Date(Date.now() - days * day);

describe('Certificates of a VPN, as Secrets Manager and this machine hold them', () => {
  let authority: Authority;
  let other: Authority;
  let root: string;
  let forServers: string;
  before(skipWithoutOpenssl);
  before(async () => {
    const files = new Openssl();
    files.make('root', { extensions: authorityExtensions });
    files.make('wrong', { by: 'root', extensions: serverExtensions });
    [root, forServers] = ['root.pem', 'wrong.pem'].map((name) => files.read(name).toString()) as [string, string];
    files.remove();
    [authority, other] = await Promise.all([newAuthority({ name: 'orders CA', now: ago(900), days: 3000 }), newAuthority({ name: 'strangers CA' })]);
  });

  /** A server's secret, with all that stands above it unless told. */
  function secret(issued: { readonly certificate: string }, chain: readonly string[] = [authority.certificate], more: Partial<Certificate> = {}): Promise<Certificate> {
    return Promise.resolve({
      id: 's', name: 'orders-pc-server', crn: '', type: 'imported_cert', groupId: '', labels: [], state: 'active', locks: 0, versions: 1, commonName: '', issuer: '',
      serialNumber: '', notBefore: '', notAfter: '', data: { certificate: issued.certificate, chain }, ...more,
    });
  }
  const well = () => issueServer(authority, { name: 'vpn' });
  const withList = (revocationList: string): Partial<VpnServer> => ({
    authentication: [{ method: 'certificate', authorityCrn: crn, revocationList }],
  });
  const crn = 'crn:v1:bluemix:public:secrets-manager:ca-mon:a/a:11111111-1111-1111-1111-111111111111:secret:server';

  const rows: readonly (readonly [string, string, () => Promise<State>])[] = [
    ['the server’s has expired', 'vpn.server-certificate-expired', async () => {
      const old = await issueServer(authority, { name: 'vpn', now: ago(800), days: 700 });
      return { secret: () => secret(old) };
    }],
    ['the server’s is for clients alone', 'vpn.server-certificate-usage', async () => {
      const wrong = await issueClient(authority, { name: 'vpn' });
      return { secret: () => secret(wrong) };
    }],
    ['the chain lacks who signed it', 'vpn.server-certificate-chain', async () => {
      const lonely = await well();
      return { secret: () => secret(lonely, []) };
    }],
    ['the secret is gone', 'vpn.server-certificate-gone', () => Promise.resolve({ secret: () => Promise.reject(refusal(404)) })],
    ['the secret’s data was destroyed when it expired', 'vpn.server-certificate-expired', () =>
      Promise.resolve({ secret: () => secret({ certificate: '' }, [], { state: 'destroyed' }) })],
    ['the list of who is revoked is over', 'vpn.revocation-list-expired', async () => {
      const [server, list] = [await well(), await newRevocationList(authority, { now: ago(100), days: 50 })];
      return { secret: () => secret(server), server: withList(list) };
    }],
    ['the list is another authority’s', 'vpn.revocation-list-bad', async () => {
      const [server, list] = [await well(), await newRevocationList(other)];
      return { secret: () => secret(server), server: withList(list) };
    }],
    ['the person’s own has expired', 'vpn.client-certificate-expired', async () => {
      const [server, client] = [await well(), await issueClient(authority, { name: 'anna', now: ago(800), days: 700 })];
      return { secret: () => secret(server), vault: await vaultWith(server, client) };
    }],
    ['the person’s own is for servers', 'vpn.client-certificate-usage', async () => {
      const [server, client] = [await well(), await issueClient(authority, { name: 'anna' })];
      return { secret: () => secret(server), vault: await vaultWith(server, { ...client, certificate: forServers }, root) };
    }],
    ['the person’s own is another authority’s', 'vpn.client-certificate-chain', async () => {
      const [server, client] = [await well(), await issueClient(other, { name: 'anna' })];
      return { secret: () => secret(server), vault: await vaultWith(server, client) };
    }],
  ];

  type Issued = Awaited<ReturnType<typeof well>>;
  async function vaultWith(server: Issued, client: Issued, by = authority.certificate): Promise<MemoryVault> {
    const vault = new MemoryVault();
    await keepIdentities(vault, 'orders-pc', {
      origin: 'made', authority: { certificate: by, above: '' },
      server: { certificate: server.certificate, above: authority.certificate, key: server.key },
      client: { certificate: client.certificate, above: by, key: client.key },
    });
    return vault;
  }

  for (const [what, code, stateOf] of rows) {
    it(`are why it is not up where ${what}, and a warning while it is: ${code}`, async () => {
      const state = await stateOf();
      const [off, on] = [await looked({ ...state, machine: down }), await looked(state)];
      assert.deepEqual([off['tunnel']?.state, off['tunnel']?.code], ['failed', code]);
      assert.deepEqual([on['tunnel']?.state, on['vpn-certificates']?.state, on['vpn-certificates']?.code], ['passed', 'degraded', code]);
      assert.match(off['tunnel']?.cause ?? '', /\.$/);
    });
  }

  it('are a warning some weeks before they end, and no reason for a tunnel that is not up', async () => {
    const soon = await issueServer(authority, { name: 'vpn', days: 10 });
    const state: State = { secret: () => secret(soon) };
    const on = await looked(state);
    assert.deepEqual([on['vpn-certificates']?.state, on['vpn-certificates']?.code], ['degraded', 'vpn.certificate-soon']);
    assert.equal((await looked({ ...state, machine: down }))['tunnel']?.code, 'vpn.not-up');
  });

  it('are not spoken of where they are well, nor guessed at where they may not be read', async () => {
    const [server, list, client] = [await well(), await newRevocationList(authority), await issueClient(authority, { name: 'anna' })];
    const found = await looked({ secret: () => secret(server), server: withList(list), vault: await vaultWith(server, client) });
    assert.deepEqual([found['vpn-certificates']?.state, found['vpn-certificates']?.summary], ['passed', 'valid, complete and for their purpose']);
    const unread = (await looked({ secret: () => Promise.reject(refusal(403)) }))['vpn-certificates'];
    assert.deepEqual([unread?.state, unread?.summary], ['passed', 'not all could be looked at']);
    assert.match(unread?.evidence.join() ?? '', /status 403.*trace-1/);
  });

  it('keep every key out of what is told', async () => {
    const [server, client] = [await well(), await issueClient(authority, { name: 'anna', now: ago(800), days: 700 })];
    const found = await looked({ secret: () => secret(server), vault: await vaultWith(server, client), machine: down });
    assert.doesNotMatch(JSON.stringify(found), /PRIVATE KEY|BEGIN/);
  });
});

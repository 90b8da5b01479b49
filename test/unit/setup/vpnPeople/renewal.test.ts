import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { newAuthority } from '../../../../src/certificates/authority';
import { issueClient, issueServer } from '../../../../src/certificates/issue';
import { judge, type CertificateSet } from '../../../../src/certificates/judge';
import { readRevocationList } from '../../../../src/certificates/revocationList';
import type { Connection } from '../../../../src/model/connection';
import type { StepView } from '../../../../src/model/plan';
import { Secret } from '../../../../src/model/secret';
import type { ClientVpnChoices } from '../../../../src/setup/routes/clientVpn/choices';
import { renewing } from '../../../../src/setup/renewing';
import { revoke } from '../../../../src/setup/vpnPeople/revoke';
import { bringAnew } from '../../../../src/setup/vpnPeople/bring';
import { asBrought, identitiesOf, keepIdentities } from '../../../../src/setup/vpnIdentities';
import { Openssl, skipWithoutOpenssl } from '../../certificates/openssl';
import { Mortal } from '../mortal';
import { wholeAccount } from '../routes/clientVpn/vpnPeer';
import { never, Peer } from '../support';
import { partOf, StandingVpn } from './vpnPeopleBench';

describe('The certificates of a client VPN, renewed', function suite() {
  this.timeout(180_000);
  let peer: Peer;
  let vpn: StandingVpn | undefined;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());
  afterEach(async () => {
    peer.sandbox.faults.clear();
    await vpn?.remove();
    vpn = undefined;
  });

  /** Of now or, to be seen in a list that begins a day before it was made, of two days later. */
  const renewal = ({ setup, connection }: StandingVpn, at = new Date()): Connection => renewing(connection, setup.way(connection.id), at);
  const renewed = async (of: StandingVpn, connection = renewal(of)): Promise<readonly StepView[]> => {
    const plan = await of.setup.plan(connection, never);
    const run = await of.setup.run(of.id, never);
    assert.deepEqual([run.state, run.steps.flatMap(({ id, failure }) => failure === undefined ? [] : [`${id}: ${failure.why}`])], ['done', []]);
    return plan.steps.filter(({ state }) => state === 'to-make');
  };
  const secrets = async (of: StandingVpn): Promise<readonly string[]> => {
    const instance = (await peer.cloud.secretsManagers.list(never)).find(({ name, state }) => name === `${of.id}-secrets` && state === 'active');
    assert.ok(instance !== undefined);
    return (await peer.cloud.secretsManagers.open(instance).listCertificates({}, never)).map(({ name }) => name.slice(of.id.length)).sort();
  };
  const shown = async (of: StandingVpn): Promise<readonly unknown[]> => {
    const { certificateCrn, authentication, lifecycleState } = await of.server();
    return [authentication.flatMap((each) => each.method === 'certificate' ? each.authorityCrn === certificateCrn : []), lifecycleState];
  };

  it('are another secret by the same authority that the server is told of, and those before go: it is a plan that says what everybody will notice', async () => {
    const before = await wholeAccount(peer);
    vpn = await StandingVpn.make(peer, 'orders-pc-0301', { authentication: ['certificate', 'username'] });
    await vpn.letIn('Ben');
    const [first, crn] = [await identitiesOf(peer.vault, vpn.id), (await vpn.server()).certificateCrn];
    const steps = await renewed(vpn);
    assert.deepEqual(steps.map(({ id }) => id), ['vpn-identities', 'server-certificate', 'vpn-server', 'former-certificates']);
    assert.match(steps.find(({ id }) => id === 'vpn-server')?.detail ?? '', /new certificate · everybody is disconnected once, and connects again/);
    const second = await identitiesOf(peer.vault, vpn.id);
    assert.equal(second?.authority.certificate, first?.authority.certificate);
    assert.equal(second?.authority.key?.reveal(), first?.authority.key?.reveal());
    assert.notEqual(second?.client?.certificate, first?.client?.certificate);
    const now = await vpn.server();
    assert.notEqual(now.certificateCrn, crn);
    assert.deepEqual([now.authentication.map(({ method }) => method), await shown(vpn), await secrets(vpn)], [['certificate', 'username'], [[true], 'stable'], ['-server-2']]);
    // Whoever has a certificate of before is let in as before, and can be shut out.
    assert.deepEqual(await vpn.names(), ['anna', 'Ben', 'anna']);
    await vpn.revoke('Ben');
    const again = await vpn.setup.plan(vpn.setup.connections().find(({ id }) => id === vpn?.id) ?? vpn.connection, never);
    assert.deepEqual(again.steps.flatMap(({ id, state }) => ['made', 'exists'].includes(state) ? [] : [`${id} ${state}`]), []);
    await vpn.remove();
    vpn = undefined;
    assert.deepEqual(await wholeAccount(peer), before);
    assert.deepEqual([...peer.vault.secrets.keys()].filter((key) => key.includes('orders-pc-0301')), []);
  });

  it('can be renewed again and again', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0302');
    await renewed(vpn);
    const connection = vpn.setup.connections().find(({ id }) => id === vpn?.id);
    assert.ok(connection !== undefined);
    await renewed(vpn, renewing(connection, vpn.setup.way(vpn.id), new Date()));
    assert.deepEqual([await secrets(vpn), await shown(vpn)], [['-server-3'], [[true], 'stable']]);
  });

  it('come with a new revocation list, which has everybody who stood on the one before', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0303');
    const ben = await vpn.letIn('Ben');
    const asked = new Date();
    await vpn.revoke('Ben');
    const authority = (await identitiesOf(peer.vault, vpn.id))?.authority.certificate ?? '';
    const before = await readRevocationList(await vpn.list() ?? '', authority);
    assert.equal((await renewed(vpn, renewal(vpn, asked))).some(({ id, detail }) => id === 'vpn-server' && detail.includes('revocation list')), false, 'it was made since');
    const old = await vpn.list();
    // As if half a year had gone by.
    const connection = vpn.setup.connections().find(({ id }) => id === vpn?.id) as Connection<ClientVpnChoices> | undefined;
    assert.ok(connection !== undefined && old !== undefined);
    const steps = await vpn.setup.plan(renewing(connection, vpn.setup.way(vpn.id), new Date(Date.now() + 60_000)), never);
    assert.match(steps.steps.find(({ id }) => id === 'vpn-server')?.detail ?? '', /has a new revocation list/);
    await vpn.setup.run(vpn.id, never);
    const after = await readRevocationList(await vpn.list() ?? '', authority);
    assert.deepEqual([after.number, after.revoked.map(({ serial }) => serial)], [before.number + 1, [ben.serial]]);
  });

  it('leave whoever was shut out shut out: the first person’s former certificate stays known as revoked', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0311');
    await vpn.revoke('anna');
    await renewed(vpn);
    assert.deepEqual(await vpn.names(), ['anna', 'anna (revoked)']);
  });

  it('of Secrets Manager are issued anew; the first person’s former one stays where it can be revoked, which the plan says', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0304', { certificates: { kind: 'private', person: 'anna' } });
    const [former] = await vpn.people();
    const steps = await renewed(vpn);
    assert.deepEqual(steps.map(({ id }) => id), ['server-certificate', 'client-certificate', 'vpn-server', 'former-certificates']);
    assert.match(steps.at(-1)?.detail ?? '', /deletes orders-pc-0304-server · keeps orders-pc-0304-client until 20\d\d-\d\d-\d\d: .* revoked/);
    assert.deepEqual([await secrets(vpn), await shown(vpn), await vpn.names()], [['-client', '-client-2', '-server-2'], [[true], 'stable'], ['anna', 'anna']]);
    assert.ok(former !== undefined);
    await vpn.at((desk) => revoke(desk, former));
    assert.deepEqual((await vpn.people()).flatMap(({ serial, revokedAt }) => revokedAt === undefined ? [] : [serial]), [former.serial]);
    await vpn.setup.plan(vpn.setup.connections().find(({ id }) => id === vpn?.id) ?? vpn.connection, never);
    assert.equal((await vpn.setup.run(vpn.id, never)).state, 'done');
    assert.ok((await secrets(vpn)).includes('-client'), 'whoever is shut out stays known');
  });

  it('of Secrets Manager leave nothing of a former person’s certificate once that has ended', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0312', { certificates: { kind: 'private', person: 'anna' } });
    await renewed(vpn);
    endedInSandbox(peer, 'orders-pc-0312-client');
    const connection = vpn.setup.connections().find(({ id }) => id === vpn?.id);
    assert.ok(connection !== undefined);
    await renewed(vpn, renewing(connection, vpn.setup.way(vpn.id), new Date()));
    assert.deepEqual(await secrets(vpn), ['-client-2', '-client-3', '-server-3']);
  });

  it('that were brought are brought anew for the server, by the authority that people are known by; nobody else notices', async () => {
    const [root, authority] = await Promise.all([newAuthority({ name: 'Server CA' }), newAuthority({ name: 'Orders CA' })]);
    const set = async (purpose: 'server' | 'authority', ...texts: string[]): Promise<CertificateSet> => {
      const judged = await judge([{ name: 'a.pem', bytes: Buffer.from(texts.join('')) }], purpose);
      assert.ok(judged.kind === 'usable');
      return judged.set;
    };
    const [first, second, ben] = [await issueServer(root, { name: 'vpn' }), await issueServer(root, { name: 'vpn' }), await issueClient(authority, { name: 'Ben' })];
    const people = await set('authority', authority.certificate);
    await keepIdentities(peer.vault, 'orders-pc-0313', asBrought({ server: await set('server', first.chain, first.key.reveal()), authority: people }));
    const standing = await StandingVpn.make(peer, 'orders-pc-0313', { certificates: { kind: 'brought' } });
    vpn = standing;
    await standing.letIn('', { files: [{ name: 'ben.pem', bytes: Buffer.from(ben.certificate) }] });
    assert.deepEqual(await secrets(standing), ['-clients', '-server']);
    const connection = renewal(standing);
    assert.match((await standing.setup.plan(connection, never)).steps.find(({ state }) => state === 'blocked')?.detail ?? '', /bring the files again/);
    const anew = await set('server', second.chain, second.key.reveal());
    await standing.at((desk) => bringAnew(desk, anew, connection));
    await renewed(standing, connection);
    assert.deepEqual([await secrets(standing), await shown(standing), await standing.names()], [['-clients-2', '-server-2'], [[false], 'stable'], ['Ben']]);
    const kept = await identitiesOf(peer.vault, standing.id, 'brought');
    assert.deepEqual([kept?.authority.certificate, kept?.renewals], [people.certificate, 1]);
    assert.equal(new X509Certificate(kept?.server.certificate ?? '').serialNumber, new X509Certificate(second.certificate).serialNumber);
  });

  it('are refused where the authority’s key was thrown away, and where its time is over: it says what now', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0305', { certificates: { kind: 'made', person: 'anna', keepsAuthorityKey: false } });
    const blocked = async (of: StandingVpn): Promise<string> => (await of.setup.plan(renewal(of), never)).steps.find(({ state }) => state === 'blocked')?.detail ?? '';
    assert.match(await blocked(vpn), /thrown away by choice.*everybody needs a new certificate/);
    const text = JSON.parse(peer.vault.secrets.get(`vpn-identities/${vpn.id}`)?.reveal() ?? '') as object;
    const { certificate, key } = await newAuthority({ name: 'old', days: 1, now: new Date('2020-01-01') });
    peer.vault.secrets.set(`vpn-identities/${vpn.id}`, new Secret(JSON.stringify({ ...text, authority: { certificate, above: '', key: key.reveal() } })));
    assert.match(await blocked(vpn), /The certificate of the authority ended on 2020-01-02/);
  });

  it('are told to the server once, where the answer was lost', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0306');
    peer.sandbox.faults.add({ service: 'vpc', method: 'PATCH', path: 'vpn_servers', times: 1, effect: { kind: 'drop' } });
    peer.forgetExchanges();
    await renewed(vpn);
    assert.equal(peer.writes().filter((write) => write.startsWith('PATCH')).length, 1);
  });

  it('are the same, none twice, wherever the run was killed', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0307');
    const connection = renewal(vpn);
    await vpn.setup.plan(connection, never);
    for (let lives = 1, killed = true; killed; lives += 1) {
      assert.ok(lives < 80, 'it was never done');
      const mortal = new Mortal(lives);
      const window = peer.setup({ clock: mortal });
      killed = await window.load().then(() => window.run(connection.id, mortal.signal)).then(({ state }) => state !== 'done', () => true);
      const identities = await identitiesOf(peer.vault, vpn.id);
      assert.ok(identities !== undefined && (await secrets(vpn)).length <= 2, `after ${lives}`);
    }
    await vpn.setup.load();
    await vpn.setup.run(vpn.id, never);
    assert.deepEqual([await secrets(vpn), await shown(vpn)], [['-server-2'], [[true], 'stable']]);
    const identities = await identitiesOf(peer.vault, vpn.id);
    assert.equal(identities?.renewals, 1);
    assert.deepEqual(await vpn.names(), ['anna', 'anna']);
  });

  it('are refused where they are somebody else’s, or there are none', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0308');
    const ssh = await peer.connection('orders-pc-0309');
    await vpn.setup.save(ssh);
    const { setup } = vpn;
    assert.throws(() => renewing(ssh, setup.way(ssh.id), new Date()), { code: 'setup.nothing-to-renew' });
    await setup.forget(ssh.id);
  });

  it('verify with openssl, the server’s as the cloud has it', async function real() {
    skipWithoutOpenssl.call(this);
    const files = new Openssl();
    vpn = await StandingVpn.make(peer, 'orders-pc-0310');
    await vpn.letIn('Ben');
    await renewed(vpn);
    const identities = await identitiesOf(peer.vault, vpn.id);
    const [server, client] = [identities?.server, identities?.client];
    assert.equal(files.verify('sslserver', [server?.certificate ?? '', server?.above ?? '']), '');
    assert.equal(files.verify('sslclient', [client?.certificate ?? '', server?.above ?? '']), '');
    assert.equal(files.verify('sslclient', [partOf(vpn.profiles[0], 'cert'), server?.above ?? '']), '', 'whoever was let in before');
    assert.equal(new X509Certificate(client?.certificate ?? '').subject, 'CN=anna');
    files.remove();
  });
});

/** As Secrets Manager has what expired: its data is destroyed. */
function endedInSandbox(peer: Peer, name: string): void {
  const secret = [...peer.sandbox.state.secretsManagers.values()].flatMap(({ secrets }) => secrets).find((each) => each.name === name);
  assert.ok(secret !== undefined);
  secret.versions = secret.versions.map((version) => ({ ...version, hasData: false }));
}

import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { newAuthority } from '../../../../src/certificates/authority';
import { issueClient, issueServer } from '../../../../src/certificates/issue';
import { day, lifetimes } from '../../../../src/certificates/lifetimes';
import { Failure } from '../../../../src/model/failure';
import { asBrought, identitiesOf, keepIdentities } from '../../../../src/setup/vpnIdentities';
import { judge } from '../../../../src/certificates/judge';
import { newRevocationList } from '../../../../src/certificates/revocationList';
import { judgeName } from '../../../../src/setup/vpnPeople/everybody';
import type { VpnPerson } from '../../../../src/setup/vpnPeople/people';
import { wholeAccount } from '../routes/clientVpn/vpnPeer';
import { never, Peer } from '../support';
import { partOf, StandingVpn } from './vpnPeopleBench';

describe('A colleague of a client VPN', function suite() {
  this.timeout(120_000);
  let peer: Peer;
  let vpn: StandingVpn | undefined;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());
  afterEach(async () => {
    peer.sandbox.faults.clear();
    await vpn?.remove();
    vpn = undefined;
  });

  it('is given a certificate of the connection’s own authority and a profile: nothing is uploaded, and it is remembered without a secret', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0101', { authentication: ['certificate', 'username'] });
    peer.forgetExchanges();
    const person = await vpn.letIn(' Zoë Bolt ');
    assert.deepEqual(peer.writes(), []);
    const [profile = ''] = vpn.profiles;
    const certificate = new X509Certificate(partOf(profile, 'cert'));
    assert.ok(certificate.verify(new X509Certificate(partOf(profile, 'ca')).publicKey));
    assert.deepEqual([certificate.subject, certificate.serialNumber], ['CN=Zoë Bolt', person.serial]);
    assert.match(partOf(profile, 'key'), /BEGIN PRIVATE KEY/);
    assert.match(profile, /^auth-user-pass$/m);
    assert.deepEqual(await vpn.names(), ['anna', 'Zoë Bolt']);
    assert.doesNotMatch(peer.vault.secrets.get(`vpn-people/${vpn.id}`)?.reveal() ?? '', /PRIVATE|BEGIN/);
    const files = [...await peer.files()].filter(([path]) => path.includes('/connections/'));
    assert.ok(files.length > 0 && files.every(([, text]) => !text.includes('PRIVATE KEY')));
  });

  it('leaves the entry with the authority’s key as it was, byte for byte', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0102');
    const before = peer.vault.secrets.get(`vpn-identities/${vpn.id}`)?.reveal();
    await vpn.letIn('Ben');
    assert.equal(peer.vault.secrets.get(`vpn-identities/${vpn.id}`)?.reveal(), before);
  });

  it('is forgotten with all others by an undo', async () => {
    const standing = await StandingVpn.make(peer, 'orders-pc-0103');
    await standing.letIn('Ben');
    await standing.remove();
    assert.deepEqual([...peer.vault.secrets.keys()].filter((key) => key.endsWith('orders-pc-0103')), []);
  });

  it('of a name that somebody has is refused, whatever its case; of two that differ each has its own', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0104');
    for (const name of ['anna', 'ANNA ']) {
      await assert.rejects(vpn.letIn(name), { code: 'vpn.person-known' });
    }
    assert.deepEqual([vpn.profiles.length, await vpn.names()], [0, ['anna']]);
    await Promise.all([vpn.letIn('Ben'), vpn.letIn('Cleo').catch(() => undefined)]);
    assert.ok((await vpn.names()).includes('Ben'));
  });

  it('has no certificate where the profile could not be saved', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0105');
    const full = new Failure({ code: 'openvpn.profile-not-saved', what: 'w', why: 'no space', next: 'n' });
    await assert.rejects(vpn.letIn('Ben', { save: () => Promise.reject(full) }), full);
    assert.deepEqual(await vpn.names(), ['anna']);
  });

  it('gets none where the authority’s key was thrown away: it says what now', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0106', { certificates: { kind: 'made', person: 'anna', keepsAuthorityKey: false } });
    await assert.rejects(vpn.letIn('Ben'), { code: 'vpn.no-authority-key', why: /thrown away by choice/, next: /Make a new connection/ });
  });

  it('gets none where people sign in with passcodes alone, and none where no VPN stands', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0107', { authentication: ['username'] });
    await assert.rejects(vpn.letIn('Ben'), { code: 'vpn.no-certificates', next: /the role that is needed/ });
    const other = await StandingVpn.make(peer, 'orders-pc-0108');
    await other.setup.undo(other.id, never);
    await assert.rejects(other.letIn('Ben'), { code: 'vpn.none', next: /Run its plan/ });
  });

  it('with a private certificate is one secret more, which stands in the journal and goes with an undo', async () => {
    const before = await wholeAccount(peer);
    vpn = await StandingVpn.make(peer, 'orders-pc-0109', { certificates: { kind: 'private', person: 'anna' } });
    const count = vpn.setup.undoList(vpn.id).length;
    await vpn.letIn('Zoë');
    const [profile = ''] = vpn.profiles;
    // The intermediate that signed it goes with it.
    assert.equal(partOf(profile, 'cert').match(/BEGIN CERTIFICATE/g)?.length, 2);
    assert.deepEqual([vpn.setup.undoList(vpn.id).length, (await vpn.names())], [count + 1, ['anna', 'Zoë']]);
    const step = vpn.setup.views().find(({ connectionId }) => connectionId === vpn?.id)?.steps.find(({ id }) => id === 'client-certificate');
    assert.equal(step?.state, 'made', 'the step is done, as before');
    const own = await vpn.setup.vpnProfile(vpn.id, {}, never);
    assert.equal(new X509Certificate(partOf(own.profile.reveal(), 'cert')).subject, 'CN=anna', 'the first person is who it was');
    // A profile that was lost is saved anew, and nothing is made.
    await vpn.letIn('Zoë');
    assert.deepEqual([vpn.profiles.length, vpn.profiles[1], vpn.setup.undoList(vpn.id).length], [2, profile, count + 1]);
    await assert.rejects(vpn.letIn('anna'), { code: 'vpn.person-known' });
    const again = await vpn.setup.plan(vpn.connection, never);
    assert.deepEqual(again.steps.flatMap(({ id, state }) => ['made', 'exists'].includes(state) ? [] : [`${id} ${state}`]), []);
    await vpn.remove();
    vpn = undefined;
    assert.deepEqual(await wholeAccount(peer), before);
  });

  it('with a private certificate whose answer was lost is not made twice', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0110', { certificates: { kind: 'private', person: 'anna' } });
    peer.sandbox.faults.add({ service: 'secretsManager', method: 'POST', times: 1, effect: { kind: 'drop' } });
    await vpn.letIn('Ben');
    assert.deepEqual(await vpn.names(), ['anna', 'Ben']);
  });

  it('whose certificate was brought stays known where it is brought again and its profile cannot be saved: whoever is forgotten cannot be revoked', async () => {
    const authority = await newAuthority({ name: 'Orders CA' });
    const file = (name: string, ...texts: string[]) => ({ name, bytes: Buffer.from(texts.join('')) });
    const server = await issueServer(authority, { name: 'vpn' });
    const [first, second] = await Promise.all([
      judge([file('s.pem', server.chain, server.key.reveal())], 'server'), judge([file('a.pem', authority.certificate)], 'authority'),
    ]);
    assert.ok(first.kind === 'usable' && second.kind === 'usable');
    await keepIdentities(peer.vault, 'orders-pc-0112', asBrought({ server: first.set, authority: second.set }));
    vpn = await StandingVpn.make(peer, 'orders-pc-0112', { certificates: { kind: 'brought' } });
    const [ben, other] = await Promise.all([issueClient(authority, { name: 'Ben' }), issueClient(authority, { name: 'Ben' })]);
    const endsSoon = await issueClient(authority, { name: 'Cleo', now: new Date(Date.now() - (lifetimes.client - 10) * day) });
    for (const { certificate } of [ben, endsSoon]) {
      await vpn.letIn('', { files: [file('c.pem', certificate)] });
      // The profile was lost, and is saved anew.
      await vpn.letIn('', { files: [file('c.pem', certificate)] });
      const full = new Failure({ code: 'openvpn.profile-not-saved', what: 'w', why: 'no space', next: 'n' });
      await assert.rejects(vpn.letIn('', { files: [file('c.pem', certificate)], save: () => Promise.reject(full) }), full);
    }
    assert.deepEqual(new Set(await vpn.names()), new Set(['Ben', 'Cleo']));
    // The name stands in the certificate: nobody can type another one.
    await assert.rejects(vpn.letIn('', { files: [file('c.pem', other.certificate)] }), {
      code: 'vpn.person-known', why: /^(?!.*type).*"Ben"/, next: 'Have the authority sign a certificate with another name.',
    });
  });

  it('is nobody whose certificate was brought, where the connection has certificates that were made here instead', async () => {
    const authority = await newAuthority({ name: 'Orders CA' });
    const [server, bob] = await Promise.all([issueServer(authority, { name: 'vpn' }), issueClient(authority, { name: 'bob' })]);
    const [above, known] = [authority.certificate, { certificate: authority.certificate, above: '' }];
    await keepIdentities(peer.vault, 'orders-pc-0113', { origin: 'brought', authority: known, server: { ...server, above }, client: { ...bob, above } });
    vpn = await StandingVpn.make(peer, 'orders-pc-0113');
    assert.deepEqual(await vpn.names(), ['anna']);
  });

  it('whose certificate was brought is judged against the authority that the server knows', async () => {
    const [authority, stranger] = await Promise.all([newAuthority({ name: 'Orders CA' }), newAuthority({ name: 'Orders CA' })]);
    const file = (name: string, ...texts: string[]) => ({ name, bytes: Buffer.from(texts.join('')) });
    const server = await issueServer(authority, { name: 'vpn' });
    const sets = await Promise.all([
      judge([file('s.pem', server.chain, server.key.reveal())], 'server'), judge([file('a.pem', authority.certificate)], 'authority'),
    ]);
    const [first, second] = sets;
    assert.ok(first.kind === 'usable' && second.kind === 'usable');
    await keepIdentities(peer.vault, 'orders-pc-0111', asBrought({ server: first.set, authority: second.set }));
    vpn = await StandingVpn.make(peer, 'orders-pc-0111', { certificates: { kind: 'brought' } });
    const [good, foreign] = [await issueClient(authority, { name: 'Ben' }), await issueClient(stranger, { name: 'Eve' })];
    await vpn.letIn('', { files: [file('ben.pem', good.certificate)] });
    assert.deepEqual(await vpn.names(), ['Ben']);
    assert.match(vpn.profiles[0] ?? '', /^#cert client_public_key\.crt$/m, 'the colleague kept the key: there is room for both');
    await vpn.letIn('', { files: [file('cleo.pem', (await issueClient(authority, { name: 'Cleo' })).certificate), file('other.key', good.key.reveal())] })
      .then(() => assert.fail('the key is another’s'), (error: unknown) => assert.equal((error as Failure).code, 'key.mismatch'));
    await assert.rejects(vpn.letIn('', { files: [file('eve.pem', foreign.chain)] }), Failure);
    const ben = [file('ben.pem', good.certificate)];
    await vpn.revoke('Ben', await newRevocationList(authority, { revoked: [{ serial: good.serial, at: new Date(), reason: 'privilege-withdrawn' }] }));
    await assert.rejects(vpn.letIn('', { files: ben }), { code: 'vpn.person-revoked', why: /was revoked/ });
    assert.deepEqual([vpn.profiles.length, await vpn.names()], [1, ['Ben (revoked)']]);
    assert.equal((await identitiesOf(peer.vault, vpn.id))?.client, undefined);
  });
});

describe('The name of a colleague', () => {
  it('is 1 to 64 characters that can be seen, and nobody’s yet', () => {
    const [now, later] = [new Date('2026-01-01'), new Date('2027-01-01')];
    const judged = (text: string, known = { name: 'Anna', until: later } as VpnPerson): boolean => judgeName(text, [known], now) === undefined;
    assert.deepEqual(['Ben', 'é'.repeat(64), ' Ben ', 'Anna2'].map((text) => judged(text)), [true, true, true, true]);
    assert.deepEqual(['', '  ', 'x'.repeat(65), 'a\u0000b', 'a\nb', 'anna', ' ANNA'].map((text) => judged(text)), Array(7).fill(false));
    // Another one takes the place of what ends soon, or does not count any more.
    assert.ok(judged('Anna', { name: 'Anna', serial: '1', until: new Date('2026-01-20') }) && judged('Anna', { name: 'Anna', serial: '1', until: later, revokedAt: now }));
  });
});

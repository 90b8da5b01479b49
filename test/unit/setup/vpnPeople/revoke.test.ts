import assert from 'node:assert/strict';
import { newAuthority } from '../../../../src/certificates/authority';
import { issueClient, issueServer } from '../../../../src/certificates/issue';
import { judge } from '../../../../src/certificates/judge';
import { newRevocationList, readRevocationList } from '../../../../src/certificates/revocationList';
import { asBrought, identitiesOf, keepIdentities } from '../../../../src/setup/vpnIdentities';
import type { VpnAuthentication } from '../../../../src/model/vpnServer';
import { Openssl, skipWithoutOpenssl } from '../../certificates/openssl';
import { revoke } from '../../../../src/setup/vpnPeople/revoke';
import { freePort, OpenVpn, skipWithoutOpenVpn } from '../../certificates/realOpenVpn';
import { never, Peer } from '../support';
import { partOf, StandingVpn } from './vpnPeopleBench';

describe('A certificate of a client VPN that is revoked', function suite() {
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

  const revoked = async (of: StandingVpn): Promise<readonly string[]> => {
    const [list, identities] = [await of.list(), await identitiesOf(peer.vault, of.id)];
    return list === undefined ? [] : (await readRevocationList(list, identities?.authority.certificate ?? '')).revoked.map(({ serial }) => serial).sort();
  };
  const patches = (): readonly string[] => peer.writes().filter((write) => write.startsWith('PATCH'));

  it('stands on the server’s list, which takes up who stood there before, and everything else of the server stays', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0201', { authentication: ['certificate', 'username'] });
    const [ben, cleo] = [await vpn.letIn('Ben'), await vpn.letIn('Cleo')];
    const before = await vpn.server();
    const first = await vpn.revoke('Ben');
    assert.ok(first.kind === 'listed' && first.until > new Date());
    assert.deepEqual(await revoked(vpn), [ben.serial]);
    await vpn.revoke('Cleo');
    assert.deepEqual(await revoked(vpn), [ben.serial, cleo.serial].sort());
    assert.deepEqual(await vpn.names(), ['anna', 'Ben (revoked)', 'Cleo (revoked)']);
    const after = await vpn.server();
    const plainly = ({ authentication, ...rest }: typeof after): unknown => [rest, authentication.map((each) => ({ ...each, revocationList: undefined }))];
    assert.deepEqual(plainly(after), plainly(before));
    assert.equal(after.lifecycleState, 'stable');
  });

  it('is not sent twice: one who stands on the list already is told so without a change', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0202');
    await vpn.letIn('Ben');
    await vpn.revoke('Ben');
    peer.forgetExchanges();
    await vpn.revoke('Ben');
    assert.deepEqual(patches(), []);
  });

  it('stays on the list though somebody took the list away: the next one has both', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0203');
    const [ben, cleo] = [await vpn.letIn('Ben'), await vpn.letIn('Cleo')];
    await vpn.revoke('Ben');
    const vpc = peer.cloud.vpc('ca-mon');
    const read = await vpc.getVersionedVpnServer((await vpn.server()).id, never);
    const authentication = read.value.authentication.flatMap((each: VpnAuthentication) => each.method === 'certificate' ? [{ method: each.method, authorityCrn: each.authorityCrn }] : []);
    await vpc.updateVpnServer(read, { authentication }, never);
    assert.equal(await vpn.list(), undefined);
    await vpn.revoke('Cleo');
    assert.deepEqual(await revoked(vpn), [ben.serial, cleo.serial].sort());
  });

  it('is sent again only after a look, where the answer was lost: the change that got through is seen', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0204');
    const ben = await vpn.letIn('Ben');
    peer.sandbox.faults.add({ service: 'vpc', method: 'PATCH', times: 1, effect: { kind: 'drop' } });
    peer.forgetExchanges();
    await vpn.revoke('Ben');
    assert.deepEqual([patches().length, await revoked(vpn), await vpn.names()], [1, [ben.serial], ['anna', 'Ben (revoked)']]);
  });

  it('is merged with what somebody changed in between; where that goes on, it is told and nothing is changed', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0205');
    await vpn.letIn('Ben');
    const outdated = { kind: 'refuse', status: 412, code: 'precondition_failed', message: 'The resource was changed.' } as const;
    peer.sandbox.faults.add({ service: 'vpc', method: 'PATCH', effect: outdated });
    await assert.rejects(vpn.revoke('Ben'), { code: 'vpn.changed-meanwhile', why: /Nothing of it was changed from here/ });
    assert.deepEqual([await vpn.list(), await vpn.names()], [undefined, ['anna', 'Ben']]);
    peer.sandbox.faults.clear();
    peer.sandbox.faults.add({ service: 'vpc', method: 'PATCH', times: 2, effect: outdated });
    await vpn.revoke('Ben');
    assert.deepEqual(await vpn.names(), ['anna', 'Ben (revoked)']);
  });

  it('is refused in the cloud’s words, with the list as it was; where nobody can say, that is said', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0206');
    await vpn.letIn('Ben');
    peer.sandbox.faults.add({ service: 'vpc', method: 'PATCH', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Editor is needed.' } });
    await assert.rejects(vpn.revoke('Ben'), { status: 403, why: /Editor is needed.*as it was before/ });
    assert.deepEqual(await vpn.names(), ['anna', 'Ben']);
    peer.sandbox.faults.clear();
    // The first read is answered, the change is carried out without an answer, and from then on the server cannot be read.
    peer.sandbox.faults.add({ service: 'vpc', method: 'PATCH', effect: { kind: 'drop' } });
    peer.sandbox.faults.add({ service: 'vpc', method: 'GET', path: '/vpn_servers/', nth: 2, effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'm' } });
    const person = await vpn.person('Ben');
    await assert.rejects(vpn.at((desk) => revoke(desk, person)), { code: 'vpn.list-unknown', why: /Whether the list was changed is not known/ });
    peer.sandbox.faults.clear();
    await vpn.revoke('Ben');
    assert.deepEqual(await vpn.names(), ['anna', 'Ben (revoked)']);
  });

  it('is known as revoked as soon as the list is in force: who gives up waiting for the server is told the truth after that', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0213');
    const ben = await vpn.letIn('Ben');
    const person = await vpn.person('Ben');
    // The read before the change is answered at once, the one that waits for the server is not.
    peer.sandbox.faults.add({ service: 'vpc', method: 'GET', path: '/vpn_servers/[^/]+$', nth: 2, times: 1, effect: { kind: 'delay', milliseconds: 600_000 } });
    peer.forgetExchanges();
    const cancel = new AbortController();
    const revoking = vpn.at((desk) => revoke(desk, person), cancel.signal);
    while (!peer.sandbox.faults.list().some(({ seen }) => seen >= 2)) await Promise.race([revoking, new Promise(setImmediate)]);
    cancel.abort();
    await assert.rejects(revoking, { name: 'AbortError' });
    peer.sandbox.faults.clear();
    assert.deepEqual([await revoked(vpn), await vpn.names()], [[ben.serial], ['anna', 'Ben (revoked)']]);
  });

  it('needs the authority’s key: one that was thrown away signs no list, and says what now', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0207', { certificates: { kind: 'made', person: 'anna', keepsAuthorityKey: false } });
    await assert.rejects(vpn.revoke('anna'), { code: 'vpn.no-authority-key', why: /it signs no list/, next: /make it anew/ });
  });

  it('leaves a list of another authority alone', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0208');
    await vpn.letIn('Ben');
    const vpc = peer.cloud.vpc('ca-mon');
    const read = await vpc.getVersionedVpnServer((await vpn.server()).id, never);
    const [theirs, [first]] = [await newRevocationList(await newAuthority({ name: 'Other CA' })), read.value.authentication] as const;
    assert.ok(first?.method === 'certificate');
    await vpc.updateVpnServer(read, { authentication: [{ ...first, revocationList: theirs }] }, never);
    await assert.rejects(vpn.revoke('Ben'), { code: 'revocation-list.other-authority' });
    assert.equal((await vpn.list())?.trim(), theirs.trim());
  });

  it('of Secrets Manager is revoked there, once; an uploaded list would be read instead, and is told', async () => {
    vpn = await StandingVpn.make(peer, 'orders-pc-0209', { certificates: { kind: 'private', person: 'anna' } });
    await vpn.letIn('Ben');
    peer.sandbox.faults.add({ service: 'secretsManager', method: 'POST', times: 1, effect: { kind: 'drop' } });
    peer.forgetExchanges();
    assert.deepEqual(await vpn.revoke('Ben'), { kind: 'in-secrets-manager' });
    assert.deepEqual([patches(), peer.writes().length, await vpn.names()], [[], 1, ['anna', 'Ben (revoked)']]);
    const vpc = peer.cloud.vpc('ca-mon');
    const read = await vpc.getVersionedVpnServer((await vpn.server()).id, never);
    const [first] = read.value.authentication;
    assert.ok(first?.method === 'certificate');
    await vpc.updateVpnServer(read, { authentication: [{ ...first, revocationList: await newRevocationList(await newAuthority({ name: 'CA' })) }] }, never);
    await assert.rejects(vpn.revoke('anna'), { code: 'vpn.list-uploaded' });
  });

  it('of an authority that is elsewhere needs a list of that authority, in force, with the person on it', async () => {
    const authority = await newAuthority({ name: 'Orders CA' });
    const file = (name: string, ...texts: string[]) => ({ name, bytes: Buffer.from(texts.join('')) });
    const server = await issueServer(authority, { name: 'vpn' });
    const [first, second] = await Promise.all([
      judge([file('s.pem', server.chain, server.key.reveal())], 'server'), judge([file('a.pem', authority.certificate)], 'authority'),
    ]);
    assert.ok(first.kind === 'usable' && second.kind === 'usable');
    await keepIdentities(peer.vault, 'orders-pc-0210', asBrought({ server: first.set, authority: second.set }));
    vpn = await StandingVpn.make(peer, 'orders-pc-0210', { certificates: { kind: 'brought' } });
    const ben = await issueClient(authority, { name: 'Ben' });
    await vpn.letIn('', { files: [file('ben.pem', ben.certificate)] });
    const on = { serial: ben.serial, at: new Date(), reason: 'key-compromise' } as const;
    await assert.rejects(vpn.revoke('Ben', await newRevocationList(authority)), { code: 'revocation-list.without' });
    await assert.rejects(vpn.revoke('Ben', await newRevocationList(authority, { revoked: [on], days: 1, now: new Date('2020-01-01') })), { code: 'revocation-list.over' });
    await assert.rejects(vpn.revoke('Ben', await newRevocationList(await newAuthority({ name: 'Orders CA' }), { revoked: [on] })), { code: 'revocation-list.other-authority' });
    assert.equal(await vpn.list(), undefined);
    await vpn.revoke('Ben', await newRevocationList(authority, { revoked: [on] }));
    assert.deepEqual(await revoked(vpn), [ben.serial]);
  });

  describe('by real programs', () => {
    const files = new Openssl();
    const running: OpenVpn[] = [];
    before(skipWithoutOpenssl);
    afterEach(() => Promise.all(running.splice(0).map((each) => each.stop())));
    after(() => files.remove());

    it('is refused by openssl with the server’s list, which a colleague’s passes', async () => {
      vpn = await StandingVpn.make(peer, 'orders-pc-0211');
      await vpn.letIn('Ben');
      await vpn.letIn('Cleo');
      await vpn.revoke('Ben');
      const list = await vpn.list() ?? '';
      const said = vpn.profiles.map((profile) => files.verify('sslclient', [partOf(profile, 'cert'), partOf(profile, 'ca')], { list }));
      assert.match(said[0] ?? '', /certificate revoked/);
      assert.equal(said[1], '');
      const text = files.run(`crl -in "${files.write('crl.pem', list)}" -noout -text`);
      assert.match(text, /Next Update/);
      assert.equal(text.match(/Serial Number:/g)?.length, 1);
    });

    it('is refused by the real openvpn, which lets a colleague in with the profile as it was saved', async function real() {
      skipWithoutOpenVpn.call(this);
      vpn = await StandingVpn.make(peer, 'orders-pc-0212');
      await vpn.letIn('Ben');
      await vpn.letIn('Cleo');
      await vpn.revoke('Ben');
      const identities = await identitiesOf(peer.vault, vpn.id);
      const [ben, cleo] = vpn.profiles;
      const list = files.write('server.crl', await vpn.list() ?? '');
      const dial = async (name: string, profile = ''): Promise<{ server: OpenVpn; client: OpenVpn }> => {
        const port = String(await freePort());
        const server = new OpenVpn(['--local', '127.0.0.1', '--port', port, '--tls-server', '--dh', 'none', '--remote-cert-tls', 'client', '--crl-verify', list,
          '--ca', files.write('authority.pem', identities?.authority.certificate ?? ''), '--cert', files.write('server.pem', identities?.server.certificate ?? ''),
          '--key', files.write('server.key', identities?.server.key.reveal() ?? '')]);
        running.push(server);
        await server.says(/UDPv4 link local \(bound\)/);
        // As it was saved, but for where it dials and for the network interface, which needs rights.
        const dialling = profile.replace(/^remote .*$/m, `remote 127.0.0.1 ${port}`).replace(/^port .*\n/m, '').replace(/^(dev|proto|verb|client|resolv-retry) ?.*\n/gm, '');
        const client = new OpenVpn(['--config', files.write(`${name}.ovpn`, dialling), '--tls-client']);
        running.push(client);
        return { server, client };
      };
      const refused = await dial('ben', ben);
      await refused.server.says(/VERIFY ERROR: depth=0, error=certificate revoked: CN=Ben/);
      const admitted = await dial('cleo', cleo);
      await Promise.all([admitted.server.says(/Initialization Sequence Completed/), admitted.client.says(/Initialization Sequence Completed/)]);
    });
  });
});

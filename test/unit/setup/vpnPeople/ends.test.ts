import assert from 'node:assert/strict';
import { newAuthority } from '../../../../src/certificates/authority';
import { newRevocationList } from '../../../../src/certificates/revocationList';
import { endInWords, endsOf, soonestEnd, type End } from '../../../../src/setup/vpnPeople/ends';
import { never, Peer } from '../support';
import { StandingVpn } from './vpnPeopleBench';

describe('What a VPN server reads and ends by itself', function suite() {
  this.timeout(60_000);
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());

  it('is its certificate, the authority of its clients and, once somebody was revoked, the list', async () => {
    const vpn = await StandingVpn.make(peer, 'orders-pc-0301');
    const kinds = async (): Promise<readonly string[]> => {
      const { ends, unread } = await endsOf(await vpn.server(), peer.cloud, never);
      assert.ok(unread.length === 0 && ends.every(({ at }) => at > new Date()));
      return ends.map(({ what }) => what);
    };
    assert.deepEqual(await kinds(), ['server-certificate', 'authority']);
    await vpn.letIn('Ben');
    await vpn.revoke('Ben');
    assert.deepEqual(await kinds(), ['server-certificate', 'authority', 'revocation-list']);
    await vpn.remove();
  });

  it('is the list of an authority that has another one above it', async () => {
    const [root, authority] = await Promise.all([newAuthority({ name: 'Root CA' }), newAuthority({ name: 'Orders CA' })]);
    const crn = 'crn:v1:bluemix:public:secrets-manager:ca-mon:a/1:guid:secret:id';
    const held = {
      getCertificateMetadata: () => Promise.resolve({ notAfter: '2040-01-01T00:00:00Z' }),
      getCertificate: () => Promise.resolve({ data: { certificate: authority.certificate, chain: [root.certificate] } }),
    };
    const cloud = { secretsManagers: { open: () => held } } as unknown as Parameters<typeof endsOf>[1];
    const revocationList = await newRevocationList(authority);
    const { ends } = await endsOf({ certificateCrn: crn, authentication: [{ method: 'certificate', authorityCrn: crn, revocationList }] }, cloud, never);
    assert.deepEqual(ends.map(({ what }) => what), ['server-certificate', 'authority', 'revocation-list']);
  });

  it('is told as far as it can be read: a list that a stranger signed hides neither certificate nor authority, and is said', async () => {
    const vpn = await StandingVpn.make(peer, 'orders-pc-0302');
    const vpc = peer.cloud.vpc('ca-mon');
    const read = await vpc.getVersionedVpnServer((await vpn.server()).id, never);
    const [first] = read.value.authentication;
    assert.ok(first?.method === 'certificate');
    const revocationList = await newRevocationList(await newAuthority({ name: 'Stranger CA' }));
    await vpc.updateVpnServer(read, { authentication: [{ ...first, revocationList }] }, never);
    const { ends, unread } = await endsOf(await vpn.server(), peer.cloud, never);
    assert.deepEqual(ends.map(({ what }) => what), ['server-certificate', 'authority']);
    assert.deepEqual(unread.map(({ what, why }) => [what, why]), [['revocation-list', 'Another authority signed it.']]);
    await vpn.remove();
  });

  it('is told as far as it can be read: a secret that is refused, or gone, hides no other', async () => {
    const vpn = await StandingVpn.make(peer, 'orders-pc-0303');
    await vpn.letIn('Ben');
    await vpn.revoke('Ben');
    peer.sandbox.faults.add({
      service: 'secretsManager', method: 'GET', path: '/metadata', nth: 1, times: 1, effect: { kind: 'refuse', status: 403, code: 'forbidden', message: 'Viewer is needed.' },
    });
    const refused = await endsOf(await vpn.server(), peer.cloud, never);
    peer.sandbox.faults.clear();
    assert.deepEqual([refused.ends.length, refused.unread.map(({ what }) => what)], [2, ['server-certificate']]);
    assert.match(refused.unread[0]?.why ?? '', /Viewer is needed/);
    const { certificateCrn, authentication } = await vpn.server();
    const gone = await endsOf({ certificateCrn: `${certificateCrn}0`, authentication }, peer.cloud, never);
    assert.deepEqual([gone.ends.map(({ what }) => what), gone.unread.map(({ what }) => what)], [['authority', 'revocation-list'], ['server-certificate']]);
    await vpn.remove();
  });

  it('is worth a word from thirty days on, the first of it, and after its end too', () => {
    const now = new Date('2026-05-01T00:00:00Z');
    const end = (what: End['what'], date: string): End => ({ what, at: new Date(date) });
    assert.equal(soonestEnd([end('server-certificate', '2026-06-01T00:00:00Z')], now), undefined);
    const list = end('revocation-list', '2026-05-13T00:00:00Z');
    assert.equal(soonestEnd([end('server-certificate', '2026-05-30T00:00:00Z'), list], now), list);
    assert.equal(endInWords(list, now), 'revocation list ends in 12 d');
    assert.equal(endInWords(end('server-certificate', '2026-04-30T00:00:00Z'), now), 'certificate has ended');
  });
});

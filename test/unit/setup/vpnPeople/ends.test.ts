import assert from 'node:assert/strict';
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
      const ends = await endsOf(await vpn.server(), peer.cloud, never);
      assert.ok(ends.every(({ at }) => at > new Date()));
      return ends.map(({ what }) => what);
    };
    assert.deepEqual(await kinds(), ['server-certificate', 'authority']);
    await vpn.letIn('Ben');
    await vpn.revoke('Ben');
    assert.deepEqual(await kinds(), ['server-certificate', 'authority', 'revocation-list']);
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

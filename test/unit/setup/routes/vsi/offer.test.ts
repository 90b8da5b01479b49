import { loadOffer, proposedServer } from '../../../../../src/setup/routes/vsi/defaults';
import { newConnectionId } from '../../../../../src/setup/newConnection';
import { Peer, never } from '../../support';
import { Failure } from '../../../../../src/model/failure';
import assert from 'node:assert/strict';

describe('What an account offers for a connection', () => {
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());

  it('is read without writing anything', async () => {
    peer.forgetExchanges();
    await loadOffer(peer.cloud, peer.sandbox.accountId, 'ca-mon', never);
    assert.deepEqual(peer.writes(), []);
  });

  it('has running servers, available zones, and the proposed of each kind first', async () => {
    const offer = await loadOffer(peer.cloud, peer.sandbox.accountId, 'ca-mon', never);
    assert.ok(offer.servers.some(({ name }) => name === 'build-box'));
    assert.ok(offer.servers.every(({ status }) => status === 'running'));
    assert.equal(offer.zones.length, 3);
    assert.match(offer.images[0]?.operatingSystem.name ?? '', /^ubuntu-24-04/);
    assert.equal(offer.resourceGroups[0]?.isDefault, true);
    const monthly = offer.profiles.flatMap(({ price }) => price.kind === 'priced' ? [price.monthly] : []);
    assert.deepEqual(monthly, [...monthly].sort((left, right) => left - right));
  });

  it('proposes a server that a plan takes as it is, or none where nothing fits', async () => {
    const offer = await loadOffer(peer.cloud, peer.sandbox.accountId, 'ca-mon', never);
    const id = newConnectionId('telemetry');
    const server = proposedServer(offer, id);
    assert.equal(server?.name, `${id}-server`);
    assert.equal(server.zone, 'ca-mon-1');
    assert.equal(proposedServer({ ...offer, profiles: [] }, id), undefined);
    assert.equal(proposedServer({ ...offer, images: [] }, id), undefined);
    assert.equal(proposedServer({ ...offer, zones: [] }, id), undefined);
  });

  it('has servers without a price where the catalog does not answer', async () => {
    const refused = new Failure({ code: 'catalog.http-503', status: 503, what: 'Could not read prices', why: 'Down.', next: 'Wait.' });
    const catalog = {
      serviceId: () => Promise.resolve(undefined), plan: (name: string) => Promise.resolve({ name }), monthlyPrice: () => Promise.reject(refused),
    };
    const offer = await loadOffer({ ...peer.cloud, catalog }, peer.sandbox.accountId, 'ca-mon', never);
    assert.notEqual(offer.profiles.length, 0);
    assert.ok(offer.profiles.every(({ price }) => price.kind === 'unpublished'));
  });

  it('ends at once when nobody waits for it any more', async () => {
    await assert.rejects(loadOffer(peer.cloud, peer.sandbox.accountId, 'ca-mon', AbortSignal.abort()), { name: 'AbortError' });
  });
});

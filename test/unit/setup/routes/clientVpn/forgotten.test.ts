import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../../../../src/model/secret';
import { identitiesOf, keepIdentities } from '../../../../../src/setup/vpnIdentities';
import { Peer, never } from '../../support';
import { vpnConnection } from './vpnPeer';

describe('A plan with certificates that were brought', function suite() {
  this.timeout(60_000);
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());

  it('takes their keys with it when it is discarded, since no undo ever comes', async () => {
    const [setup, connection] = [peer.setup(), await vpnConnection(peer, 'orders-pc-0031', { certificates: { kind: 'brought' } })];
    const identity = { certificate: '-', above: '', key: new Secret('canary key') };
    await keepIdentities(peer.vault, connection.id, { origin: 'brought', authority: identity, server: identity });
    await setup.plan(connection, never);
    assert.ok(await identitiesOf(peer.vault, connection.id) !== undefined, 'a plan leaves them');
    await setup.forget(connection.id);
    assert.equal(await identitiesOf(peer.vault, connection.id), undefined);
  });

  it('leaves them with the files that are set aside where it cannot be read: both can be put back', async () => {
    const connection = await vpnConnection(peer, 'orders-pc-0032', { certificates: { kind: 'brought' } });
    const identity = { certificate: '-', above: '', key: new Secret('canary key') };
    await keepIdentities(peer.vault, connection.id, { origin: 'brought', authority: identity, server: identity });
    await peer.setup().plan(connection, never);
    await writeFile(join(peer.folder, 'connections', `${connection.id}.connection.json`), '{');
    const setup = peer.setup();
    await setup.load();
    await setup.keepAndForget(connection.id);
    assert.ok(await identitiesOf(peer.vault, connection.id) !== undefined);
  });
});

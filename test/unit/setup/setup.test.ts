import { Peer, never } from './support';
import type { Connection } from '../../../src/model/connection';
import { ConnectionStore } from '../../../src/setup/connectionStore';
import { writeFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { join } from 'node:path';

const connection: Connection = {
  id: 'orders-pc-1a2b', accountId: 'a', service: 'event-streams', route: 'vsi', role: 'Writer', createdAt: '2026-01-01T00:00:00Z',
  instance: { crn: 'crn:v1', guid: 'g', name: 'orders', region: 'ca-mon' },
  choices: {
    vpc: { kind: 'new', name: 'v' }, zones: ['ca-mon-1'], address: { kind: 'address', address: 'bastion.example' },
    server: { kind: 'existing', id: 'i', name: 's' }, loginUser: 'ubuntu', key: { kind: 'existing', path: '/k' },
    resourceGroupId: 'r', sshFrom: '0.0.0.0/0', openToInternetConfirmed: true,
  },
};

describe('Setup', () => {
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());

  it('knows the connections of its own account alone', async () => {
    const own = { ...connection, accountId: peer.sandbox.accountId };
    await new ConnectionStore(join(peer.folder, 'connections')).save(own);
    await new ConnectionStore(join(peer.folder, 'connections')).save({ ...connection, id: 'else' });
    await writeFile(join(peer.folder, 'connections', 'bad.connection.json'), 'x');
    const setup = peer.setup();
    await setup.load();
    assert.deepEqual(setup.connections(), [own]);
    assert.deepEqual(setup.views().map(({ connectionId, state }) => `${connectionId} ${state}`), ['bad damaged']);
    assert.deepEqual(setup.damaged().map(({ path }) => path), [join(peer.folder, 'connections', 'bad.connection.json')]);
  });

  it('says so when it does not know a connection', async () => {
    const setup = peer.setup();
    await assert.rejects(setup.run('nobody', never), { code: 'setup.unknown-connection' });
    assert.throws(() => setup.vantages('nobody'), { code: 'setup.unknown-connection' });
    assert.deepEqual(setup.undoList('nobody'), []);
  });

  it('tells its listeners of a change until they leave', async () => {
    const setup = peer.setup();
    let calls = 0;
    const leave = setup.onDidChange(() => { calls += 1; });
    await setup.save({ ...connection, accountId: peer.sandbox.accountId });
    assert.equal(calls, 1);
    leave();
    await setup.load();
    assert.equal(calls, 1);
  });
});

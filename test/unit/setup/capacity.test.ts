import { Peer, assertUnchanged, never, states, stepOf } from './support';
import type { Connection } from '../../../src/model/connection';
import type { NewServer, VsiChoices } from '../../../src/setup/routes/vsi/choices';
import assert from 'node:assert/strict';

const id = 'telemetry-pc-1a2b';

describe('A server for which a zone has no capacity', () => {
  let peer: Peer;
  let connection: Connection<VsiChoices>;
  let server: NewServer;
  beforeEach(async () => {
    peer = await Peer.start();
    connection = await peer.connection(id, { zones: ['ca-mon-1', 'ca-mon-3'] });
    assert.ok(connection.choices.server.kind === 'new');
    server = connection.choices.server;
  });
  afterEach(() => peer.stop());

  const inZone = (zone: string, profile: string): Connection =>
    ({ ...connection, choices: { ...connection.choices, server: { ...server, zone, profile } } });

  it('fails with the cloud’s reason, and is replaced in another zone by a changed plan', async () => {
    const account = await peer.account();
    const setup = peer.setup();
    await setup.plan(inZone('ca-mon-3', 'mx2-128x1024'), never);
    const failed = await setup.run(id, never);
    assert.equal(stepOf(failed, 'server').failure?.code, 'cannot_start_capacity', states(failed));
    assert.match(stepOf(failed, 'server').failure?.next ?? '', /another zone or profile/);

    const plan = await setup.plan(inZone('ca-mon-1', server.profile), never);
    assert.equal(stepOf(plan, 'server').state, 'to-make');
    assert.equal(stepOf(plan, 'vpc').state, 'made');
    assert.equal((await setup.run(id, never)).state, 'done');
    const servers = (await peer.cloud.vpc('ca-mon').listVirtualServers({}, never)).filter(({ name }) => name === server.name);
    assert.deepEqual(servers.map(({ zone, status }) => `${zone} ${status}`), ['ca-mon-1 running']);
    await setup.undo(id, never);
    await assertUnchanged(peer, account);
  });

  it('does not open the door to choices that would forget what was made', async () => {
    const setup = peer.setup();
    await setup.plan(connection, never);
    await setup.run(id, never);
    const others: readonly Partial<VsiChoices>[] = [
      { zones: ['ca-mon-1'] }, { vpc: { kind: 'existing', id: 'x', name: 'x' } }, { address: { kind: 'address', address: 'bastion' } },
      { sshFrom: '198.51.100.0/24' }, { key: { kind: 'new', path: '/elsewhere' } }, { server: { kind: 'existing', id: 'x', name: 'x' } },
    ];
    for (const choices of others) {
      const changed = { ...connection, choices: { ...connection.choices, ...choices } };
      await assert.rejects(setup.plan(changed, never), { code: 'setup.not-undone' });
    }
    const reloaded = peer.setup();
    await reloaded.load();
    await reloaded.save({ ...connection, choices: { ...connection.choices, openToInternetConfirmed: undefined } });
    await reloaded.undo(id, never);
    await reloaded.save({ ...connection, choices: { ...connection.choices, zones: ['ca-mon-1'] } });
  });
});

import assert from 'node:assert/strict';
import type { Connection } from '../../../../../src/model/connection';
import type { PartChoices } from '../../../../../src/setup/routes/part/choices';
import type { VsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { isThere } from '../../../../../src/ssh/keyFile';
import { assertUnchanged, never, sshFiles, states, stepOf } from '../../support';
import { PartPeer } from './partPeer';

const [serverId, addressId, keyId, wayId] = ['box-pc-1a2b', 'ip-pc-1a2b', 'key-pc-1a2b', 'telemetry-pc-2b3c'];

describe('What parts and connections share', function () {
  this.timeout(60_000);
  let bench: PartPeer;
  let files: Awaited<ReturnType<typeof sshFiles>>;

  beforeEach(async () => {
    bench = await PartPeer.start();
    files = await sshFiles(bench.peer);
  });
  afterEach(() => bench.stop());

  async function address(name = 'box'): Promise<Connection<PartChoices>> {
    const server = await bench.serverNamed(name);
    return await bench.part(addressId, { part: 'floating-ip', name: 'box-ip', server, resourceGroupId: bench.resourceGroupId });
  }

  /** A connection through the server that a part made, with the key that came with it. */
  async function way(more: Partial<VsiChoices> = {}): Promise<Connection<VsiChoices>> {
    return await bench.peer.connection(wayId, {
      vpc: { kind: 'existing', ...await bench.vpcNamed('payments-vpc') }, server: { kind: 'existing', ...await bench.serverNamed('box') },
      key: { kind: 'existing', path: bench.keyPath(serverId) }, ...more,
    });
  }

  /** A second undo takes what the first one had to leave to others. */
  async function allGone(...ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await bench.undone(id);
    }
    await assertUnchanged(bench.peer, bench.account);
    assert.deepEqual(await sshFiles(bench.peer), files);
  }

  it('stays with a connection that leads through it when the parts are undone, its key file too', async () => {
    await bench.made(await bench.part(serverId, await bench.serverChoices()));
    await bench.made(await address());
    await bench.made(await way());
    bench.peer.forgetExchanges();
    const server = await bench.undone(serverId);
    assert.equal(stepOf(server, 'server').detail, `kept for ${wayId}`);
    assert.equal(await isThere(bench.keyPath(serverId)), true);
    const ip = await bench.undone(addressId);
    assert.equal(stepOf(ip, 'floating-ip').detail, `kept for ${wayId}`);
    bench.peer.forgetExchanges();
    const setup = bench.peer.setup();
    await setup.load();
    const again = await setup.run(wayId, never);
    assert.equal(again.state, 'done', states(again));
    assert.deepEqual(bench.peer.writes(), [], 'the connection has all that it needs');
    await allGone(wayId, serverId);
  });

  it('stays with the parts when the connection that found it is undone', async () => {
    await bench.made(await bench.part(serverId, await bench.serverChoices()));
    await bench.made(await address());
    const before = await bench.peer.account();
    await bench.made(await way());
    await bench.undone(wayId);
    await assertUnchanged(bench.peer, before);
    await allGone(addressId, serverId);
  });

  it('stays while an address is bound to it, which is said, with the group that guards it; and goes when that is gone', async () => {
    await bench.made(await bench.part(serverId, await bench.serverChoices()));
    await bench.made(await address());
    const setup = bench.peer.setup();
    await setup.load();
    const undone = await setup.undo(serverId, never);
    assert.equal(undone.state, 'undone', states(undone));
    assert.deepEqual(setup.undoList(serverId).map(({ usedBy }) => usedBy).slice(0, 2), ['the floating IP box-ip', 'the server box']);
    assert.equal((await bench.serverNamed('box')).name, 'box');
    await allGone(addressId, serverId);
  });

  it('is a key whose file stays while a server of another part is opened with it', async () => {
    const path = bench.keyPath(keyId);
    await bench.made(await bench.part(keyId, { part: 'ssh-key', name: 'mine', key: { kind: 'new', path }, resourceGroupId: bench.resourceGroupId }));
    await bench.made(await bench.part(serverId, await bench.serverChoices({ key: { kind: 'account', ...await bench.keyNamed('mine') } })));
    await bench.undone(keyId);
    assert.equal(await isThere(path), true, 'nobody could sign in to the server any more');
    assert.equal((await bench.keyNamed('mine')).name, 'mine');
    await allGone(serverId, keyId);
  });

  it('is what a connection made and a part uses: it stays with the part when the connection is undone', async () => {
    const through = await bench.peer.connection(wayId);
    await bench.made(through);
    const server = await bench.serverNamed(`${wayId}-server`);
    const ip = await bench.part(addressId, { part: 'floating-ip', name: 'second', server, resourceGroupId: bench.resourceGroupId });
    assert.match(stepOf(await bench.peer.setup().plan(ip, never), 'floating-ip').detail, /^exists/, 'it has one');
    const choices = await bench.serverChoices({
      vpc: await bench.vpcNamed(`${wayId}-vpc`), subnet: { kind: 'existing', ...await bench.subnetNamed(`${wayId}-ca-mon-1`) },
      guard: { kind: 'existing', ...await bench.groupNamed(`${wayId}-server`) }, key: { kind: 'account', ...await bench.keyNamed(`${wayId}-key`) },
    });
    await bench.made(await bench.part(serverId, choices));
    const undone = await bench.undone(wayId);
    for (const id of ['vpc', 'subnet-ca-mon-1', 'server-group', 'ssh-key']) {
      assert.match(stepOf(undone, id).detail, /kept|used/, `${id}: ${states(undone)}`);
    }
    assert.equal((await bench.serverNamed('box')).name, 'box');
    // What each had to leave to the other goes when that has gone.
    await allGone(serverId, wayId, serverId);
  });

  it('is the two groups of a rule: each stays while the rule stands, and goes when that is gone', async () => {
    const [gatewayId, ruleId] = ['door-pc-1a2b', 'rule-pc-1a2b'];
    const { resourceGroupId } = bench;
    await bench.made(await bench.part(serverId, await bench.serverChoices()));
    const gateway: PartChoices = { part: 'endpoint-gateway', name: 'door', vpc: await bench.vpcNamed('payments-vpc'), zones: ['ca-mon-1'], resourceGroupId };
    await bench.made(await bench.part(gatewayId, gateway, 'telemetry'));
    const [group, from] = [await bench.groupNamed(`${gatewayId}-gateway`), await bench.groupNamed(`${serverId}-server`)];
    const rule: PartChoices = { part: 'rule', name: group.name, group, from: { kind: 'security-group', ...from }, port: 9093 };
    await bench.made(await bench.part(ruleId, rule));
    assert.match(stepOf(await bench.undone(gatewayId), 'gateway-group').detail, /^kept for rule-pc-1a2b/);
    assert.match(stepOf(await bench.undone(serverId), 'server-group').detail, /^kept for rule-pc-1a2b/);
    await allGone(ruleId, gatewayId, serverId);
  });

  it('is one VPC, in which two parts are made at once from two windows, and a third by the first', async () => {
    const vpc = await bench.vpcNamed('payments-vpc');
    const subnet = (name: string): PartChoices => ({ part: 'subnet', name, vpc, zone: 'ca-mon-1', resourceGroupId: bench.resourceGroupId });
    const parts = [await bench.part('a-pc-1a2b', subnet('one')), await bench.part('b-pc-1a2b', subnet('two')), await bench.part('c-pc-1a2b', await bench.serverChoices())];
    const [first, second] = [bench.peer.setup(), bench.peer.setup()];
    const run = async (setup: typeof first, connection: Connection): Promise<string> => {
      await setup.plan(connection, never);
      return (await setup.run(connection.id, never)).state;
    };
    assert.deepEqual(await Promise.all(parts.map((connection, index) => run(index === 1 ? second : first, connection))), ['done', 'done', 'done']);
    await allGone('c-pc-1a2b', 'b-pc-1a2b', 'a-pc-1a2b');
  });
});

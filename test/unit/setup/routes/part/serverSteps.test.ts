import assert from 'node:assert/strict';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import type { PartChoices } from '../../../../../src/setup/routes/part/choices';
import { isThere, makeKeyFile } from '../../../../../src/ssh/keyFile';
import { assertUnchanged, never, sshFiles, stepOf } from '../../support';
import { PartPeer } from './partPeer';

describe('A server, a key and an address, each made by itself', function () {
  this.timeout(60_000);
  let bench: PartPeer;
  let resourceGroupId: string;

  beforeEach(async () => {
    bench = await PartPeer.start();
    ({ resourceGroupId } = bench);
  });
  afterEach(() => bench.stop());

  const keyOf = (kind: 'new' | 'existing', path: string, name = 'mine'): PartChoices => ({ part: 'ssh-key', name, key: { kind, path }, resourceGroupId });

  async function blockedBy(id: string, choices: PartChoices): Promise<string> {
    const { steps } = await bench.peer.setup().plan(await bench.part(id, choices), never);
    return steps.find(({ state }) => state === 'blocked')?.detail ?? 'not blocked';
  }

  it('lets this machine in by the address of now alone, and says before what it cannot reach', async () => {
    const own = { kind: 'new', sshFrom: '203.0.113.77/32', ownAddress: '203.0.113.77' } as const;
    const server = await bench.part('mine-pc-1a2b', await bench.serverChoices({ guard: own }));
    const group = await bench.groupNamed('build-box-sg');
    const cidr = { kind: 'cidr', cidr: '203.0.113.77/32', ownAddress: '203.0.113.77' } as const;
    const rule = await bench.part('rule-pc-1a2b', { part: 'rule', name: group.name, group, from: cidr, port: 9093 });
    for (const [connection, step] of [[server, 'server-group'], [rule, 'rule']] as const) {
      const moved = bench.peer.setup({ ownAddress: () => Promise.resolve('198.51.100.9'), sharesAddress: () => true });
      assert.match(stepOf(await moved.plan(connection, never), step).detail, /other customers of the provider come from that address too$/);
      const { failure } = stepOf(await moved.run(connection.id, never), step);
      assert.deepEqual([failure?.code, failure?.next], [
        'setup.address-changed', 'Undo or discard it, then start the command again: it looks the address up anew.',
      ]);
      assert.equal(stepOf(await bench.peer.setup({ onlyIpv6: () => true }).plan(connection, never), step).state, 'blocked');
    }
    await bench.made(server);
    const box = await bench.serverNamed('box');
    const address = await bench.part('ip-pc-1a2b', { part: 'floating-ip', name: 'mine', server: box, resourceGroupId });
    const { detail, state } = stepOf(await bench.peer.setup({ onlyIpv6: () => true }).plan(address, never), 'floating-ip');
    assert.equal(state, 'to-make');
    assert.match(detail, /this machine has addresses of IPv6 alone and does not get there$/);
  });

  it('is an SSH key whose private half is made here, closed to others, and gone when it is undone', async () => {
    const path = bench.keyPath('mine-pc-1a2b');
    const files = await sshFiles(bench.peer);
    const connection = await bench.part('mine-pc-1a2b', keyOf('new', path));
    const { detail, why } = stepOf(await bench.made(connection), 'ssh-key');
    assert.equal((await stat(path)).mode & 0o777, 0o400);
    assert.deepEqual([detail, why.split('.')[0]], [`made · ${path}`, 'It opens the servers that are made with it']);
    assert.match(await readFile(`${path}.pub`, 'utf8'), /^ssh-ed25519 \S+ mine$/m);
    await bench.undone(connection.id);
    assert.deepEqual(await sshFiles(bench.peer), files);
    await bench.wholeWay(await bench.part('mine-pc-2b3c', keyOf('new', path)), 'Create SSH Key mine', ['POST /keys']);
  });

  it('is the public half of a key that is there, whose file is only read and stays', async () => {
    const path = bench.keyPath('id');
    await makeKeyFile(path, 'me', never);
    await bench.wholeWay(await bench.part('mine-pc-1a2b', keyOf('existing', path)), 'Create SSH Key mine', ['POST /keys']);
    assert.equal(await isThere(path), true);
    await bench.made(await bench.part('mine-pc-2b3c', keyOf('existing', path)));
    const again = await bench.peer.setup().plan(await bench.part('other-pc-1a2b', keyOf('existing', path, 'other')), never);
    assert.equal(stepOf(again, 'ssh-key').state, 'exists', 'the cloud takes a key once');
  });

  it('is no SSH key of a folder, a public key, a file too large, or a name that is taken', async () => {
    const path = bench.keyPath('id');
    await makeKeyFile(path, 'me', never);
    await mkdir(bench.keyPath('folder'));
    await writeFile(bench.keyPath('large'), Buffer.alloc(10_000_000));
    assert.match(await blockedBy('a-pc-1a2b', keyOf('existing', bench.keyPath('folder'))), /It is a folder/);
    assert.match(await blockedBy('b-pc-1a2b', keyOf('existing', `${path}.pub`)), /public key/);
    assert.match(await blockedBy('c-pc-1a2b', keyOf('existing', bench.keyPath('large'))), /larger than any private key/);
    assert.match(await blockedBy('d-pc-1a2b', keyOf('new', path)), /exists already, and is never overwritten/);
    await bench.made(await bench.part('mine-pc-1a2b', keyOf('existing', path, 'taken')));
    assert.match(await blockedBy('e-pc-1a2b', keyOf('new', bench.keyPath('more'), 'taken')), /Another SSH key of the account is named "taken"/);
  });

  it('is a server with a subnet, a group and a key of its own, with its price', async () => {
    const plan = await bench.wholeWay(await bench.part('box-pc-1a2b', await bench.serverChoices()), 'Create Virtual Server box', [
      'POST /subnets', 'POST /security_groups', 'POST /keys', 'POST /instances',
    ]);
    assert.ok(plan.total.monthly > 0, 'a server costs something');
    assert.equal(stepOf(plan, 'server-group').detail, 'to make · allows SSH from 203.0.113.77/32');
  });

  it('is a server in a subnet, with a group and a key that are there, which stay', async () => {
    const path = bench.keyPath('id');
    await makeKeyFile(path, 'me', never);
    await bench.made(await bench.part('mine-pc-1a2b', keyOf('existing', path)));
    const choices = await bench.serverChoices({
      subnet: { kind: 'existing', ...await bench.subnetNamed('payments-app-1') }, guard: { kind: 'existing', ...await bench.groupNamed('build-box-sg') },
      key: { kind: 'account', ...await bench.keyNamed('mine') },
    });
    const before = await bench.peer.account();
    bench.peer.forgetExchanges();
    await bench.made(await bench.part('box-pc-1a2b', choices));
    assert.deepEqual(bench.peer.writes(), ['POST /instances']);
    await bench.undone('box-pc-1a2b');
    await assertUnchanged(bench.peer, before);
  });

  it('is no server that strangers get in to, and none whose name is taken or whose parts are gone', async () => {
    const setup = bench.peer.setup();
    const open = await bench.part('box-pc-1a2b', await bench.serverChoices({ guard: { kind: 'new', sshFrom: '0.0.0.0/0' } }));
    await setup.plan(open, never);
    await assert.rejects(setup.run(open.id, never), { code: 'setup.open-to-internet' });
    const gone = { id: 'gone', name: 'gone' };
    const why = async (more: Parameters<PartPeer['serverChoices']>[0]): Promise<string> => await blockedBy('box-pc-2b3c', await bench.serverChoices(more));
    assert.match(await why({ name: 'build-box' }), /A virtual server named "build-box" exists already/);
    assert.match(await why({ vpc: gone }), /The chosen VPC is not there any more/);
    assert.match(await why({ subnet: { kind: 'existing', ...gone } }), /The subnet "gone" is not there any more\. · Choose another subnet/);
    assert.match(await why({ guard: { kind: 'existing', ...gone } }), /The security group "gone" is not there any more/);
    assert.match(await why({ key: { kind: 'account', ...gone } }), /The SSH key "gone" is not there any more\. · Choose another SSH key/);
    await assertUnchanged(bench.peer, bench.account);
  });

  it('is a floating IP that is made and bound; it goes alone, and the server stays', async () => {
    await bench.made(await bench.part('box-pc-1a2b', await bench.serverChoices()));
    const server = await bench.serverNamed('box');
    const before = await bench.peer.account();
    const choices: PartChoices = { part: 'floating-ip', name: 'box-ip', server, resourceGroupId };
    const setup = bench.peer.setup();
    const plan = await setup.plan(await bench.part('ip-pc-1a2b', choices), never);
    assert.deepEqual([plan.title, plan.total.monthly > 0], ['Assign Floating IP box-ip', true]);
    bench.peer.forgetExchanges();
    await bench.made(await bench.part('ip-pc-1a2b', choices));
    assert.deepEqual(bench.peer.writes().map((write) => write.split('/')[1]), ['floating_ips', 'virtual_network_interfaces']);
    const again = await bench.peer.setup().plan(await bench.part('ip-pc-2b3c', { ...choices, name: 'second' }), never);
    assert.match(stepOf(again, 'floating-ip').detail, /^exists · \d/);
    await bench.undone('ip-pc-1a2b');
    await assertUnchanged(bench.peer, before);
  });

  it('is no floating IP of another of that name, and none for a server that is gone', async () => {
    await bench.made(await bench.part('box-pc-1a2b', await bench.serverChoices()));
    const server = await bench.serverNamed('box');
    const [zone] = await bench.peer.cloud.vpc('ca-mon').listZones(never);
    await bench.peer.cloud.vpc('ca-mon').createFloatingIp({ name: 'theirs', zone: zone?.name ?? '', resourceGroupId }, never);
    assert.match(await blockedBy('ip-pc-1a2b', { part: 'floating-ip', name: 'theirs', server, resourceGroupId }), /A floating IP named "theirs" exists already/);
    const gone = { id: 'gone', name: 'gone' };
    assert.match(await blockedBy('ip-pc-2b3c', { part: 'floating-ip', name: 'x', server: gone, resourceGroupId }), /The virtual server "gone" is not there any more/);
  });
});

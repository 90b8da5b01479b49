import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runChecks } from '../../../src/diagnose/ladder';
import type { Connection } from '../../../src/model/connection';
import type { Instance } from '../../../src/model/instance';
import type { Vpc } from '../../../src/model/landscape';
import { laptopAddress } from '../../../src/sandbox/chosenPlane';
import type { PartOf } from '../../../src/setup/routes/part/choices';
import type { Snippet } from '../../../src/model/snippet';
import { eventStreams as eventStreamsSnippets } from '../../../src/snippets/eventStreams/eventStreams';
import { withUsage } from '../../../src/snippets/withUsage';
import { nowhere } from '../../unit/snippets/nowhere';
import { thisLab } from '../client';
import { run } from '../machine/run';
import { chosen, HandMade } from './handMade';
import { Probe } from './probe';
import { roundTripOnServer } from './serverClients';
import type { Shell } from './shell';

const { signal } = new AbortController();
const zone = 'ca-mon-1';
const [kafka, ssh] = [9093, 22];
/** A server of the account's in another VPC, and somebody on the internet. */
const [elsewhere, stranger] = ['test-runner', 'internet'];

describe('parts that are made one after another by commands of their own, in a real network', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const probe = new Probe(lab);
  let hand: HandMade;
  let instance: Instance;
  let untouched: unknown;
  let vpc: Vpc;
  let keyPath: string;
  let boxAddress: string;
  let floating: string;
  let door: string;
  let shell: Shell;

  before(async () => {
    hand = await HandMade.start();
    untouched = await hand.everything();
    keyPath = join(hand.product.sandbox.environment.sshFolder, 'by-hand');
    instance = await hand.product.instance('telemetry', signal);
  });
  after(() => hand.stop());

  const member = (): string => instance.members[0]?.host ?? '';
  const server = async (name: string, guard: PartOf<'virtual-server'>['guard']): Promise<string> => {
    await hand.make(name, {
      ...await hand.machine(), part: 'virtual-server', name, vpc: chosen(vpc), zone, subnet: { kind: 'existing', ...chosen(await hand.subnet('by-hand-1')) },
      key: { kind: 'account', ...chosen(await hand.key('by-hand')) }, guard,
    });
    return (await hand.server(name)).primaryInterface?.address ?? '';
  };
  const allow = async (name: string, from: PartOf<'rule'>['from']): Promise<Connection> => {
    const group = chosen(await hand.group('gateway', 'gateway'));
    return await hand.make(name, { part: 'rule', name: group.name, group, from, port: kafka });
  };
  const kcat = (): Snippet => {
    const found = eventStreamsSnippets({
      instanceName: instance.name, members: instance.members, place: nowhere, authoritiesFile: '/home/ubuntu/authorities.pem',
      secretFrom: { kind: 'environment', variable: 'KAFKA_API_KEY' },
    }, 'orders').find(({ client }) => client === 'kcat');
    assert.ok(found);
    return { ...found, text: withUsage(found) };
  };

  describe('each with what it does', () => {
    it('a VPC and a subnet are a network with nobody in it', async () => {
      const { resourceGroupId } = hand;
      await hand.make('vpc', { part: 'vpc', name: 'by-hand', resourceGroupId });
      vpc = await hand.vpc('by-hand');
      await hand.make('subnet', { part: 'subnet', name: 'by-hand-1', vpc: chosen(vpc), zone, resourceGroupId });
      const { cidr } = await hand.subnet('by-hand-1');
      const { out } = await lab.run(`vpc/${vpc.id}`, ['ip', '-br', 'addr']);
      assert.ok(out.includes(cidr.replace(/0\/\d+$/, '1/32')), out);
    });

    it('an SSH key is a file that its owner alone reads, and its public half in the account', async () => {
      await hand.make('key', { part: 'ssh-key', name: 'by-hand', resourceGroupId: hand.resourceGroupId, key: { kind: 'new', path: keyPath } });
      assert.equal((await stat(keyPath)).mode & 0o777, 0o400);
      const [type, text] = (await run(['ssh-keygen', '-y', '-f', keyPath])).split(' ');
      assert.deepEqual((await hand.key('by-hand')).publicKey.split(' ').slice(0, 2), [type, text]);
    });

    it('a virtual server runs, and nobody comes to it from outside', async () => {
      boxAddress = await server('box', { kind: 'new', sshFrom: `${laptopAddress}/32` });
      await server('outsider', { kind: 'existing', ...chosen(vpc.defaultSecurityGroup) });
      await probe.answers('box', boxAddress, ssh);
      await Promise.all(['outsider', elsewhere, 'laptop'].map((from) => probe.isSilent(from, boxAddress, ssh)));
    });

    it('a floating IP lets its owner in with the key, by the real ssh, and nobody else', async () => {
      await hand.make('ip', { part: 'floating-ip', name: 'box-ip', server: chosen(await hand.server('box')), resourceGroupId: hand.resourceGroupId });
      floating = await hand.floatingAddress('box-ip');
      shell = await hand.shell(floating, keyPath);
      const { code, out, error } = await shell.run(['hostname', 'id -un']);
      assert.equal(code, 0, error);
      assert.deepEqual(out.trim().split('\n'), ['box', 'ubuntu']);
      await Promise.all([stranger, elsewhere].map((from) => probe.isSilent(from, floating, ssh)));
    });

    it('an endpoint gateway makes the private names known inside its VPC alone, and is closed', async () => {
      await hand.make('gateway', { part: 'endpoint-gateway', name: 'door', vpc: chosen(vpc), zones: [zone], resourceGroupId: hand.resourceGroupId });
      door = await hand.gatewayAddress('door');
      for (const [from, expected] of Object.entries({ box: [door], outsider: [door], [elsewhere]: [], laptop: [] })) {
        assert.deepEqual(await probe.addresses(from, member()), expected, from);
      }
      await Promise.all(['box', 'outsider', elsewhere].map((from) => probe.isSilent(from, door, kafka)));
    });

    it('a rule from a group opens the service\'s port to its members, and no other port, and to nobody else', async () => {
      await allow('rule', { kind: 'security-group', ...chosen(await hand.group('box', 'server')) });
      await probe.answers('box', member(), kafka);
      await Promise.all([
        ...['outsider', elsewhere].map((from) => probe.isSilent(from, door, kafka)), ...[kafka + 1, 443, ssh].map((port) => probe.isSilent('box', door, port)),
      ]);
    });

    it('a rule from a range opens it to that range, and an undo closes it again', async () => {
      const range = await allow('range', { kind: 'cidr', cidr: `${(await hand.server('outsider')).primaryInterface?.address ?? ''}/32` });
      await probe.answers('outsider', member(), kafka);
      await hand.undo(range);
      await Promise.all([probe.isSilent('outsider', door, kafka), probe.answers('box', member(), kafka)]);
    });

    it('a service credential signs in to Apache Kafka, and an undo takes it away', async () => {
      const first = await hand.make('first', { part: 'credential', name: 'by-hand' });
      const key = await hand.secretOf(first);
      await shell.write('authorities.pem', hand.product.sandbox.environment.authorities.join('\n'));
      const { returned, said } = await roundTripOnServer(shell, kcat(), key);
      assert.ok(returned, said);
      await hand.undo(first);
      assert.deepEqual(await hand.secretOf(first), { KAFKA_API_KEY: '' });
      const { code, error } = await shell.run([`${kcat().usage[0] ?? ''} -m 2`], key);
      assert.deepEqual([code === 0, /Authentication failed/i.test(error)], [false, true], error);
    });
  });

  describe('and a connection through them', () => {
    let asTheyWere: unknown;
    let connection: Connection;

    before(async () => { asTheyWere = await hand.everything(); });

    it('finds them, makes what is missing alone, and passes every check', async () => {
      connection = await hand.connectionThrough(vpc, await hand.server('box'), keyPath);
      const plan = await hand.product.setup.plan(connection, signal);
      assert.deepEqual(plan.steps.filter(({ state }) => state === 'exists').map(({ id }) => id), [
        'instance', 'vpc', 'subnet-ca-mon-1', 'subnet-ca-mon-2', 'subnet-ca-mon-3', 'ssh-key', 'floating-ip',
      ]);
      assert.deepEqual(plan.steps.filter(({ detail }) => detail.startsWith('exists, will be changed')).map(({ id }) => id), ['server', 'gateway']);
      await hand.run(connection);
      const report = await runChecks(await hand.product.checkRequest(connection, signal), () => undefined, signal);
      assert.deepEqual([...new Set(report.results.filter(({ vantage }) => vantage === 'server').map(({ state }) => state))], ['passed']);
      assert.equal((await hand.testMessage(connection, 'orders')).topic, 'orders');
    });

    it('leaves them as they were when it is undone', async () => {
      await hand.undo(connection);
      assert.deepEqual(await hand.everything(), asTheyWere);
      await probe.answers('box', member(), kafka);
    });
  });

  describe('each taken away again', () => {
    it('a rule: the port is closed', async () => {
      await hand.undo('rule');
      await probe.isSilent('box', door, kafka);
    });

    it('an endpoint gateway: the names are unknown', async () => {
      await hand.undo('gateway');
      assert.deepEqual(await probe.addresses('box', member()), []);
      await probe.isSilent('box', door, kafka);
    });

    it('an endpoint gateway that admits a group from the first lets its members in, and nobody else', async () => {
      const { resourceGroupId } = hand;
      const admits = chosen(await hand.group('box', 'server'));
      await hand.make('admitting', { part: 'endpoint-gateway', name: 'door', vpc: chosen(vpc), zones: [zone], resourceGroupId, admits });
      door = await hand.gatewayAddress('door');
      await Promise.all([probe.answers('box', member(), kafka), probe.isSilent('outsider', door, kafka)]);
      await hand.undo('admitting');
      await probe.isSilent('box', door, kafka);
    });

    it('a floating IP: nobody answers at it', async () => {
      await hand.undo('ip');
      await Promise.all([probe.isSilent('laptop', floating, ssh), probe.answers('box', boxAddress, ssh)]);
    });

    it('a server, its key, its subnet and its VPC: nothing is left', async () => {
      for (const part of ['outsider', 'box', 'key', 'subnet', 'vpc']) {
        await hand.undo(part);
      }
      await assert.rejects(stat(keyPath), { code: 'ENOENT' });
      assert.equal(await hand.hostKeys(), '');
      assert.deepEqual(await hand.everything(), untouched);
    });
  });
});

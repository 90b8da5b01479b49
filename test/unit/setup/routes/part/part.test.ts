import assert from 'node:assert/strict';
import type { PartChoices } from '../../../../../src/setup/routes/part/choices';
import { PartPeer } from './partPeer';
import { type Peer, assertUnchanged, never, states, stepOf } from '../../support';

describe('A part of a way in, made by itself', function () {
  this.timeout(60_000);
  let bench: PartPeer;
  let peer: Peer;
  let account: readonly string[];
  let resourceGroupId: string;

  beforeEach(async () => {
    bench = await PartPeer.start();
    ({ peer, account, resourceGroupId } = bench);
  });
  afterEach(() => bench.stop());

  it('is a VPC', async () => {
    await bench.wholeWay(await bench.part('v-pc-1a2b', { part: 'vpc', name: 'mine', resourceGroupId }), 'Create VPC mine', ['POST /vpcs']);
  });

  it('is a new subnet in a VPC, whatever room the others have', async () => {
    const choices: PartChoices = { part: 'subnet', name: 'more', vpc: await bench.vpcNamed('payments-vpc'), zone: 'ca-mon-1', resourceGroupId };
    await bench.wholeWay(await bench.part('s-pc-1a2b', choices), 'Create Subnet more', ['POST /subnets']);
  });

  it('is an endpoint gateway with a group that admits who was chosen, or nobody yet', async () => {
    const vpc = await bench.vpcNamed('payments-vpc');
    const box = (await peer.cloud.vpc('ca-mon').listSecurityGroups({ vpcId: vpc.id }, never)).find(({ name }) => name === 'build-box-sg');
    assert.ok(box !== undefined);
    for (const admits of [undefined, { id: box.id, name: box.name }]) {
      const choices: PartChoices = { part: 'endpoint-gateway', name: 'telemetry-door', vpc, zones: ['ca-mon-1', 'ca-mon-2'], resourceGroupId, admits };
      const connection = await bench.part('g-pc-1a2b', choices, 'telemetry');
      const plan = await peer.setup().plan(connection, never);
      assert.equal(stepOf(plan, 'gateway-group').detail, admits === undefined ? 'to make · admits nobody yet' : 'to make · allows 9093 from build-box-sg');
      await bench.wholeWay(connection, 'Create Endpoint Gateway telemetry-door', ['POST /security_groups', 'POST /endpoint_gateways']);
    }
  });

  it('is a service credential', async () => {
    const connection = await bench.part('c-pc-1a2b', { part: 'credential', name: 'for-me' }, 'telemetry');
    await bench.wholeWay(connection, 'Create Service Credential for-me', ['POST /v2/resource_keys']);
    assert.equal(peer.vault.secrets.size, 0, 'its secret goes with it');
  });

  it('is one rule on a security group that is there, which stays as it was when it is undone', async () => {
    const box = (await peer.cloud.vpc('ca-mon').listSecurityGroups({}, never)).find(({ name }) => name === 'build-box-sg');
    assert.ok(box !== undefined);
    const group = { id: box.id, name: box.name };
    for (const from of [{ kind: 'cidr', cidr: '198.51.100.0/24' }, { kind: 'security-group', ...group }] as const) {
      const connection = await bench.part('r-pc-1a2b', { part: 'rule', name: box.name, group, from, port: 9093 });
      await bench.wholeWay(connection, 'Allow Traffic to build-box-sg', ['POST /security_groups/x/rules']);
    }
  });

  it('opens both ends where who is let in gets out nowhere: a packet that only one of two groups lets through does not pass', async () => {
    const [shut, box] = [await bench.groupNamed('orders-gateway-sg'), await bench.groupNamed('build-box-sg')];
    const rule = await bench.part('r-pc-1a2b', { part: 'rule', name: box.name, group: box, from: { kind: 'security-group', ...shut }, port: 9093 });
    const [rules, groups, gateways] = ['POST /security_groups/x/rules', 'POST /security_groups', 'POST /endpoint_gateways'];
    const plan = await bench.wholeWay(rule, 'Allow Traffic to build-box-sg', [rules, rules]);
    assert.equal(stepOf(plan, 'way-out').detail, 'to make · allows TCP 9093 to build-box-sg');
    const vpc = await bench.vpcNamed('payments-vpc');
    const door = (admits: typeof box): PartChoices => ({ part: 'endpoint-gateway', name: 'door', vpc, zones: ['ca-mon-1'], resourceGroupId, admits });
    const closed = await bench.part('g-pc-1a2b', door(shut), 'telemetry');
    const admitting = await bench.wholeWay(closed, 'Create Endpoint Gateway door', [groups, rules, gateways]);
    assert.equal(stepOf(admitting, 'way-out').detail, 'to make · allows TCP 9093 to g-pc-1a2b-gateway');
    const open = await peer.setup().plan(await bench.part('g-pc-2b3c', door(box), 'telemetry'), never);
    assert.match(stepOf(open, 'way-out').detail, /^not needed/, 'its rules let everything out');
  });

  it('names the servers that a range lets in and their own groups do not let out, and no others', async () => {
    const setup = peer.setup();
    const box = await bench.part('b-pc-1a2b', await bench.serverChoices());
    await setup.plan(box, never);
    assert.equal((await setup.run(box.id, never)).state, 'done');
    const group = await bench.groupNamed('orders-gateway-sg');
    const detailOf = async (cidr: string, port: number): Promise<string> => {
      const plan = await setup.plan(await bench.part('r-pc-1a2b', { part: 'rule', name: group.name, group, from: { kind: 'cidr', cidr }, port }), never);
      return stepOf(plan, 'rule').detail;
    };
    const servers = await peer.cloud.vpc('ca-mon').listVirtualServers({}, never);
    const range = `${servers.find(({ name }) => name === 'box')?.primaryInterface?.address ?? ''}/8`;
    const kept = 'in that range and let out to it by no rule of their own groups: box; choose them as servers instead, which opens their way out too';
    assert.equal(await detailOf(range, 9093), `to make · allows TCP 9093 from ${range} · ${kept}`);
    assert.doesNotMatch(await detailOf('198.51.100.0/24', 9093), /in that range/);
    assert.equal((await setup.undo(box.id, never)).state, 'undone');
  });

  it('takes no rule by which strangers come in, and leaves one alone that is there already', async () => {
    const box = (await peer.cloud.vpc('ca-mon').listSecurityGroups({}, never)).find(({ name }) => name === 'build-box-sg');
    assert.ok(box !== undefined);
    const rule = (cidr: string): PartChoices => ({ part: 'rule', name: box.name, group: { id: box.id, name: box.name }, from: { kind: 'cidr', cidr }, port: 22 });
    const setup = peer.setup();
    const open = await bench.part('r-pc-1a2b', rule('0.0.0.0/0'));
    await setup.plan(open, never);
    await assert.rejects(setup.run(open.id, never), { code: 'setup.open-to-internet' });
    const there = await bench.part('r-pc-2b3c', rule('203.0.113.77/32'));
    await setup.plan(there, never);
    peer.forgetExchanges();
    assert.equal((await setup.run(there.id, never)).state, 'done');
    assert.equal((await setup.undo(there.id, never)).state, 'undone');
    assert.deepEqual(peer.writes(), []);
    await assertUnchanged(peer, account);
  });

  it('is found and used by a connection later, and stays with it when it is undone itself', async () => {
    const setup = peer.setup();
    const vpc = await bench.vpcNamed('payments-vpc');
    const gateway = await bench.part('g-pc-1a2b', { part: 'endpoint-gateway', name: 'door', vpc, zones: ['ca-mon-1'], resourceGroupId }, 'telemetry');
    await setup.plan(gateway, never);
    assert.equal((await setup.run(gateway.id, never)).state, 'done');
    const connection = await peer.connection('telemetry-pc-2b3c', { vpc: { kind: 'existing', ...vpc } });
    const plan = await setup.plan(connection, never);
    assert.equal(stepOf(plan, 'gateway').title, 'Endpoint gateway door');
    assert.equal((await setup.run(connection.id, never)).state, 'done');
    const undone = await setup.undo(gateway.id, never);
    assert.equal(undone.state, 'undone', states(undone));
    assert.match(stepOf(undone, 'gateway').detail, /^kept for telemetry-pc-2b3c/);
    const second = await setup.undo(connection.id, never);
    assert.equal(second.state, 'undone', states(second));
    await assertUnchanged(peer, account);
  });

  it('is no way to the instance: nothing is checked through it', async () => {
    const setup = peer.setup();
    const connection = await bench.part('c-pc-1a2b', { part: 'credential', name: 'for-me' }, 'telemetry');
    await setup.save(connection);
    assert.deepEqual([setup.connections().length, setup.ways(), setup.vantages(connection.id).all], [1, [], []]);
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PricedItem } from '../../../../src/cloud/catalogService';
import type { VirtualServer } from '../../../../src/model/landscape';
import type { Cost } from '../../../../src/model/plan';
import { virtualServerKind, virtualServerMaker } from '../../../../src/setup/makers/virtualServer';
import { knownHostsPath } from '../../../../src/ssh/knownHosts';
import { pinned } from '../hostKeys';
import { absent, inTurn, scripted } from '../scripted';
import { serverOf } from '../things';

const specification = {
  name: 'orders-server', vpcId: 'v', zone: 'ca-mon-1', subnetId: 's', securityGroupIds: ['g'], profile: 'nxf-1x1', imageId: 'i', keyIds: ['k'],
  resourceGroupId: 'r', reachedAt: undefined,
};
const [other, ours, second] = [serverOf('i0'), serverOf('i1', { name: 'orders-server' }), serverOf('i2', { name: 'orders-server' })];
const described = { kind: 'virtual-server', id: 'i1', name: 'orders-server', crn: 'crn:i1', address: undefined };

describe('A virtual server', () => {
  it('is asked for as it was specified', async () => {
    const { context, deeds } = scripted({ createVirtualServer: () => Promise.resolve(ours) });
    assert.equal(await virtualServerMaker.make(context, specification), ours);
    assert.deepEqual(deeds, [['createVirtualServer', specification]]);
  });

  it('is found by its name, and described with the address that is none of ours', async () => {
    const { context, deeds } = scripted({ listVirtualServers: inTurn<readonly VirtualServer[]>([[other, ours, second], [other]]) });
    assert.equal(await virtualServerMaker.find(context, specification), ours);
    assert.equal(await virtualServerMaker.find(context, specification), undefined);
    assert.deepEqual(deeds[0], ['listVirtualServers', {}]);
    assert.deepEqual(virtualServerMaker.describe(ours, specification), described);
    assert.deepEqual(virtualServerMaker.describe(ours, { ...specification, reachedAt: 'bastion' }), { ...described, address: 'bastion' });
    assert.equal(virtualServerKind, 'virtual-server');
  });

  it('is recovered by the name that a lost request gave it', async () => {
    const { context, deeds } = scripted({ listVirtualServers: inTurn<readonly VirtualServer[]>([[other, ours], [other]]) });
    const lost = { kind: 'virtual-server', name: 'orders-server' };
    assert.deepEqual(await virtualServerMaker.recover(context, lost), described);
    assert.equal(await virtualServerMaker.recover(context, lost), undefined);
    assert.deepEqual(deeds[0], ['listVirtualServers', {}]);
  });

  it('is recovered in whatever state: one that failed to start stands there too, and costs what it costs', async () => {
    for (const status of ['pending', 'starting', 'failed', 'stopped']) {
      const { context } = scripted({ listVirtualServers: () => Promise.resolve([other, serverOf('i1', { name: 'orders-server', status })]) });
      assert.deepEqual(await virtualServerMaker.recover(context, { kind: 'virtual-server', name: 'orders-server' }), described);
    }
  });

  it('is awaited by a read every ten seconds, for half an hour at most', async () => {
    const { context, deeds } = scripted({ getVirtualServer: () => Promise.resolve(ours) });
    const wait = virtualServerMaker.wait?.(context, ours);
    assert.deepEqual([wait?.what, wait?.everyMs, wait?.limitMs], ['the server orders-server', 10_000, 1_800_000]);
    assert.equal(await wait?.read(), ours);
    assert.deepEqual(deeds, [['getVirtualServer', 'i1']]);
  });

  it('is ready when it runs, and awaited while it starts', () => {
    const wait = virtualServerMaker.wait?.(scripted({}).context, ours);
    assert.equal(wait?.check(ours), 'ready');
    for (const status of ['pending', 'starting', 'restarting']) {
      assert.deepEqual(wait.check(serverOf('i1', { status })), { waitingUntil: `it is running (now: ${status})` });
    }
  });

  const replaced = 'Run again, which replaces it.';
  const elsewhere = 'Run again later, or plan it again with another zone or profile.';
  const reasons = (...codes: readonly string[]): VirtualServer['statusReasons'] => codes.map((code) => ({ code, message: 'In its own words.' }));
  const over: readonly (readonly [string, VirtualServer['statusReasons'], { code: string; why: string; next: string }])[] = [
    ['failed', [], { code: 'state.failed', why: 'Its state is "failed".', next: replaced }],
    ['deleting', [], { code: 'state.deleting', why: 'Its state is "deleting".', next: replaced }],
    ['failed', reasons('cannot_start_storage'), { code: 'cannot_start_storage', why: 'cannot_start_storage: In its own words.', next: replaced }],
    ['failed', reasons('cannot_start_capacity'), { code: 'cannot_start_capacity', why: 'cannot_start_capacity: In its own words.', next: elsewhere }],
    ['failed', reasons('other', 'cannot_start_compute'), {
      code: 'other', why: 'other: In its own words. cannot_start_compute: In its own words.', next: elsewhere,
    }],
    ['stopped', [], { code: 'state.stopped', why: 'Its state is "stopped".', next: 'Start the server, then run again.' }],
    ['stopping', reasons('stopped_by_host'), {
      code: 'stopped_by_host', why: 'stopped_by_host: In its own words.', next: 'Start the server, then run again.',
    }],
  ];
  for (const [status, statusReasons, failure] of over) {
    it(`does not become ready by waiting when it is ${status} (${failure.code})`, () => {
      const wait = virtualServerMaker.wait?.(scripted({}).context, ours);
      assert.throws(() => wait?.check(serverOf('i1', { status, statusReasons })), { what: 'Could not finish the server orders-server', ...failure });
    });
  }
});

describe('The price of a virtual server', () => {
  const machine: Cost = { kind: 'priced', monthly: 20, currency: 'USD', basis: 'per hour' };
  const volume: Cost = { kind: 'priced', monthly: 5, currency: 'USD', basis: 'per gigabyte' };
  const without = 'per hour; without the boot volume, whose price is not published';
  const cases: readonly (readonly [string, Cost, Cost, Cost])[] = [
    ['is that of the machine and its boot volume', machine, volume, { ...machine, monthly: 25, basis: 'per hour; per gigabyte' }],
    ['says so where that of the boot volume is not published', machine, { kind: 'unpublished' }, { ...machine, basis: without }],
    ['never adds two currencies', machine, { ...volume, currency: 'CAD' }, { ...machine, basis: without }],
    ['is not published where that of the machine is not', { kind: 'unpublished' }, volume, { kind: 'unpublished' }],
  ];
  for (const [what, ofMachine, ofVolume, expected] of cases) {
    it(what, async () => {
      const monthlyPrice = ({ kind }: PricedItem): Promise<Cost> => Promise.resolve(kind === 'virtual-server' ? ofMachine : ofVolume);
      const { context, deeds } = scripted({ region: 'ca-mon' }, {}, { catalog: { monthlyPrice } });
      assert.deepEqual(await virtualServerMaker.price?.(context, { profile: 'nxf-1x1' }), expected);
      assert.deepEqual(deeds, [
        ['monthlyPrice', { kind: 'virtual-server', profile: 'nxf-1x1' }, 'ca-mon'], ['monthlyPrice', { kind: 'boot-volume', gigabytes: 100 }, 'ca-mon'],
      ]);
    });
  }
});

describe('Removing a virtual server', () => {
  let sshFolder: string;
  beforeEach(async () => {
    sshFolder = await mkdtemp(join(tmpdir(), 'virtual-server-'));
  });
  afterEach(() => rm(sshFolder, { recursive: true, force: true }));

  const deeds = [['discard'], ['deleteVirtualServer', 'i1'], ['untilGone', 'the server orders-server', 1_800_000], ['getVirtualServer', 'i1']];

  it('deletes it, and forgets on this machine its keys under an address that is none of ours', async () => {
    for (const deleteVirtualServer of [() => Promise.resolve(), absent]) {
      const stays = await pinned(sshFolder, 'other-bastion');
      await pinned(sshFolder, 'bastion');
      const { context, deeds: done } = scripted({ deleteVirtualServer, getVirtualServer: absent }, {}, { environment: { sshFolder } });
      await virtualServerMaker.remove(context, { ...described, address: 'bastion', origin: 'made' });
      assert.deepEqual(done, deeds);
      assert.equal(await readFile(knownHostsPath(sshFolder), 'latin1'), stays);
    }
  });

  it('touches nothing on this machine where it was reached at a floating IP', async () => {
    const { context, deeds: done } = scripted({ deleteVirtualServer: absent, getVirtualServer: absent });
    await virtualServerMaker.remove(context, { ...described, origin: 'made' });
    assert.deepEqual(done, deeds);
  });
});

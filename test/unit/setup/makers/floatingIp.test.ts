import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FloatingIp } from '../../../../src/model/landscape';
import { describeFloatingIp, floatingIpKind, floatingIpMaker } from '../../../../src/setup/makers/floatingIp';
import { knownHostsPath } from '../../../../src/ssh/knownHosts';
import { pinned } from '../hostKeys';
import { absent, inTurn, refused, scripted } from '../scripted';
import { addressOf } from '../things';

const specification = { name: 'orders-ip', zone: 'ca-mon-1', resourceGroupId: 'r' };
const [other, ours, second] = [addressOf('f0'), addressOf('f1', { name: 'orders-ip' }), addressOf('f2', { name: 'orders-ip' })];
const described = { kind: 'floating-ip', id: 'f1', name: 'orders-ip', crn: 'crn:f1', address: '198.51.100.4' };

describe('A floating IP', () => {
  it('is asked for as it was specified', async () => {
    const { context, deeds } = scripted({ createFloatingIp: () => Promise.resolve(ours) });
    assert.equal(await floatingIpMaker.make(context, specification), ours);
    assert.deepEqual(deeds, [['createFloatingIp', specification]]);
  });

  it('is found by its name, and described with its address', async () => {
    const { context } = scripted({ listFloatingIps: inTurn<readonly FloatingIp[]>([[other, ours, second], [other]]) });
    assert.equal(await floatingIpMaker.find(context, specification), ours);
    assert.equal(await floatingIpMaker.find(context, specification), undefined);
    assert.deepEqual(floatingIpMaker.describe(ours, specification), described);
    assert.deepEqual(describeFloatingIp(ours), described);
    assert.equal(floatingIpKind, 'floating-ip');
  });

  it('is recovered by the name that a lost request gave it, with its address', async () => {
    const { context } = scripted({ listFloatingIps: inTurn<readonly FloatingIp[]>([[other, ours, second], [other]]) });
    const lost = { kind: 'floating-ip', name: 'orders-ip' };
    assert.deepEqual(await floatingIpMaker.recover(context, lost), described);
    assert.equal(await floatingIpMaker.recover(context, lost), undefined);
  });

  it('is recovered in whatever state: one that was bound before its answer was lost, and one that failed', async () => {
    for (const state of [{ targetId: 'nic' }, { status: 'pending' }, { status: 'failed' }]) {
      const { context } = scripted({ listFloatingIps: () => Promise.resolve([other, addressOf('f1', { name: 'orders-ip', ...state })]) });
      assert.deepEqual(await floatingIpMaker.recover(context, { kind: 'floating-ip', name: 'orders-ip' }), described);
    }
  });

  it('is awaited until it is available and bound, and given up when it failed', async () => {
    const { context, deeds } = scripted({ getFloatingIp: () => Promise.resolve(ours) });
    const wait = floatingIpMaker.wait?.(context, ours);
    assert.deepEqual([wait?.what, wait?.everyMs, wait?.limitMs], ['the floating IP orders-ip', 5_000, 600_000]);
    assert.equal(await wait?.read(), ours);
    assert.deepEqual(deeds, [['getFloatingIp', 'f1']]);
    const waits = { waitingFor: 'the address to be bound' };
    assert.deepEqual(wait?.check(addressOf('f1')), waits);
    assert.deepEqual(wait.check(addressOf('f1', { status: 'pending', targetId: 'nic' })), waits);
    assert.equal(wait.check(addressOf('f1', { targetId: 'nic' })), 'ready');
    assert.throws(() => wait.check(addressOf('f1', { status: 'failed', targetId: 'nic' })), {
      code: 'state.failed', what: 'Could not finish the floating IP orders-ip', why: 'Its state is "failed".', next: 'Undo, then run again.',
    });
  });

  it('costs what the catalog says in the region', async () => {
    const price = { kind: 'priced', monthly: 4, currency: 'USD', basis: 'b' } as const;
    const { context, deeds } = scripted({ region: 'ca-mon' }, {}, { catalog: { monthlyPrice: () => Promise.resolve(price) } });
    assert.equal(await floatingIpMaker.price?.(context, undefined), price);
    assert.deepEqual(deeds, [['monthlyPrice', { kind: 'floating-ip' }, 'ca-mon']]);
  });
});

describe('Removing a floating IP', () => {
  let sshFolder: string;
  beforeEach(async () => {
    sshFolder = await mkdtemp(join(tmpdir(), 'floating-ip-'));
  });
  afterEach(() => rm(sshFolder, { recursive: true, force: true }));

  it('deletes it, and forgets on this machine the keys of the server behind its address, and no others', async () => {
    for (const deleteFloatingIp of [() => Promise.resolve(), absent]) {
      const stays = await pinned(sshFolder, '198.51.100.5');
      await pinned(sshFolder, '198.51.100.4');
      const { context, deeds } = scripted({ deleteFloatingIp, getFloatingIp: absent }, {}, { environment: { sshFolder } });
      await floatingIpMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [['discard'], ['deleteFloatingIp', 'f1'], ['untilGone', 'the floating IP orders-ip'], ['getFloatingIp', 'f1']]);
      assert.equal(await readFile(knownHostsPath(sshFolder), 'latin1'), stays);
    }
  });

  it('is not over, and forgets nothing, while the address may still be there', async () => {
    const before = await pinned(sshFolder, '198.51.100.4');
    const there = { deleteFloatingIp: absent, getFloatingIp: () => Promise.reject(refused(500)) };
    for (const { address, ...rest } of [described, { ...described, address: undefined }]) {
      const { context } = scripted(there, {}, { environment: { sshFolder } });
      await assert.rejects(floatingIpMaker.remove(context, { ...rest, address, origin: 'made' }), { code: 'http-500' });
    }
    assert.equal(await readFile(knownHostsPath(sshFolder), 'latin1'), before);
  });

  it('touches nothing on this machine where no address is known', async () => {
    const { context } = scripted({ deleteFloatingIp: absent, getFloatingIp: absent });
    await floatingIpMaker.remove(context, { ...described, address: undefined, origin: 'made' });
    assert.ok(!existsSync(knownHostsPath(sshFolder)));
  });
});

import assert from 'node:assert/strict';
import type { Vpc } from '../../../../src/model/landscape';
import { vpcMaker } from '../../../../src/setup/makers/vpc';
import { absent, inTurn, refused, scripted } from '../scripted';
import { vpcOf } from '../things';

const specification = { name: 'orders-vpc', resourceGroupId: 'r' };
const [other, ours, second] = [vpcOf('v0'), vpcOf('v1', { name: 'orders-vpc' }), vpcOf('v2', { name: 'orders-vpc' })];
const described = { kind: 'vpc', id: 'v1', name: 'orders-vpc', crn: 'crn:v1', address: undefined };

describe('A VPC', () => {
  it('is asked for as it was specified', async () => {
    const { context, deeds } = scripted({ createVpc: () => Promise.resolve(ours) });
    assert.equal(await vpcMaker.make(context, specification), ours);
    assert.deepEqual(deeds, [['createVpc', specification]]);
  });

  it('is found and described by its name, and has no other that would serve', async () => {
    const { context } = scripted({ listVpcs: inTurn<readonly Vpc[]>([[other, ours, second], [other]]) });
    assert.equal(await vpcMaker.find(context, specification), ours);
    assert.equal(await vpcMaker.find(context, specification), undefined);
    assert.deepEqual(vpcMaker.describe(ours, specification), described);
    assert.deepEqual([vpcMaker.findOther, vpcMaker.price, vpcMaker.inUndo, vpcMaker.addition], [undefined, undefined, undefined, undefined]);
  });

  it('is recovered by the name that a lost request gave it', async () => {
    const { context } = scripted({ listVpcs: inTurn<readonly Vpc[]>([[other, ours], []]) });
    const lost = { kind: 'vpc', name: 'orders-vpc' };
    assert.deepEqual(await vpcMaker.recover(context, lost), described);
    assert.equal(await vpcMaker.recover(context, lost), undefined);
  });

  it('is awaited until it is available, and given up when it failed', async () => {
    const { context, deeds } = scripted({ getVpc: () => Promise.resolve(ours) });
    const wait = vpcMaker.wait?.(context, ours);
    assert.deepEqual([wait?.what, wait?.everyMs, wait?.limitMs], ['the VPC orders-vpc', 5_000, 600_000]);
    assert.equal(await wait?.read(), ours);
    assert.deepEqual(deeds, [['getVpc', 'v1']]);
    assert.equal(wait?.check(vpcOf('v1')), 'ready');
    assert.deepEqual(wait.check(vpcOf('v1', { status: 'pending' })), { waitingUntil: 'it is available (now: pending)' });
    assert.throws(() => wait.check(vpcOf('v1', { status: 'failed' })), {
      code: 'state.failed', what: 'Could not finish the VPC orders-vpc', why: 'Its state is "failed".', next: 'Undo, then run again.',
    });
  });

  it('is removed, and gone when a read says so', async () => {
    for (const deleteVpc of [() => Promise.resolve(), absent]) {
      const { context, deeds } = scripted({ deleteVpc, getVpc: absent });
      await vpcMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [['discard'], ['deleteVpc', 'v1'], ['untilGone', 'the VPC orders-vpc'], ['getVpc', 'v1']]);
    }
  });

  it('is not taken for removed when the cloud refuses', async () => {
    const { context } = scripted({ deleteVpc: () => Promise.reject(refused(409)) });
    await assert.rejects(vpcMaker.remove(context, { ...described, origin: 'made' }), { code: 'http-409' });
  });
});

import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import type { Subnet } from '../../../../src/model/landscape';
import { judge } from '../../../../src/setup/engine/retry';
import { subnetMaker } from '../../../../src/setup/makers/subnet';
import { absent, inTurn, refused, scripted } from '../scripted';
import { subnetOf } from '../things';

const specification = { name: 'orders-1', vpcId: 'v', zone: 'ca-mon-1', addresses: 16, resourceGroupId: 'r' };
const [other, ours, second] = [subnetOf('s0'), subnetOf('s1', { name: 'orders-1' }), subnetOf('s2', { name: 'orders-1' })];
const described = { kind: 'subnet', id: 's1', name: 'orders-1', crn: 'crn:s1', address: undefined };

describe('A subnet', () => {
  it('is asked for by its number of addresses: the cloud picks the range', async () => {
    const { context, deeds } = scripted({ createSubnet: () => Promise.resolve(ours) });
    assert.equal(await subnetMaker.make(context, specification), ours);
    assert.deepEqual(deeds, [['createSubnet', { name: 'orders-1', vpcId: 'v', zone: 'ca-mon-1', size: { addresses: 16 }, resourceGroupId: 'r' }]]);
  });

  it('is found by its name in its VPC, and described', async () => {
    const { context, deeds } = scripted({ listSubnets: inTurn<readonly Subnet[]>([[other, ours, second], [other]]) });
    assert.equal(await subnetMaker.find(context, specification), ours);
    assert.equal(await subnetMaker.find(context, specification), undefined);
    assert.deepEqual(deeds[0], ['listSubnets', { vpcId: 'v' }]);
    assert.deepEqual(subnetMaker.describe(ours, specification), described);
    assert.deepEqual([subnetMaker.findOther, subnetMaker.price], [undefined, undefined]);
  });

  it('is recovered by the name that a lost request gave it, in whatever VPC', async () => {
    const { context, deeds } = scripted({ listSubnets: inTurn<readonly Subnet[]>([[other, ours], [other]]) });
    const lost = { kind: 'subnet', name: 'orders-1' };
    assert.deepEqual(await subnetMaker.recover(context, lost), described);
    assert.equal(await subnetMaker.recover(context, lost), undefined);
    assert.deepEqual(deeds[0], ['listSubnets', {}]);
  });

  it('is awaited until it is available, and given up when it failed', async () => {
    const { context, deeds } = scripted({ getSubnet: () => Promise.resolve(ours) });
    const wait = subnetMaker.wait?.(context, ours);
    assert.deepEqual([wait?.what, wait?.everyMs, wait?.limitMs], ['the subnet orders-1', 5_000, 600_000]);
    assert.equal(await wait?.read(), ours);
    assert.deepEqual(deeds, [['getSubnet', 's1']]);
    assert.equal(wait?.check(ours), 'ready');
    assert.deepEqual(wait.check(subnetOf('s1', { status: 'pending' })), { waitingUntil: 'it is available (now: pending)' });
    assert.throws(() => wait.check(subnetOf('s1', { status: 'failed' })), {
      code: 'state.failed', what: 'Could not finish the subnet orders-1', why: 'Its state is "failed".', next: 'Undo, then run again.',
    });
  });

  it('that something holds which no list shows says what that may be, and is tried for ten minutes', async () => {
    const held = new Failure({ code: 'vpc.subnet_in_use_network_interface_exists', what: 'x', why: 'In use by n.', next: 'n', status: 409, trace: 'id' });
    const { context } = scripted({ deleteSubnet: () => Promise.reject(held) });
    await assert.rejects(subnetMaker.remove(context, { ...described, origin: 'made' }), (error) => {
      assert.ok(error instanceof Failure);
      assert.deepEqual([error.code, error.why, error.trace], [held.code, held.why, 'id']);
      assert.match(error.next, /Undo again in some minutes: a location of a custom resolver/);
      assert.deepEqual([judge(error, 23).wait, judge(error, 24).wait], [30_000, undefined]);
      return true;
    });
    const forbidden = scripted({ deleteSubnet: () => Promise.reject(refused(403)) });
    await assert.rejects(subnetMaker.remove(forbidden.context, { ...described, origin: 'made' }), { code: 'http-403', next: 'Ask again.' });
  });

  it('is removed, and gone when a read says so', async () => {
    for (const deleteSubnet of [() => Promise.resolve(), absent]) {
      const { context, deeds } = scripted({ deleteSubnet, getSubnet: absent });
      await subnetMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [['discard'], ['deleteSubnet', 's1'], ['untilGone', 'the subnet orders-1'], ['getSubnet', 's1']]);
    }
  });
});

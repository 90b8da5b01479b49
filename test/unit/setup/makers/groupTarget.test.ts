import assert from 'node:assert/strict';
import { groupTarget, groupTargetMaker, mostGroups } from '../../../../src/setup/makers/groupTarget';
import { absent, inTurn, later, refused, scripted } from '../scripted';
import { gatewayOf, groupOf } from '../things';

const specification = { name: 'g1 on t1', groupId: 'g1', targetId: 't1' };
const target = { id: 't1', name: 'orders-endpoint', kind: 'endpoint-gateway' };
const bound = groupOf('g1', { targets: [{ ...target, id: 't0' }, target, { ...target, name: 'again' }] });
const described = { kind: 'group-target', id: 'g1/t1', name: 'g1 on t1' };

describe('A security group on a thing of someone else’s', () => {
  it('is named after both, and no thing has more than five', () => {
    assert.deepEqual(groupTarget(groupOf('g1'), gatewayOf('t1')), specification);
    assert.equal(mostGroups, 5);
  });

  it('is put on, found and described by both ids', async () => {
    const { context, deeds } = scripted({
      addSecurityGroupTarget: () => Promise.resolve(target), getSecurityGroup: inTurn([bound, groupOf('g1')]),
    });
    assert.equal(await groupTargetMaker.make(context, specification), target);
    assert.equal(await groupTargetMaker.find(context, specification), target);
    assert.equal(await groupTargetMaker.find(context, specification), undefined);
    assert.deepEqual(deeds.slice(0, 2), [['addSecurityGroupTarget', 'g1', 't1'], ['getSecurityGroup', 'g1']]);
    assert.deepEqual(groupTargetMaker.describe(target, specification), described);
  });

  it('is recovered where the group still guards the thing', async () => {
    const lost = { kind: 'group-target', name: 'g1 on t1' };
    const { context, deeds } = scripted({ getSecurityGroup: inTurn([bound, groupOf('g1')]) });
    assert.deepEqual(await groupTargetMaker.recover(context, lost), described);
    assert.equal(await groupTargetMaker.recover(context, lost), undefined);
    assert.deepEqual(deeds[0], ['getSecurityGroup', 'g1']);
    assert.equal(await groupTargetMaker.recover(scripted({ getSecurityGroup: absent }).context, lost), undefined);
    await assert.rejects(groupTargetMaker.recover(scripted({ getSecurityGroup: () => Promise.reject(refused(500)) }).context, lost), { code: 'http-500' });
  });

  it('is not looked for by a name that does not name two', async () => {
    assert.equal(await groupTargetMaker.recover(scripted({}).context, { kind: 'group-target', name: 'g1' }), undefined);
  });

  it('is all that is taken off again', async () => {
    for (const removeSecurityGroupTarget of [absent, () => later(() => undefined)]) {
      const { context, deeds } = scripted({ removeSecurityGroupTarget });
      await groupTargetMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [['discard'], ['removeSecurityGroupTarget', 'g1', 't1']]);
    }
    const { context } = scripted({ removeSecurityGroupTarget: () => Promise.reject(refused(403)) });
    await assert.rejects(groupTargetMaker.remove(context, { ...described, origin: 'made' }), { code: 'http-403' });
  });

  it('is spoken of as what was put on a thing that stays', () => {
    assert.equal(groupTargetMaker.inUndo('Endpoint gateway orders'), 'our security group on: Endpoint gateway orders');
    assert.deepEqual(groupTargetMaker.addition, {
      added: 'with our security group added', takenOff: 'our security group taken off it',
      without: 'without the security group that the run puts on it',
    });
  });
});

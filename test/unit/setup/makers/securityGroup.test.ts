import assert from 'node:assert/strict';
import type { SecurityGroup } from '../../../../src/model/landscape';
import { securityGroupMaker } from '../../../../src/setup/makers/securityGroup';
import { absent, inTurn, later, refused, scripted } from '../scripted';
import { groupOf } from '../things';

const specification = { name: 'orders-gateway', vpcId: 'v', resourceGroupId: 'r', rules: [] };
const [other, ours, second] = [groupOf('g0'), groupOf('g1', { name: 'orders-gateway' }), groupOf('g2', { name: 'orders-gateway' })];
const described = { kind: 'security-group', id: 'g1', name: 'orders-gateway', crn: 'crn:g1', address: undefined };
const made = { ...described, origin: 'made' } as const;

describe('A security group', () => {
  it('is asked for as it was specified', async () => {
    const { context, deeds } = scripted({ createSecurityGroup: () => Promise.resolve(ours) });
    assert.equal(await securityGroupMaker.make(context, specification), ours);
    assert.deepEqual(deeds, [['createSecurityGroup', specification]]);
  });

  it('is found by its name in its VPC, and described', async () => {
    const { context, deeds } = scripted({ listSecurityGroups: inTurn<readonly SecurityGroup[]>([[other, ours, second], [other]]) });
    assert.equal(await securityGroupMaker.find(context, specification), ours);
    assert.equal(await securityGroupMaker.find(context, specification), undefined);
    assert.deepEqual(deeds[0], ['listSecurityGroups', { vpcId: 'v' }]);
    assert.deepEqual(securityGroupMaker.describe(ours, specification), described);
    assert.deepEqual([securityGroupMaker.findOther, securityGroupMaker.price, securityGroupMaker.wait], [undefined, undefined, undefined]);
  });

  it('is recovered by the name that a lost request gave it', async () => {
    const { context, deeds } = scripted({ listSecurityGroups: inTurn<readonly SecurityGroup[]>([[other, ours], [other]]) });
    const lost = { kind: 'security-group', name: 'orders-gateway' };
    assert.deepEqual(await securityGroupMaker.recover(context, lost), described);
    assert.equal(await securityGroupMaker.recover(context, lost), undefined);
    assert.deepEqual(deeds[0], ['listSecurityGroups', {}]);
  });

  it('is taken off what another connection has now, one after the other, and removed then; off nothing else', async () => {
    const guarding = groupOf('g1', { targets: ['t1', 'theirs', 't2'].map((id) => ({ id, name: id, kind: 'k' })) });
    const reads = [() => Promise.resolve(guarding), absent];
    const { context, deeds } = scripted({
      getSecurityGroup: () => (reads.shift() ?? absent)(),
      removeSecurityGroupTarget: () => later(() => { deeds.push(['taken off']); }),
      deleteSecurityGroup: absent,
      listVirtualServers: () => Promise.resolve([]),
    }, { originOf: (id) => id === 'theirs' ? undefined : 'handed-over' });
    await securityGroupMaker.remove(context, made);
    assert.deepEqual(deeds, [
      ['getSecurityGroup', 'g1'], ['listVirtualServers', {}],
      ['discard'], ['removeSecurityGroupTarget', 'g1', 't1'], ['taken off'],
      ['discard'], ['removeSecurityGroupTarget', 'g1', 't2'], ['taken off'],
      ['discard'], ['deleteSecurityGroup', 'g1'],
      ['untilGone', 'the security group orders-gateway'], ['getSecurityGroup', 'g1'],
    ]);
  });

  it('that is gone already has nothing to be taken off', async () => {
    const { context, deeds } = scripted({ getSecurityGroup: absent, deleteSecurityGroup: () => Promise.resolve() });
    await securityGroupMaker.remove(context, made);
    assert.deepEqual(deeds.map(([what]) => what), ['getSecurityGroup', 'discard', 'deleteSecurityGroup', 'untilGone', 'getSecurityGroup']);
  });

  it('that cannot be read is left as it is', async () => {
    const { context } = scripted({ getSecurityGroup: () => Promise.reject(refused(403)) });
    await assert.rejects(securityGroupMaker.remove(context, made), { code: 'http-403' });
  });
});

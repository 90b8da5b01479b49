import assert from 'node:assert/strict';
import type { VirtualServer } from '../../../../../../src/model/landscape';
import { namesOf } from '../../../../../../src/setup/names';
import { serverFact, serverGroupFact } from '../../../../../../src/setup/routes/vsi/facts';
import { existingServerStep } from '../../../../../../src/setup/routes/vsi/steps/existingServer';
import { vpcFact } from '../../../../../../src/setup/steps/vpc';
import { eventStreams } from '../../../../../../src/services/eventStreams/service';
import { connection, scripted, type Scripted } from '../../../scripted';
import { groupOf, interfaceOf, serverOf, vpcOf } from '../../../things';

const step = existingServerStep(connection.choices, { kind: 'existing', id: 'box', name: 'build-box' }, namesOf(connection.id), eventStreams);
const guarded = (...groups: readonly string[]): VirtualServer =>
  serverOf('box', { primaryInterface: interfaceOf('nic', { securityGroups: groups.map((id) => ({ id, name: id })) }) });

function beside(servers: readonly VirtualServer[]): Scripted {
  const run = scripted({
    listVirtualServers: () => Promise.resolve(servers), listSecurityGroups: () => Promise.resolve([]),
    getVirtualServer: () => Promise.resolve(guarded('ours')),
    addSecurityGroupTarget: () => Promise.resolve({ id: 'nic', name: 'nic', kind: 'network_interface' }),
  });
  run.context.facts.set(vpcFact, vpcOf('v'));
  run.context.facts.set(serverGroupFact, groupOf('ours'));
  return run;
}

describe('A server that exists', () => {
  it('is used as it is where our group is on it already', async () => {
    const { context } = beside([serverOf('other'), guarded('theirs', 'ours')]);
    assert.deepEqual(await step.find(context), {
      kind: 'exists', resource: { kind: 'virtual-server', id: 'box', name: 'box-name', crn: 'crn:box', address: undefined }, detail: undefined,
    });
    assert.equal(context.facts.get(serverFact)?.id, 'box');
  });

  it('gets our group beside its own, and keeps them', async () => {
    const { context, deeds } = beside([guarded('theirs')]);
    assert.deepEqual(await step.find(context), {
      kind: 'missing', detail: 'the security group orders-pc-server is added to it', extends: 'without the security group that the run puts on it',
    });
    await step.create(context);
    assert.deepEqual(deeds.filter(([what]) => what === 'adopt' || what === 'make'), [
      ['adopt', { kind: 'virtual-server', id: 'box', name: 'box-name', crn: 'crn:box', address: undefined }],
      ['make', 'group-target', { name: 'ours on nic', groupId: 'ours', targetId: 'nic' }],
    ]);
  });

  it('may have four groups of its own and not five', async () => {
    assert.equal((await step.find(beside([guarded('1', '2', '3', '4')]).context)).kind, 'missing');
    assert.deepEqual(await step.find(beside([guarded('1', '2', '3', '4', '5')]).context), {
      kind: 'blocked', why: 'The server "box-name" has 5 security groups, as many as it may.', remedy: 'Take one off it, or choose another server.',
    });
  });

  it('blocks the plan when it is gone, has no network, or stands in another VPC', async () => {
    const gone = { kind: 'blocked', why: 'The server "build-box" is not there any more, or has no network.', remedy: 'Choose another server.' };
    assert.deepEqual(await step.find(beside([serverOf('other')]).context), gone);
    assert.deepEqual(await step.find(beside([serverOf('box')]).context), gone);
    assert.deepEqual(await step.find(beside([{ ...guarded(), vpc: { id: 'w', name: 'staging' } }]).context), {
      kind: 'blocked', why: 'The server "build-box" stands in another VPC: staging.', remedy: 'Choose that VPC, or another server.',
    });
  });

  it('is not held to a VPC that is not made yet, nor is our group on it before there is one', async () => {
    const run = beside([guarded('ours')]);
    run.context.facts.set(vpcFact, undefined);
    run.context.facts.set(serverGroupFact, undefined);
    assert.equal((await step.find(run.context)).kind, 'missing');
  });

  it('is waited for until it runs, costs nothing more, and is not made from nothing', async () => {
    const { context } = beside([]);
    context.facts.set(serverFact, serverOf('box'));
    await assert.rejects(step.create(context), { name: 'TypeError', message: 'The server’s interface is not known.' });
    assert.equal(await step.ready(context), 'running');
    assert.equal(context.facts.get(serverFact)?.primaryInterface?.id, 'nic');
    assert.deepEqual(await step.price(context), { kind: 'none' });
  });
});

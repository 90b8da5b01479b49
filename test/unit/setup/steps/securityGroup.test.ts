import assert from 'node:assert/strict';
import type { NewSecurityGroupRule } from '../../../../src/cloud/vpcRequests';
import type { SecurityGroup } from '../../../../src/model/landscape';
import type { RunContext } from '../../../../src/setup/context';
import { Fact } from '../../../../src/setup/facts';
import { securityGroupStep, type SecurityGroupStep } from '../../../../src/setup/steps/securityGroup';
import { vpcFact } from '../../../../src/setup/steps/vpc';
import { later, scripted, type Scripted } from '../scripted';
import { groupOf, ruleOf, vpcOf } from '../things';

const into = new Fact<SecurityGroup>('The gateway’s group');
// What a VPN's route would ask for: from a range, on several ports.
const onPort = (port: number): NewSecurityGroupRule =>
  ({ direction: 'inbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'cidr', cidr: '10.8.0.0/22' } });
const [first, second] = [onPort(30000), onPort(30001)];
const rules = [first, second];
const parts: SecurityGroupStep = {
  id: 'gateway-group', name: 'orders-gateway', why: 'It admits the office.', into, rules: () => rules,
  inWords: ({ signal }) => `allows 30000, 30001 from the office${signal.aborted ? '?' : ''}`, resourceGroupId: 'r',
};
const step = securityGroupStep(parts);
const toMake = { kind: 'missing', detail: 'allows 30000, 30001 from the office' };
const complete = [ruleOf('r1', first), ruleOf('r2', second)];

function account(groups: readonly SecurityGroup[], more: Partial<RunContext> = {}): Scripted {
  const run = scripted({ listSecurityGroups: () => Promise.resolve(groups) }, more);
  run.context.facts.set(vpcFact, vpcOf('v'));
  return run;
}

describe('Rules of a security group from before', () => {
  const former = securityGroupStep({ ...parts, former: [onPort(29999)] });
  const group = groupOf('g', { name: 'orders-gateway', rules: [...complete, ruleOf('old', onPort(29999)), ruleOf('theirs', onPort(22))] });

  it('are still to be taken away in a group of ours, and those alone', async () => {
    const deleted: string[] = [];
    const run = scripted({
      listSecurityGroups: () => Promise.resolve([group]), getSecurityGroup: () => Promise.resolve(group),
      deleteSecurityGroupRule: (_group, id) => { deleted.push(id); return Promise.resolve(); },
    }, { originOf: () => 'made', discard: (request) => request(), read: (request) => request(), claim: () => Promise.resolve() });
    run.context.facts.set(vpcFact, vpcOf('v'));
    const standing = await former.find(run.context);
    assert.ok(standing.kind === 'missing');
    assert.equal(standing.detail, `${toMake.detail} · deletes inbound tcp 29999 from 10.8.0.0/22`);
    assert.equal(standing.there?.id, 'g', 'the group itself is there');
    await former.create(run.context);
    assert.deepEqual(deleted, ['old']);
  });

  it('are left alone in a group of somebody else\'s', async () => {
    const standing = await former.find(account([group], { originOf: () => 'adopted' }).context);
    assert.equal(standing.kind, 'exists');
  });
});

describe('The step of a security group', () => {
  it('is named after the group', () => {
    assert.deepEqual([step.id, step.title, step.why], ['gateway-group', 'Security group orders-gateway', 'It admits the office.']);
  });

  it('has it to make in a VPC that is still to be made', async () => {
    assert.deepEqual(await step.find(scripted({}).context), toMake);
  });

  it('finds it complete, by its name in the VPC', async () => {
    const group = groupOf('g1', { name: 'orders-gateway', rules: complete });
    const { context, deeds } = account([groupOf('g0'), group, groupOf('g2', { name: 'orders-gateway' })]);
    assert.deepEqual(await step.find(context), {
      kind: 'exists', resource: { kind: 'security-group', id: 'g1', name: 'orders-gateway', crn: 'crn:g1', address: undefined }, detail: undefined,
    });
    assert.equal(context.facts.need(into), group);
    assert.deepEqual(deeds, [['listSecurityGroups', { vpcId: 'v' }]]);
  });

  it('has something to do where one rule of several is missing', async () => {
    const group = groupOf('g1', { name: 'orders-gateway', rules: complete.slice(1) });
    const { context } = account([group]);
    const standing = await step.find(context);
    assert.deepEqual([standing.kind, standing.kind === 'missing' && standing.there?.id], ['missing', 'g1'], 'the group itself is there');
    assert.equal(context.facts.need(into), group);
  });

  it('has something to do while what its rules name is not known', async () => {
    const { context } = account([groupOf('g1', { name: 'orders-gateway' })]);
    assert.equal((await securityGroupStep({ ...parts, rules: () => undefined }).find(context)).kind, 'missing');
  });

  it('knows the one of the journal, whatever it is called by now, and forgets one that is gone', async () => {
    const renamed = groupOf('g7', { rules: complete });
    const recorded = (kind: string): ReturnType<RunContext['recorded']> =>
      kind === 'security-group' ? { kind, id: 'g7', name: 'x', origin: 'made' } : undefined;
    const { context } = account([groupOf('g1', { name: 'orders-gateway' }), renamed], { recorded });
    assert.equal((await step.find(context)).kind, 'exists');
    assert.equal(context.facts.need(into), renamed);
    const { context: later } = account([groupOf('g0')], { recorded });
    later.facts.set(into, renamed);
    assert.deepEqual(await step.find(later), toMake);
    assert.equal(later.facts.get(into), undefined);
  });
});

describe('Making a security group', () => {
  const read = groupOf('g1', { rules: complete, name: 'fresh' });

  it('asks for it with its rules, and leaves a fresh read of it', async () => {
    const { context, deeds } = scripted({
      createSecurityGroup: () => later(() => groupOf('g1', { rules: complete })), getSecurityGroup: () => later(() => read),
    });
    context.facts.set(vpcFact, vpcOf('v'));
    await step.create(context);
    const specification = { name: 'orders-gateway', vpcId: 'v', rules, resourceGroupId: 'r' };
    assert.deepEqual(deeds, [['make', 'security-group', specification], ['createSecurityGroup', specification], ['getSecurityGroup', 'g1']]);
    assert.equal(context.facts.need(into), read);
  });

  it('adds to one that is there the rules that it lacks, and says whose it is', async () => {
    const there = groupOf('g1', { rules: [ruleOf('r1', first)] });
    const { context, deeds } = scripted({
      createSecurityGroupRule: () => later(() => ruleOf('r2', second)), getSecurityGroup: () => later(() => read),
    });
    context.facts.set(into, there);
    await step.create(context);
    assert.deepEqual(deeds, [
      ['claim', { kind: 'security-group', id: 'g1', name: 'g1-name', crn: 'crn:g1', address: undefined }],
      ['make', 'rule', { name: 'inbound tcp 30001 from 10.8.0.0/22', groupId: 'g1', rule: second }],
      ['createSecurityGroupRule', 'g1', second],
      ['getSecurityGroup', 'g1'],
    ]);
    assert.equal(context.facts.need(into), read);
  });

  it('adds them one after the other, since two writes at once are refused', async () => {
    const { context, deeds } = scripted({
      createSecurityGroupRule: (_group, rule) => later(() => { deeds.push(['put on']); return ruleOf('r', rule); }), getSecurityGroup: () => later(() => read),
    });
    context.facts.set(into, groupOf('g1'));
    await step.create(context);
    assert.deepEqual(deeds.map(([what]) => what), [
      'claim', 'make', 'createSecurityGroupRule', 'put on', 'make', 'createSecurityGroupRule', 'put on', 'getSecurityGroup',
    ]);
  });

  it('is a defect before what its rules name is known', async () => {
    const early = securityGroupStep({ ...parts, rules: () => undefined });
    await assert.rejects(early.create(scripted({}).context), { name: 'TypeError', message: 'What the security group orders-gateway allows is not known yet.' });
  });

  it('is done when it is there, and costs nothing', async () => {
    const { context } = scripted({});
    assert.equal(await step.ready(context), '');
    assert.deepEqual(await step.price(context), { kind: 'none' });
  });
});

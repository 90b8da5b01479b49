import assert from 'node:assert/strict';
import type { NewSecurityGroupRule } from '../../../../src/cloud/vpcRequests';
import type { SecurityGroup, SecurityGroupRule } from '../../../../src/model/landscape';
import { Fact } from '../../../../src/setup/facts';
import { rulesStep, type RulesStep } from '../../../../src/setup/steps/rules';
import { later, scripted, type Scripted } from '../scripted';
import { groupOf, ruleOf } from '../things';

const on = new Fact<SecurityGroup>('The server’s group');
const onPort = (port: number): NewSecurityGroupRule =>
  ({ direction: 'outbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'security-group', id: 'g2' } });
const [first, second] = [onPort(30000), onPort(30001)];
const parts: RulesStep = {
  id: 'way-out', title: 'Rule from a to b', why: 'It lets a out to b.', on, rules: () => [first, second],
  inWords: ({ signal }) => `allows 30000, 30001${signal.aborted ? '?' : ''}`,
};
const step = rulesStep(parts);
const toMake = { kind: 'missing', detail: 'allows 30000, 30001' };
const [one, two] = [ruleOf('r1', first), ruleOf('r2', second)];

function having(rules: readonly SecurityGroupRule[]): Scripted {
  const run = scripted({ createSecurityGroupRule: (_group, rule) => later(() => { run.deeds.push(['put on']); return ruleOf('r', rule); }) });
  run.context.facts.set(on, groupOf('g1', { rules }));
  return run;
}

describe('The step of rules between two groups', () => {
  it('is called as it says', () => {
    assert.deepEqual([step.id, step.title, step.why], ['way-out', 'Rule from a to b', 'It lets a out to b.']);
  });

  it('finds them where all are there, and names the first', async () => {
    assert.deepEqual(await step.find(having([two, one]).context), {
      kind: 'exists', resource: { kind: 'rule', id: 'g1/r1', name: 'outbound tcp 30000 to g2' }, detail: undefined,
    });
    const single = rulesStep({ ...parts, rules: () => [second] });
    assert.deepEqual(await single.find(having([two]).context), {
      kind: 'exists', resource: { kind: 'rule', id: 'g1/r2', name: 'outbound tcp 30001 to g2' }, detail: undefined,
    });
  });

  it('has something to do where any is missing', async () => {
    for (const rules of [[], [one], [two]]) {
      assert.deepEqual(await step.find(having(rules).context), toMake);
    }
  });

  it('has something to do before the group, or what the rules name, is known', async () => {
    assert.deepEqual(await step.find(scripted({}).context), toMake);
    assert.deepEqual(await rulesStep({ ...parts, rules: () => undefined }).find(having([one, two]).context), toMake);
  });

  it('puts on those that are missing, one after the other', async () => {
    const { context, deeds } = having([]);
    await step.create(context);
    assert.deepEqual(deeds, [
      ['make', 'rule', { name: 'outbound tcp 30000 to g2', groupId: 'g1', rule: first }], ['createSecurityGroupRule', 'g1', first], ['put on'],
      ['make', 'rule', { name: 'outbound tcp 30001 to g2', groupId: 'g1', rule: second }], ['createSecurityGroupRule', 'g1', second], ['put on'],
    ]);
    const half = having([one]);
    await step.create(half.context);
    assert.deepEqual(half.deeds.slice(1), [['createSecurityGroupRule', 'g1', second], ['put on']]);
  });

  it('is a defect before the group, or what the rules name, is known', async () => {
    await assert.rejects(step.create(scripted({}).context), { message: 'The server’s group is not known yet.' });
    await assert.rejects(rulesStep({ ...parts, rules: () => undefined }).create(having([]).context), {
      name: 'TypeError', message: 'What "Rule from a to b" allows is not known yet.',
    });
  });

  it('is done when they are there, and costs nothing', async () => {
    assert.equal(await step.ready(having([]).context), '');
    assert.deepEqual(await step.price(having([]).context), { kind: 'none' });
  });
});

import assert from 'node:assert/strict';
import type { NewSecurityGroupRule } from '../../../../../../src/cloud/vpcRequests';
import type { SecurityGroup } from '../../../../../../src/model/landscape';
import { namesOf } from '../../../../../../src/setup/names';
import { gatewayGroupFact, serverGroupFact } from '../../../../../../src/setup/routes/vsi/facts';
import { serverToGatewayRules } from '../../../../../../src/setup/routes/vsi/rules';
import { serverRules } from '../../../../../../src/setup/steps/serverRules';
import { gatewayRules } from '../../../../../../src/setup/steps/gatewayGroup';
import { gatewayGroupStep, serverGroupStep, serverToGatewayStep } from '../../../../../../src/setup/routes/vsi/steps/groups';
import { instanceFact } from '../../../../../../src/setup/steps/instance';
import { vpcFact } from '../../../../../../src/setup/steps/vpc';
import { eventStreams } from '../../../../../../src/services/eventStreams/service';
import { connection, scripted, type Scripted } from '../../../scripted';
import { groupOf, instanceOf, ruleOf, vpcOf } from '../../../things';

const names = namesOf(connection.id);
const group = (id: string, name: string, rules: readonly NewSecurityGroupRule[] = []): SecurityGroup =>
  groupOf(id, { name, rules: rules.map((rule, index) => ruleOf(`${id}-${index}`, rule)) });

function inVpc(groups: readonly SecurityGroup[]): Scripted {
  const run = scripted({ listSecurityGroups: () => Promise.resolve(groups) });
  run.context.facts.set(vpcFact, vpcOf('v'));
  run.context.facts.set(instanceFact, instanceOf());
  return run;
}

describe('The server\'s group', () => {
  const step = (sshFrom?: string, ownAddress?: string): ReturnType<typeof serverGroupStep> => serverGroupStep({ ...connection.choices, sshFrom, ownAddress }, names);

  it('is missing in words of who may come in', async () => {
    const detail = async (...given: Parameters<typeof step>): Promise<unknown> => {
      const standing = await step(...given).find(inVpc([]).context);
      return standing.kind === 'missing' ? standing.detail : standing.kind;
    };
    assert.equal(await detail('203.0.113.7/32', '203.0.113.7'), 'allows SSH from 203.0.113.7/32');
    assert.equal(await detail('203.0.113.0/24'), 'allows SSH from 203.0.113.0/24 · it must hold this machine’s own address');
    assert.match(String(await detail('203.0.113.0/24', '198.51.100.9')), /leaves out this machine \(198\.51\.100\.9\)/);
    assert.equal(await detail('0.0.0.0/0'), 'allows SSH from 0.0.0.0/0');
    assert.deepEqual(await step().find(inVpc([]).context), { kind: 'missing', detail: 'allows no one in' });
  });

  it('exists with all its rules, and is left for the steps behind', async () => {
    const there = group('sg', 'orders-pc-server', serverRules('203.0.113.7/32'));
    const { context } = inVpc([there]);
    assert.equal((await step('203.0.113.7/32').find(context)).kind, 'exists');
    assert.equal(context.facts.get(serverGroupFact), there);
    assert.equal((await step('203.0.113.8/32').find(context)).kind, 'missing', 'another range is another rule');
  });
});

describe('The gateway\'s group', () => {
  const step = gatewayGroupStep(connection.choices, names);

  it('is missing while the server\'s group, which it lets in, is not known', async () => {
    const there = group('gg', 'orders-pc-gateway', gatewayRules('sg', [9093]));
    const standing = await step.find(inVpc([there]).context);
    assert.deepEqual([standing.kind, standing.kind === 'missing' && standing.detail], ['missing', 'allows 9093 from orders-pc-server']);
  });

  it('exists when it lets in the server\'s group on the instance\'s ports', async () => {
    const { context } = inVpc([group('gg', 'orders-pc-gateway', gatewayRules('sg', [9093]))]);
    context.facts.set(serverGroupFact, groupOf('sg'));
    assert.equal((await step.find(context)).kind, 'exists');
    assert.equal(context.facts.get(gatewayGroupFact)?.id, 'gg');
  });

  it('says the service\'s usual port while the instance is not known', async () => {
    const { context } = inVpc([]);
    context.facts.set(instanceFact, undefined);
    assert.deepEqual(await step.find(context), { kind: 'missing', detail: 'allows port 9093 from orders-pc-server' });
  });
});

describe('The way out of the server\'s group', () => {
  const step = serverToGatewayStep(names, eventStreams);

  it('is missing while one of the groups or the ports are not known', async () => {
    const { context } = inVpc([]);
    assert.deepEqual(await step.find(context), { kind: 'missing', detail: 'allows 9093' });
    context.facts.set(serverGroupFact, group('sg', 's', serverToGatewayRules('gg', [9093])));
    assert.equal((await step.find(context)).kind, 'missing');
    context.facts.set(gatewayGroupFact, groupOf('gg'));
    assert.deepEqual(await step.find(context), {
      kind: 'exists', resource: { kind: 'rule', id: 'sg/sg-0', name: 'outbound tcp 9093 to gg' }, detail: undefined,
    });
    context.facts.set(instanceFact, undefined);
    assert.equal((await step.find(context)).kind, 'missing');
  });
});

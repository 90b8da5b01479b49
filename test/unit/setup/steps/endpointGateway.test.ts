import assert from 'node:assert/strict';
import type { EndpointGateway, SecurityGroup, Subnet } from '../../../../src/model/landscape';
import { Fact } from '../../../../src/setup/facts';
import { endpointGatewayFact, endpointGatewayStep, gatewayTo, type EndpointGatewayStep } from '../../../../src/setup/steps/endpointGateway';
import { vpcFact } from '../../../../src/setup/steps/vpc';
import { later, scripted, type Scripted } from '../scripted';
import { gatewayOf, groupOf, subnetOf, vpcOf } from '../things';

const group = new Fact<SecurityGroup>('The gateway’s group');
const placeIn = (zone: string): EndpointGatewayStep['places'][number] =>
  ({ subnet: new Fact<Subnet>(`The subnet in ${zone}`), addressName: `orders-endpoint-${zone}` });
const [one, two, three] = [placeIn('1'), placeIn('2'), placeIn('3')];
const parts: EndpointGatewayStep = {
  name: 'orders-endpoint', why: 'It is the door.', targetCrn: 'crn:v1', places: [one, two, three], group, groupName: 'orders-gateway', resourceGroupId: 'r',
};
const step = endpointGatewayStep(parts);
const ourGroup = groupOf('g1');
const withOurs = { securityGroups: [{ id: 'g0', name: 'g0' }, { id: 'g1', name: 'g1' }] };
const found = { kind: 'endpoint-gateway', id: 'e1', name: 'e1-name', crn: 'crn:e1', address: '10.0.0.4' };
const others = (count: number): Pick<EndpointGateway, 'securityGroups'> =>
  ({ securityGroups: Array.from({ length: count }, (_, at) => ({ id: `o${at}`, name: `o${at}` })) });

function account(gateways: readonly EndpointGateway[]): Scripted {
  const run = scripted({ listEndpointGateways: () => Promise.resolve(gateways) });
  run.context.facts.set(vpcFact, vpcOf('v'));
  run.context.facts.set(group, ourGroup);
  return run;
}

describe('The step of an endpoint gateway', () => {
  it('is named after it', () => {
    assert.deepEqual([step.id, step.title, step.why], ['gateway', 'Endpoint gateway orders-endpoint', 'It is the door.']);
  });

  it('has one to make in as many zones as it has places, in a VPC that is still to be made too', async () => {
    const { context, deeds } = account([gatewayOf('e0', { targetCrn: 'crn:v2' })]);
    assert.deepEqual(await step.find(context), { kind: 'missing', detail: '3 zones' });
    assert.equal(context.facts.get(endpointGatewayFact), undefined);
    assert.deepEqual(deeds, [['listEndpointGateways', { vpcId: 'v' }]]);
    assert.deepEqual(await step.find(scripted({}).context), { kind: 'missing', detail: '3 zones' });
    assert.deepEqual(await endpointGatewayStep({ ...parts, places: [one] }).find(account([]).context), { kind: 'missing', detail: '1 zone' });
  });

  it('finds the one that leads to the instance, whoever made it, with our group on it', async () => {
    const gateway = gatewayOf('e1', withOurs);
    const { context } = account([gatewayOf('e0', { targetCrn: 'crn:v2' }), gateway, gatewayOf('e2')]);
    assert.deepEqual(await step.find(context), { kind: 'exists', resource: found, detail: 'e1-name' });
    assert.equal(context.facts.need(endpointGatewayFact), gateway);
  });

  it('leaves one as it is whose rules let the source in already', async () => {
    const { context } = account([gatewayOf('e1', others(5))]);
    assert.deepEqual(await endpointGatewayStep({ ...parts, isOpen: () => true }).find(context), { kind: 'exists', resource: found, detail: 'e1-name' });
  });

  it('is called after the one that is used', () => {
    assert.deepEqual([step.title, step.called?.('theirs')], ['Endpoint gateway orders-endpoint', 'Endpoint gateway theirs']);
  });

  it('is blocked by one of its name that leads elsewhere', async () => {
    const elsewhere = gatewayOf('e0', { targetCrn: 'crn:v2', name: 'orders-endpoint' });
    const { context } = account([elsewhere, gatewayOf('e9', { targetCrn: 'crn:v3' })]);
    assert.deepEqual(await step.find(context), {
      kind: 'blocked', why: 'An endpoint gateway named "orders-endpoint" leads elsewhere.', remedy: 'Delete it, or start a new connection.',
    });
  });

  it('adds our group to one that lacks it, as long as it has less than five, and an undo leaves it without', async () => {
    for (const count of [0, 4]) {
      const { context } = account([gatewayOf('e1', others(count))]);
      assert.deepEqual(await step.find(context), {
        kind: 'missing', detail: 'the security group orders-gateway is added to e1-name', extends: 'without the security group that the run puts on it', there: found,
      });
    }
    const full = account([gatewayOf('e1', others(5))]);
    assert.deepEqual(await step.find(full.context), {
      kind: 'blocked', why: 'The endpoint gateway "e1-name" has 5 security groups, as many as it may.', remedy: 'Take one off it.',
    });
  });

  it('needs our group to be known, to find it on the gateway', async () => {
    const { context } = account([gatewayOf('e1', withOurs)]);
    context.facts.set(group, undefined);
    assert.equal((await step.find(context)).kind, 'missing');
  });

  it('forgets one that is gone', async () => {
    const { context } = account([]);
    context.facts.set(endpointGatewayFact, gatewayOf('e1'));
    await step.find(context);
    assert.equal(context.facts.get(endpointGatewayFact), undefined);
  });

  it('costs what a new one with so many addresses costs, and nothing where one is there', async () => {
    const price = { kind: 'priced', monthly: 7, currency: 'USD', basis: 'b' } as const;
    const { context, deeds } = scripted({ region: 'ca-mon' }, {}, { catalog: { monthlyPrice: () => Promise.resolve(price) } });
    assert.equal(await step.price(context), price);
    assert.deepEqual(deeds, [['monthlyPrice', { kind: 'endpoint-gateway', addresses: 3 }, 'ca-mon']]);
    context.facts.set(endpointGatewayFact, gatewayOf('e1'));
    assert.deepEqual(await step.price(context), { kind: 'none' });
  });
});

describe('Making an endpoint gateway', () => {
  function run(created: EndpointGateway): Scripted {
    const made = scripted({
      createEndpointGateway: () => later(() => created),
      addSecurityGroupTarget: () => later(() => { made.deeds.push(['put on']); return { id: 'e1', name: 'e1', kind: 'k' }; }),
    });
    const { facts } = made.context;
    facts.set(vpcFact, vpcOf('v'));
    facts.set(group, ourGroup);
    parts.places.forEach(({ subnet }, at) => facts.set(subnet, subnetOf(`s${at}`)));
    return made;
  }
  const specification = {
    name: 'orders-endpoint', vpcId: 'v', targetCrn: 'crn:v1', securityGroupIds: ['g1'], resourceGroupId: 'r', dnsMode: 'primary',
    addresses: [
      { subnetId: 's0', name: 'orders-endpoint-1' }, { subnetId: 's1', name: 'orders-endpoint-2' }, { subnetId: 's2', name: 'orders-endpoint-3' },
    ],
  };
  const made = [['make', 'endpoint-gateway', specification], ['createEndpointGateway', specification]];
  const putOn = [['make', 'group-target', { name: 'g1 on e1', groupId: 'g1', targetId: 'e1' }], ['addSecurityGroupTarget', 'g1', 'e1'], ['put on']];

  it('asks for an address in each of its places, under our group', async () => {
    const gateway = gatewayOf('e1', withOurs);
    const { context, deeds } = run(gateway);
    await step.create(context);
    assert.deepEqual(deeds, made);
    assert.equal(context.facts.need(endpointGatewayFact), gateway);
  });

  it('adds our group where someone else made one at the same moment', async () => {
    const theirs = gatewayOf('e1', others(1));
    const { context, deeds } = run(theirs);
    await step.create(context);
    assert.deepEqual(deeds, [...made, ...putOn]);
    assert.equal(context.facts.need(endpointGatewayFact), theirs);
  });

  it('adopts the one that is there, and adds our group', async () => {
    const { context, deeds } = run(gatewayOf('e9'));
    context.facts.set(endpointGatewayFact, gatewayOf('e1'));
    await step.create(context);
    assert.deepEqual(deeds, [['adopt', found], ...putOn]);
  });

  it('needs its subnets and our group', async () => {
    const { context } = run(gatewayOf('e1'));
    context.facts.set(two.subnet, undefined);
    await assert.rejects(step.create(context), { message: 'The subnet in 2 is not known yet.' });
    context.facts.set(group, undefined);
    await assert.rejects(step.create(context), { message: 'The gateway’s group is not known yet.' });
  });

  it('is done when it is stable, and leaves it as it is then', async () => {
    const stable = gatewayOf('e1', withOurs);
    const { context } = scripted({ getEndpointGateway: () => later(() => stable) });
    context.facts.set(endpointGatewayFact, gatewayOf('e1', { lifecycleState: 'pending' }));
    assert.equal(await step.ready(context), 'stable');
    assert.equal(context.facts.need(endpointGatewayFact), stable);
    await assert.rejects(step.ready(scripted({}).context), { message: 'The endpoint gateway is not known yet.' });
  });
});

describe('The gateway to an instance', () => {
  it('is the first that leads there in the connection’s VPC', async () => {
    const [elsewhere, there] = [gatewayOf('e0', { targetCrn: 'crn:v2' }), gatewayOf('e1')];
    const { context, deeds } = account([elsewhere, there, gatewayOf('e2')]);
    assert.equal(await gatewayTo(context, 'crn:v1'), there);
    assert.equal(await gatewayTo(context, 'crn:v3'), undefined);
    assert.deepEqual(deeds[0], ['listEndpointGateways', { vpcId: 'v' }]);
    assert.equal(await gatewayTo(scripted({}).context, 'crn:v1'), undefined);
  });
});

import assert from 'node:assert/strict';
import type { EndpointGateway, SecurityGroup, Subnet } from '../../../../src/model/landscape';
import { Fact } from '../../../../src/setup/facts';
import { endpointGatewayFact, endpointGatewayStep, gatewayTo, type EndpointGatewayStep } from '../../../../src/setup/steps/endpointGateway';
import { vpcFact } from '../../../../src/setup/steps/vpc';
import { instanceFact } from '../../../../src/setup/steps/instance';
import { later, scripted, type Scripted } from '../scripted';
import { gatewayOf, groupOf, instanceOf, subnetOf, vpcOf } from '../things';

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
    assert.deepEqual(await step.find(context), { kind: 'missing', detail: '3 zones, answers in this VPC alone' });
    assert.equal(context.facts.get(endpointGatewayFact), undefined);
    assert.deepEqual(deeds, [['listEndpointGateways', { vpcId: 'v' }]]);
    assert.deepEqual(await step.find(scripted({}).context), { kind: 'missing', detail: '3 zones, answers in this VPC alone' });
    assert.deepEqual(await endpointGatewayStep({ ...parts, places: [one] }).find(account([]).context), {
      kind: 'missing', detail: '1 zone, answers in this VPC alone',
    });
  });

  it('finds the one that leads to the instance, whoever made it, with our group on it', async () => {
    const gateway = gatewayOf('e1', withOurs);
    const { context } = account([gatewayOf('e0', { targetCrn: 'crn:v2' }), gateway, gatewayOf('e2')]);
    assert.deepEqual(await step.find(context), { kind: 'exists', resource: found, detail: 'at 10.0.0.4' });
    assert.equal(context.facts.need(endpointGatewayFact), gateway);
  });

  it('leaves one as it is whose rules let the source in already', async () => {
    const { context } = account([gatewayOf('e1', others(5))]);
    assert.deepEqual(await endpointGatewayStep({ ...parts, isOpen: () => true }).find(context), { kind: 'exists', resource: found, detail: 'at 10.0.0.4' });
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

describe('The step of an endpoint gateway whose VPC has DNS of its own', () => {
  const hub = { id: 'hub', name: 'hub-vpc' };
  const [dns, servers] = [{ isHub: false, bindings: 1, resolver: { kind: 'system', servers: [] } } as const, ['10.9.0.53']];
  const inHub = gatewayOf('h1', { name: 'hub-orders', vpc: hub });
  function sharing(gateways: readonly EndpointGateway[], more: Partial<Parameters<typeof vpcOf>[1]> = {}): Scripted {
    const run = scripted({
      listEndpointGateways: ({ vpcId }) => Promise.resolve(gateways.filter(({ vpc }) => vpcId === undefined || vpc.id === vpcId)),
      listVpcs: () => Promise.resolve([vpcOf('v'), vpcOf('hub')]),
      listDnsBindings: (id) => Promise.resolve([
        { id: 'b', name: 'b', vpc: id === 'v' ? hub : { id: 'v', name: 'orders-vpc' }, isForeign: false, lifecycleState: 'stable', endpointGateways: [] },
      ]),
      createEndpointGateway: () => Promise.resolve(gatewayOf('e1', withOurs)),
    });
    run.context.facts.set(vpcFact, vpcOf('v', { name: 'orders-vpc', dns, ...more }));
    run.context.facts.set(group, ourGroup);
    run.context.facts.set(instanceFact, instanceOf({ privateNames: ['*.guid.example', 'guid.example'] }));
    parts.places.forEach(({ subnet }, at) => run.context.facts.set(subnet, subnetOf(`s${at}`)));
    return run;
  }
  async function sent({ context, deeds }: Scripted): Promise<unknown> {
    await step.create(context);
    const request = deeds.find(([what]) => what === 'createEndpointGateway')?.[1];
    return typeof request === 'object' && request !== null && 'dnsMode' in request ? request.dnsMode : undefined;
  }

  it('shares a new one’s names with the VPCs that share DNS, and asks for the gateways of all by one list', async () => {
    const run = sharing([gatewayOf('e0', { targetCrn: 'crn:v2' })]);
    assert.deepEqual(await step.find(run.context), { kind: 'missing', detail: '3 zones, answers in the VPCs that share its DNS too: hub-vpc' });
    const lists = run.deeds.filter(([what]) => what === 'listEndpointGateways');
    assert.deepEqual(new Set(lists.map((list) => JSON.stringify(list))), new Set(['["listEndpointGateways",{}]']));
    assert.equal(await sent(run), 'primary');
  });

  it('keeps them to its VPC where another one’s are shared, says whose, and sends that', async () => {
    const run = sharing([inHub]);
    assert.deepEqual(await step.find(run.context), {
      kind: 'missing', detail: '3 zones, answers in this VPC alone, since in those that share its DNS "hub-orders" of hub-vpc answers',
    });
    assert.equal(run.context.facts.get(endpointGatewayFact), undefined);
    assert.equal(await sent(run), 'disabled');
  });

  it('is blocked where the servers would ask the hub, which answers with another one', async () => {
    const standing = await step.find(sharing([inHub], { dns: { ...dns, resolver: { kind: 'delegated', servers, vpc: hub } } }).context);
    assert.deepEqual(standing, {
      kind: 'blocked',
      why: 'Servers in "orders-vpc" ask the DNS hub "hub-vpc", where "hub-orders" in the VPC "hub-vpc" answers for this instance: '
        + 'a new endpoint gateway would not be asked.',
      remedy: 'Use the VPC "hub-vpc", or set the DNS resolver of "orders-vpc" to "system", and plan again.',
    });
  });

  it('says what the cloud says of sharing that failed', async () => {
    const healthReasons = [{ code: 'internal_error', message: 'Other.' }, { code: 'dns_resolution_binding_failed', message: 'Failed to share.' }];
    assert.deepEqual(await step.find(sharing([], { healthReasons }).context), {
      kind: 'missing', detail: '3 zones, answers in the VPCs that share its DNS too: hub-vpc. IBM Cloud says of orders-vpc: Failed to share.',
    });
  });

  it('forgets what a plan before said of it', async () => {
    const run = sharing([inHub]);
    await step.find(run.context);
    run.context.facts.set(vpcFact, vpcOf('v'));
    await step.find(run.context);
    assert.equal(await sent(run), 'primary');
  });

  it('says which servers must know the private names where they are not the VPC’s own, of one that is there too', async () => {
    const manual = { dns: { isHub: false, bindings: 0, resolver: { kind: 'manual', servers } } } as const;
    const asked = 'Servers in orders-vpc ask the DNS servers 10.9.0.53, set by hand: those must know the private names guid.example and all below';
    assert.deepEqual(await step.find(sharing([], manual).context), { kind: 'missing', detail: `3 zones, answers in this VPC alone. ${asked}` });
    const there = gatewayOf('e1', { ...withOurs, serviceEndpoints: ['*.guid.example'] });
    assert.deepEqual(await step.find(sharing([there], manual).context), { kind: 'exists', resource: found, detail: `at 10.0.0.4. ${asked}` });
    const bare = gatewayOf('e1', { serviceEndpoints: ['*.guid.example'] });
    assert.deepEqual((await step.find(sharing([bare], manual).context)), {
      kind: 'missing', detail: `the security group orders-gateway is added to e1-name. ${asked}`,
      extends: 'without the security group that the run puts on it', there: found,
    });
  });

  it('says where one answers that is there, and is blocked by another one that answers instead', async () => {
    const there = (dnsMode: string): EndpointGateway => gatewayOf('e1', { ...withOurs, dnsMode });
    const detail = 'at 10.0.0.4, answers in the VPCs that share its DNS too: hub-vpc';
    assert.deepEqual(await step.find(sharing([there('primary')]).context), { kind: 'exists', resource: found, detail });
    const delegated = { dns: { ...dns, resolver: { kind: 'delegated', servers, vpc: hub } } } as const;
    const standing = await step.find(sharing([inHub, there('disabled')], delegated).context);
    assert.equal(standing.kind, 'blocked');
    assert.match(standing.why, /: "e1-name" would not be asked\.$/);
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

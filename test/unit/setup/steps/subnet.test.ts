import assert from 'node:assert/strict';
import type { AddressPrefix, Subnet } from '../../../../src/model/landscape';
import type { RunContext, StepContext } from '../../../../src/setup/context';
import { Fact } from '../../../../src/setup/facts';
import { subnetStep, type SubnetStep } from '../../../../src/setup/steps/subnet';
import { vpcFact } from '../../../../src/setup/steps/vpc';
import { later, scripted, type Scripted } from '../scripted';
import { prefixOf, subnetOf, vpcOf } from '../things';

const into = new Fact<Subnet>('The subnet');
const plain: SubnetStep = { zone: 'ca-mon-1', name: 'orders-ca-mon-1', why: 'Addresses.', into, needed: 4, resourceGroupId: 'r' };
const toMake = { kind: 'missing', detail: 'orders-ca-mon-1 · 16 addresses' };
const noRoom = {
  kind: 'blocked', why: 'The VPC has no room for a subnet in ca-mon-1: its address prefixes are taken, or there is none.',
  remedy: 'Add an address prefix to the VPC, or choose other zones.',
};

function account(subnets: readonly Subnet[], prefixes: readonly AddressPrefix[] = [prefixOf('10.0.0.0/18')], more: Partial<RunContext> = {}): Scripted {
  const run = scripted({ listSubnets: () => Promise.resolve(subnets), listAddressPrefixes: () => Promise.resolve(prefixes) }, more);
  run.context.facts.set(vpcFact, vpcOf('v'));
  return run;
}

/** `exists` with the subnet that was found, which must be left to the steps behind as well. */
async function finds(step: SubnetStep, { context }: Scripted): Promise<unknown> {
  const standing = await subnetStep(step).find(context);
  assert.equal(context.facts.get(into)?.id, standing.kind === 'exists' ? standing.resource.id : undefined);
  return standing.kind === 'exists' ? standing.resource.id : standing;
}

describe('The step of a subnet', () => {
  it('is named after its zone', () => {
    const { id, title, why } = subnetStep(plain);
    assert.deepEqual([id, title, why], ['subnet-ca-mon-1', 'Subnet in ca-mon-1', 'Addresses.']);
  });

  it('has one to make in a VPC that is still to be made', async () => {
    assert.deepEqual(await finds(plain, scripted({})), toMake);
  });

  it('has one to make where none fits and there is room', async () => {
    const run = account([subnetOf('s2', { zone: 'ca-mon-2' })]);
    assert.deepEqual(await finds(plain, run), toMake);
    assert.deepEqual(run.deeds, [['listSubnets', { vpcId: 'v' }], ['listAddressPrefixes', 'v']]);
  });

  it('takes one that is there, and tells its name and its range', async () => {
    const subnet = subnetOf('s1', { cidr: '10.0.0.0/24' });
    assert.deepEqual(await subnetStep(plain).find(account([subnet]).context), {
      kind: 'exists', resource: { kind: 'subnet', id: 's1', name: 's1-name', crn: 'crn:s1', address: undefined }, detail: 's1-name · 10.0.0.0/24',
    });
  });

  const room = (availableAddresses: number): Partial<Subnet> => ({ availableAddresses });
  const unfit: readonly (readonly [string, Partial<Subnet>])[] = [
    ['too few free addresses', room(3)], ['another zone', { zone: 'ca-mon-2' }], ['another state', { status: 'pending' }],
  ];
  for (const [what, more] of unfit) {
    it(`takes none with ${what}`, async () => {
      assert.deepEqual(await finds(plain, account([subnetOf('s1', more)])), toMake);
    });
  }

  it('takes one with just as many free addresses as are needed, however many that are', async () => {
    assert.equal(await finds(plain, account([subnetOf('s1', room(4))])), 's1');
    assert.equal(await finds({ ...plain, needed: 1 }, account([subnetOf('s1', room(1))])), 's1');
    assert.deepEqual(await finds({ ...plain, needed: 12 }, account([subnetOf('s1', room(11))])), toMake);
  });

  it('takes the roomiest, and of two the first by name', async () => {
    const subnets = [subnetOf('a', room(5)), subnetOf('y', room(9)), subnetOf('x', room(9)), subnetOf('z', room(9)), subnetOf('b', room(4))];
    assert.equal(await finds(plain, account(subnets)), 'x');
  });

  it('keeps to its own, by name or by the journal, however full it is', async () => {
    const others = [subnetOf('roomy', room(200))];
    const own = subnetOf('s9', { ...room(0), name: 'orders-ca-mon-1' });
    const adopted = subnetOf('s8', room(0));
    const recorded = (kind: string): ReturnType<RunContext['recorded']> => kind === 'subnet' ? { kind, id: 's8', name: 'x', origin: 'adopted' } : undefined;
    const lost = (kind: string): ReturnType<RunContext['lost']> => kind === 'subnet' ? { kind, name: 's8-name' } : undefined;
    assert.equal(await finds(plain, account([...others, own])), 's9');
    assert.equal(await finds(plain, account([...others, own, adopted], [], { recorded })), 's8');
    assert.equal(await finds(plain, account([...others, own, adopted], [], { lost })), 's8');
  });

  it('is blocked by one of its name in another zone', async () => {
    assert.deepEqual(await finds(plain, account([subnetOf('s9', { name: 'orders-ca-mon-1', zone: 'ca-mon-3' })])), {
      kind: 'blocked', why: 'A subnet named "orders-ca-mon-1" stands in ca-mon-3.', remedy: 'Rename that subnet, or start a new connection.',
    });
  });

  it('can be done without for a reason, which is asked for where it has none of its own', async () => {
    const why = 'the endpoint gateway is there';
    const unneeded = (context: StepContext): Promise<string | undefined> =>
      later(() => context.facts.get(vpcFact) === undefined ? undefined : why);
    assert.deepEqual(await finds({ ...plain, unneeded }, account([])), { kind: 'not-needed', why });
    assert.deepEqual(await finds({ ...plain, unneeded }, account([subnetOf('s1')])), { kind: 'not-needed', why });
    assert.equal(await finds({ ...plain, unneeded }, account([subnetOf('s9', { name: 'orders-ca-mon-1' })])), 's9');
    assert.deepEqual(await finds({ ...plain, unneeded: () => later(() => undefined) }, account([])), toMake);
  });

  const prefixes: readonly (readonly [string, readonly AddressPrefix[], readonly Subnet[], unknown])[] = [
    ['there is no prefix', [], [], noRoom],
    ['the zone has none', [prefixOf('10.0.0.0/18', 'ca-mon-2')], [], noRoom],
    ['its prefix is taken by a subnet that does not fit', [prefixOf('10.0.0.0/28')], [subnetOf('s', { ...room(0), cidr: '10.0.0.0/28' })], noRoom],
    ['its prefix has fifteen addresses or less', [prefixOf('10.0.0.0/29')], [], noRoom],
    ['one of its prefixes has just sixteen', [prefixOf('10.1.0.0/29'), prefixOf('10.0.0.0/28')], [], toMake],
    ['the next sixteen are free', [prefixOf('10.0.0.0/27')], [subnetOf('s', { ...room(0), cidr: '10.0.0.0/28' })], toMake],
  ];
  for (const [what, there, subnets, expected] of prefixes) {
    it(`looks for room in the zone’s prefixes: ${what}`, async () => {
      assert.deepEqual(await finds(plain, account(subnets, there)), expected);
    });
  }

  it('makes a small one, says its name and range, and costs nothing', async () => {
    const { context, deeds } = scripted({
      createSubnet: () => Promise.resolve(subnetOf('s1', { status: 'pending' })), getSubnet: () => Promise.resolve(subnetOf('s1', { cidr: '10.0.0.16/28' })),
    });
    context.facts.set(vpcFact, vpcOf('v'));
    await subnetStep(plain).create(context);
    assert.deepEqual(deeds[0], ['make', 'subnet', { name: 'orders-ca-mon-1', vpcId: 'v', zone: 'ca-mon-1', addresses: 16, resourceGroupId: 'r' }]);
    assert.equal(context.facts.need(into).status, 'pending');
    assert.equal(await subnetStep(plain).ready(context), 's1-name · 10.0.0.16/28, available');
    assert.equal(context.facts.need(into).status, 'available');
    assert.deepEqual(await subnetStep(plain).price(context), { kind: 'none' });
  });
});

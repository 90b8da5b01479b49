import assert from 'node:assert/strict';
import type { Subnet, VirtualServer } from '../../../../../../src/model/landscape';
import type { RunContext } from '../../../../../../src/setup/context';
import { Fact } from '../../../../../../src/setup/facts';
import { serverFact, serverGroupFact, sshKeyFact } from '../../../../../../src/setup/routes/vsi/facts';
import type { VsiChoices } from '../../../../../../src/setup/routes/vsi/choices';
import { newServerStep } from '../../../../../../src/setup/routes/vsi/steps/newServer';
import { vpcFact } from '../../../../../../src/setup/steps/vpc';
import { eventStreams } from '../../../../../../src/services/eventStreams/service';
import { absent, connection, scripted, type Scripted } from '../../../scripted';
import { groupOf, serverOf, sshKeyOf, subnetOf, vpcOf } from '../../../things';

const { choices } = connection;
assert.ok(choices.server.kind === 'new');
const { server } = choices;
const subnet = new Fact<Subnet>('The subnet');
const subnets = [{ zone: 'ca-mon-2', subnet: new Fact<Subnet>('Another') }, { zone: 'ca-mon-1', subnet }];
const profile = { name: 'nxf-1x1', family: 'f', vcpu: 1, memory: 1, architecture: 'amd64' };
const image = {
  id: 'i', name: 'ubuntu', status: 'available', operatingSystem: { name: 'ubuntu-24-04-amd64', family: '', vendor: '', version: '', architecture: 'amd64' },
};

function stepFor(more: Partial<VsiChoices> = {}): ReturnType<typeof newServerStep> {
  return newServerStep({ ...choices, ...more }, server, eventStreams, subnets.filter(({ zone }) => more.zones?.includes(zone) ?? true));
}

const open = { name: 'ca-mon-1', region: 'ca-mon', available: true };

function beside(servers: readonly VirtualServer[], more: Partial<RunContext> = {}, zones = [open]): Scripted {
  return scripted({
    region: 'ca-mon', listVirtualServers: () => Promise.resolve(servers), listProfiles: () => Promise.resolve([profile]),
    listImages: () => Promise.resolve([image]), listZones: () => Promise.resolve(zones), createVirtualServer: () => Promise.resolve(serverOf('new')), getVirtualServer: absent,
    deleteVirtualServer: () => Promise.resolve(),
  }, more, { catalog: { monthlyPrice: () => Promise.resolve({ kind: 'unpublished' }) } });
}

const ours = { recorded: () => ({ kind: 'virtual-server', id: 'mine', name: 'orders-server', origin: 'made' as const }) };

describe('A new server', () => {
  it('is to be made: what from, and where', async () => {
    assert.deepEqual(await stepFor().find(beside([]).context), { kind: 'missing', detail: 'nxf-1x1 · ubuntu · ca-mon-1' });
  });

  it('is ours once we made it, unless it failed', async () => {
    const { context } = beside([serverOf('mine', { status: 'starting' })], ours);
    assert.equal((await stepFor().find(context)).kind, 'exists');
    assert.equal(context.facts.get(serverFact)?.id, 'mine');
    assert.equal((await stepFor().find(beside([serverOf('mine', { status: 'failed', name: 'orders-server' })], ours).context)).kind, 'missing');
  });

  it('of a name that someone else\'s has is not made', async () => {
    assert.deepEqual(await stepFor().find(beside([serverOf('theirs', { name: 'orders-server' })]).context), {
      kind: 'blocked', why: 'A virtual server named "orders-server" exists already.',
      remedy: 'Choose it as the existing server, or give the new one another name.',
    });
  });

  it('is not made of what the region does not have', async () => {
    const why = async (run: Scripted, more: Partial<VsiChoices> = {}): Promise<unknown> => {
      const standing = await stepFor(more).find(run.context);
      return standing.kind === 'blocked' ? `${standing.why} ${standing.remedy}` : standing;
    };
    assert.equal(await why(beside([]), { zones: ['ca-mon-2'] }), 'The server\'s zone ca-mon-1 is not among the connection\'s zones. Choose the zones again.');
    assert.equal(await why(beside([], { vpc: { ...beside([]).context.vpc, region: 'ca-mon', listVirtualServers: () => Promise.resolve([]),
      listProfiles: () => Promise.resolve([]), listImages: () => Promise.resolve([image]), listZones: () => Promise.resolve([]) } })),
    'ca-mon has no profile "nxf-1x1". Choose another profile.');
    assert.equal(await why(beside([], { vpc: { ...beside([]).context.vpc, region: 'ca-mon', listVirtualServers: () => Promise.resolve([]),
      listProfiles: () => Promise.resolve([profile]), listImages: () => Promise.resolve([]), listZones: () => Promise.resolve([]) } })),
    'The image "ubuntu" is not available in ca-mon. Choose another image.');
    const closed = 'The zone ca-mon-1 is not available. Choose another zone.';
    assert.equal(await why(beside([], {}, [{ name: 'ca-mon-1', region: 'ca-mon', available: false }])), closed);
    assert.equal(await why(beside([], {}, [{ name: 'ca-mon-2', region: 'ca-mon', available: true }])), closed);
  });

  it('is asked for with what the steps before it left', async () => {
    const run = beside([]);
    const { facts } = run.context;
    facts.set(vpcFact, vpcOf('v'));
    facts.set(subnet, subnetOf('sub'));
    facts.set(serverGroupFact, groupOf('sg'));
    facts.set(sshKeyFact, sshKeyOf('key'));
    await stepFor({ address: { kind: 'address', address: 'bastion' } }).create(run.context);
    assert.deepEqual(run.deeds.find(([what]) => what === 'make'), ['make', 'virtual-server', {
      name: 'orders-server', vpcId: 'v', zone: 'ca-mon-1', subnetId: 'sub', securityGroupIds: ['sg'], profile: 'nxf-1x1', imageId: 'i', keyIds: ['key'],
      resourceGroupId: 'r', reachedAt: 'bastion',
    }]);
    assert.equal(facts.get(serverFact)?.id, 'new');
    assert.ok(!run.deeds.some(([what]) => what === 'deleteVirtualServer'));
    await assert.rejects(newServerStep(choices, server, eventStreams, []).create(run.context), /no subnet in ca-mon-1/);
  });

  it('takes the place of one of ours that could not start, which keeps its name from the next', async () => {
    const run = beside([], ours);
    const { facts } = run.context;
    facts.set(vpcFact, vpcOf('v'));
    facts.set(subnet, subnetOf('sub'));
    facts.set(serverGroupFact, groupOf('sg'));
    facts.set(sshKeyFact, sshKeyOf('key'));
    await stepFor().create(run.context);
    const order = run.deeds.map(([what]) => what).filter((what) => ['deleteVirtualServer', 'untilGone', 'createVirtualServer'].includes(String(what)));
    assert.deepEqual(order, ['deleteVirtualServer', 'untilGone', 'createVirtualServer']);
  });

  it('is said to run when it does', async () => {
    const run = scripted({ getVirtualServer: () => Promise.resolve(serverOf('mine')) });
    run.context.facts.set(serverFact, serverOf('mine', { status: 'starting' }));
    assert.equal(await stepFor().ready(run.context), 'running');
    assert.equal(run.context.facts.need(serverFact).status, 'running');
  });

  it('may be of any of the region’s profiles and images', async () => {
    const { vpc } = beside([]).context;
    const more = {
      listVirtualServers: () => Promise.resolve([]), listZones: () => Promise.resolve([open]),
      listProfiles: () => Promise.resolve([{ ...profile, name: 'other' }, profile]), listImages: () => Promise.resolve([{ ...image, id: 'other' }, image]),
    };
    assert.equal((await stepFor().find(beside([], { vpc: { ...vpc, ...more } }).context)).kind, 'missing');
  });

  it('has the price of its profile', async () => {
    const run = beside([]);
    assert.deepEqual(await stepFor().price(run.context), { kind: 'unpublished' });
    assert.deepEqual(run.deeds[0], ['monthlyPrice', { kind: 'virtual-server', profile: 'nxf-1x1' }, 'ca-mon']);
  });
});

import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import { Failure } from '../../../../src/model/failure';
import type { Instance } from '../../../../src/model/instance';
import type { RegionLandscape, ResolverList, UnreadableItem } from '../../../../src/model/landscape';
import type { TreeNode } from '../../../../src/ui/tree/node';
import { ResourcesModel, type ResourcesOptions } from '../../../../src/ui/tree/resourcesModel';
import { events, instance, landscape, vpc } from '../fixtures';

const refused = new Failure({ code: 'vpc.not_authorized', what: 'Could not list', why: 'not authorized', next: 'Ask.', status: 403 });
const never = new Promise<never>(() => undefined);

interface World {
  readonly model: ResourcesModel;
  readonly asked: string[];
  readonly painted: number;
}

function world(answers: {
  regions?: () => Promise<readonly { name: string }[]>;
  region?: (name: string, signal: AbortSignal) => Promise<RegionLandscape>;
  instances?: () => Promise<readonly Instance[]>;
  resolvers?: () => Promise<ResolverList>;
  unreadable?: readonly UnreadableItem[];
}, more: Partial<ResourcesOptions> = {}): World {
  const asked: string[] = [];
  let painted = 0;
  const model = new ResourcesModel({
    landscape: {
      regions: () => { asked.push('regions'); return (answers.regions ?? (() => Promise.resolve([{ name: 'ca-mon' }, { name: 'eu-de' }])))(); },
      region: (name, signal) => {
        asked.push(name);
        return answers.region?.(name, signal) ?? Promise.resolve(landscape(name, { vpcs: [vpc(`vpc-${name}`, name)] }));
      },
      instanceList: async () => {
        asked.push('instances');
        const items = await (answers.instances ?? (() => Promise.resolve([instance('orders')])))();
        return { items, unreadable: answers.unreadable ?? [], loadedAt: '2026-05-01T12:00:00Z' };
      },
      resolvers: answers.resolvers ?? (() => Promise.resolve({ items: [], denied: [], unreadable: [], loadedAt: '' })),
      invalidate: (scope) => { asked.push(`forget ${scope?.kind ?? 'all'}`); },
    },
    chosen: [], filter: '', now: () => new Date(), services: [events], reachability: () => ({ connections: [], direct: undefined }), log: () => undefined,
    arrived: () => { painted += 1; }, patienceMs: 5, ...more,
  });
  return { model, asked, get painted() { return painted; } };
}

async function labels(nodes: readonly TreeNode[] | undefined): Promise<string[]> {
  await soon();
  return (nodes ?? []).map(({ view }) => view.label);
}

/** The rows of a region once what it asked for has come. */
async function rows(node: TreeNode | undefined): Promise<string[]> {
  await node?.children?.();
  await soon();
  return labels(await node?.children?.());
}

describe('the Resources tree', () => {
  it('puts regions with an instance first and opens them', async () => {
    const { model } = world({ regions: () => Promise.resolve([{ name: 'au-syd' }, { name: 'ca-mon' }]) });
    await model.roots();
    await soon();
    const { nodes, state } = await model.roots();
    assert.equal(state, 'shown');
    assert.deepEqual(nodes.map(({ view }) => [view.label, view.open]), [['Montreal (ca-mon)', 'expanded'], ['Sydney (au-syd)', 'collapsed']]);
  });

  it('has rows while a slow region still loads, and the other regions are not held up by it', async () => {
    const { model } = world({ region: (name) => name === 'eu-de' ? never : Promise.resolve(landscape(name, { vpcs: [vpc('payments')] })) });
    await model.roots();
    await soon();
    const { nodes } = await model.roots();
    const [montreal, frankfurt] = nodes;
    assert.deepEqual(await rows(montreal), ['Event Streams', 'payments']);
    assert.deepEqual(await rows(frankfurt), ['VPCs are being loaded']);
  });

  it('has rows as soon as the regions are known, whatever the list of instances takes', async () => {
    const { model } = world({ instances: () => never });
    const { nodes } = await model.roots();
    assert.deepEqual(await labels(nodes), ['Montreal (ca-mon)', 'Frankfurt (eu-de)']);
  });

  it('asks a region nothing before it is opened', async () => {
    const { model, asked } = world({});
    await model.roots();
    await soon();
    assert.deepEqual(asked, ['regions', 'instances']);
  });

  it('asks no other region than the chosen one', async () => {
    const { model, asked } = world({}, { chosen: ['eu-de'] });
    const { nodes } = await model.roots();
    await rows(nodes[0]);
    assert.deepEqual(asked.filter((what) => what !== 'instances'), ['eu-de']);
    assert.deepEqual(nodes.map(({ view }) => view.label), ['Frankfurt (eu-de)']);
  });

  it('shows a region that fails as a node with Retry, beside its instances', async () => {
    let fails = true;
    const { model, asked } = world({ region: (name) => fails ? Promise.reject(refused) : Promise.resolve(landscape(name, { vpcs: [vpc('payments')] })) });
    await model.roots();
    await soon();
    const { nodes } = await model.roots();
    assert.deepEqual(await rows(nodes[0]), ['Event Streams', 'Could not list']);
    const failure = (await nodes[0]?.children?.())?.at(-1);
    assert.equal(failure?.view.tags.includes('retryable'), true);
    fails = false;
    const { subject } = failure;
    assert.ok(subject.kind === 'failure');
    subject.retry();
    assert.ok(asked.includes('forget region'), 'a kept failure is forgotten first');
    await soon();
    assert.deepEqual(await rows(nodes[0]), ['Event Streams', 'payments']);
  });

  it('says "access denied" only when nothing at all could be listed', async () => {
    const denied = world({ regions: () => Promise.reject(refused), instances: () => Promise.resolve([]) });
    await denied.model.roots();
    await soon();
    assert.equal((await denied.model.roots()).state, 'access-denied');
    const half = world({ regions: () => Promise.reject(refused) });
    await half.model.roots();
    await soon();
    assert.deepEqual(await labels((await half.model.roots()).nodes), ['Could not list', 'Montreal (ca-mon)']);
  });

  it('says below the regions which instances could not be read, and asks for all again when told to', async () => {
    const unreadable = [{ what: 'instance', problem: '`name` is missing', failure: refused }];
    const { model, asked } = world({ unreadable });
    await model.roots();
    await soon();
    const { nodes } = await model.roots();
    assert.deepEqual(nodes.slice(2).map(({ view }) => [view.label, view.description]), [['1 instance could not be read', '`name` is missing']]);
    const { subject } = nodes[2] ?? assert.fail();
    assert.ok(subject.kind === 'failure');
    subject.retry();
    assert.ok(asked.includes('forget instances'));
  });

  it('shows any other failure as a node, not as an empty account', async () => {
    const { model } = world({ regions: () => Promise.reject(new Error('no network')), instances: () => Promise.reject(new Error('no network')) });
    await model.roots();
    await soon();
    const { nodes, state } = await model.roots();
    assert.equal(state, 'shown');
    assert.deepEqual(await labels(nodes), ['Could not list the regions', 'Could not list the Event Streams instances']);
  });

  it('says once that the instances could not be listed anew, and since when those are old that it shows', async () => {
    let isDown = false;
    const { model, asked } = world({
      instances: () => isDown ? Promise.reject(refused) : Promise.resolve([instance('orders'), instance('eu-orders', { region: 'eu-de' })]),
    }, { now: () => new Date('2026-05-01T12:10:00Z') });
    await model.roots();
    await soon();
    isDown = true;
    model.reload({ kind: 'instances' });
    await soon();
    const { nodes } = await model.roots();
    assert.deepEqual(nodes.map(({ view }) => view.label), ['Could not list', 'Montreal (ca-mon)', 'Frankfurt (eu-de)']);
    assert.equal(nodes[0]?.view.description, 'as of 10 min ago, not reloaded · not authorized');
    assert.match(nodes[0].view.spoken, /as of 10 min ago/);
    assert.deepEqual(await rows(nodes[1]), ['Event Streams', 'vpc-ca-mon']);
    const { subject } = nodes[0];
    assert.ok(subject.kind === 'failure');
    isDown = false;
    subject.retry();
    await soon();
    assert.ok(asked.includes('forget instances'));
    assert.deepEqual(await labels((await model.roots()).nodes), ['Montreal (ca-mon)', 'Frankfurt (eu-de)']);
  });

  it('asks for the custom resolvers once a VPC is seen, and no region or second look waits for them', async () => {
    let asked = 0;
    const { model } = world({ regions: () => Promise.resolve([{ name: 'ca-mon' }]), resolvers: () => { asked += 1; return never; } });
    await model.roots();
    await soon();
    assert.equal(asked, 0);
    model.reload({ kind: 'resolvers' });
    assert.equal(asked, 0, 'what nobody has seen is not loaded because it changed');
    const [montreal] = (await model.roots()).nodes;
    assert.deepEqual(await rows(montreal), ['Event Streams', 'vpc-ca-mon']);
    await montreal?.children?.();
    assert.equal(asked, 1);
  });

  it('says once that the custom resolvers could not be listed, or which instance may not be looked into, and shows all the rest', async () => {
    const answer: { list?: ResolverList } = {};
    const { model, asked } = world({
      regions: () => Promise.resolve([{ name: 'ca-mon' }]), resolvers: () => answer.list === undefined ? Promise.reject(refused) : Promise.resolve(answer.list),
    });
    await model.roots();
    await soon();
    const [montreal] = (await model.roots()).nodes;
    assert.deepEqual(await rows(montreal), ['Event Streams', 'vpc-ca-mon']);
    const failed = (await model.roots()).nodes;
    assert.deepEqual(failed.map(({ view }) => view.label), ['Montreal (ca-mon)', 'Could not list']);
    answer.list = { items: [], denied: [{ what: 'names', failure: refused }], unreadable: [], loadedAt: '' };
    const { subject } = failed[1] ?? {};
    assert.ok(subject?.kind === 'failure');
    subject.retry();
    await soon();
    assert.ok(asked.includes('forget resolvers'));
    assert.deepEqual((await model.roots()).nodes.map(({ view }) => view.id), ['region/ca-mon', 'resolvers/denied/names/failure']);
  });

  it('tells an empty account from a filter that fits nothing', async () => {
    const empty = world({ regions: () => Promise.resolve([]), instances: () => Promise.resolve([]) });
    await empty.model.roots();
    await soon();
    assert.equal((await empty.model.roots()).state, 'nothing-found');
    const { model } = world({}, { filter: 'zzz', chosen: ['ca-mon'] });
    assert.deepEqual((await model.roots()).nodes.map(({ view }) => view.description), ['loading']);
    await soon();
    assert.deepEqual(await model.roots(), { nodes: [], state: 'no-match' });
  });

  it('keeps showing what it has while it is loaded anew', async () => {
    let slow = false;
    const { model } = world({ region: (name) => slow ? never : Promise.resolve(landscape(name, { vpcs: [vpc('payments')] })) });
    await model.roots();
    await soon();
    const { nodes } = await model.roots();
    await rows(nodes[0]);
    slow = true;
    model.reload({ kind: 'region', region: 'ca-mon' });
    assert.deepEqual(await rows(nodes[0]), ['Event Streams', 'payments']);
    assert.equal(model.isLoading(), true);
  });

  it('ends the requests of a region that is closed', async () => {
    let seen: AbortSignal | undefined;
    const { model } = world({ region: (_, signal) => { seen = signal; return never; } });
    await model.roots();
    await soon();
    await (await model.roots()).nodes[0]?.children?.();
    model.cancel('ca-mon');
    assert.equal(seen?.aborted, true);
  });

  it('gives the same ids when it is drawn again, and none twice', async () => {
    const { model } = world({});
    await model.roots();
    await soon();
    const ids = async (): Promise<string[]> => {
      const { nodes } = await model.roots();
      const below = await Promise.all(nodes.map(async (node) => await node.children?.() ?? []));
      return [...nodes, ...below.flat()].map(({ view }) => view.id);
    };
    await ids();
    await soon();
    const first = await ids();
    assert.deepEqual(await ids(), first);
    assert.equal(new Set(first).size, first.length);
  });
});

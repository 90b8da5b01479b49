import assert from 'node:assert/strict';
import type { Part } from '../../../../src/base/loadedPart';
import { Failure } from '../../../../src/model/failure';
import type { Instance } from '../../../../src/model/instance';
import type { ServiceEntry } from '../../../../src/model/service';
import { failureNode } from '../../../../src/ui/tree/failureNode';
import { everyRow } from '../../../../src/ui/tree/lists';
import type { TreeNode } from '../../../../src/ui/tree/node';
import { regionNode, type RegionSource } from '../../../../src/ui/tree/regionNode';
import { events, gateway, instance, landscape, vpc } from '../fixtures';

const ledger: ServiceEntry = { ...events, id: 'ledger', title: 'Ledger', icon: 'notebook' };
const orders = instance('orders');
const books = instance('books', { service: 'ledger', edition: 'Large' });
const payments = vpc('payments');

const loaded = <Value>(value: Value): Part<Value> => ({ value, loading: false, error: undefined });

function source(instances: readonly Instance[], more: Partial<RegionSource> = {}): RegionSource {
  const region = loaded(landscape('ca-mon', { vpcs: [payments], endpointGateways: [gateway('books-way', payments, books.crn)] }));
  return {
    ...everyRow, filter: '', services: [events, ledger], now: () => new Date(), landscape: () => region, peek: () => region, instances: () => loaded(instances),
    resolvers: () => loaded({ items: [], denied: [], unreadable: [], loadedAt: '' }),
    reachability: () => ({ connections: [], direct: undefined }), failed: failureNode, retryRegion: () => undefined, ...more,
  };
}

async function below(node: TreeNode | undefined): Promise<readonly TreeNode[]> {
  return await node?.children?.() ?? [];
}

describe('the node of a region', () => {
  it('has a folder for each service that has instances there, in the order of the list, then its VPCs', async () => {
    const rows = await below(regionNode('ca-mon', source([books, orders])));
    assert.deepEqual(rows.map(({ view }) => [view.label, view.icon, view.id]), [
      ['Event Streams', 'broadcast', 'region/ca-mon/event-streams'],
      ['Ledger', 'notebook', 'region/ca-mon/ledger'],
      ['payments', 'type-hierarchy', payments.crn],
    ]);
    assert.deepEqual((await below(rows[1])).map(({ view }) => [view.label, view.icon, view.spoken.split(', ')[1]]), [['books', 'notebook', 'Ledger instance']]);
  });

  it('can be refreshed, and other regions chosen, from its own row and from a folder in it', async () => {
    const node = regionNode('ca-mon', source([orders]));
    const [folder] = await below(node);
    for (const row of [node, folder]) assert.ok(row?.view.tags.includes('place'), row?.view.label);
  });

  it('has no folder for a service without instances', async () => {
    const rows = await below(regionNode('ca-mon', source([orders])));
    assert.deepEqual(rows.map(({ view }) => view.label), ['Event Streams', 'payments']);
  });

  it('tells of an endpoint gateway which instance of which service it leads to', async () => {
    const vpcRow = (await below(regionNode('ca-mon', source([books])))).at(-1);
    const [gateways] = await below(vpcRow);
    const [leading] = await below(gateways);
    assert.match(leading?.view.description ?? '', /books \(Ledger\)$/);
  });

  it('names a list that the account may not see, beside all that it may', async () => {
    const failure = new Failure({ code: 'vpc.not_authorized', what: 'Could not list the network ACLs', why: 'No.', next: 'Ask.', status: 403 });
    const part = loaded(landscape('ca-mon', { vpcs: [payments], denied: [{ what: 'network ACLs', failure }] }));
    const rows = await below(regionNode('ca-mon', source([orders], { landscape: () => part, peek: () => part })));
    assert.deepEqual(rows.map(({ view }) => view.label), ['Event Streams', 'payments', 'Could not list the network ACLs']);
  });

  it('has one row a list for what of it could not be read, beside all that could', async () => {
    const failure = (trace: string) => new Failure({ code: 'http.unexpected-answer', what: 'Could not list the subnets', why: 'At "zone".', next: 'Update.', trace });
    const unreadable = [
      { what: 'subnet', problem: '`zone` is missing', failure: failure('a') }, { what: 'subnet', problem: '`zone` is missing', failure: failure('b') },
      { what: 'subnet', problem: '`id` is missing', failure: failure('c') }, { what: 'VPC', problem: '`name` is missing', failure: failure('d') },
    ];
    const part = loaded(landscape('ca-mon', { vpcs: [payments], unreadable }));
    const retried: string[] = [];
    const rows = await below(regionNode('ca-mon', source([orders], { landscape: () => part, peek: () => part, retryRegion: (region) => retried.push(region) })));
    assert.deepEqual(rows.slice(1).map(({ view }) => [view.label, view.description]), [
      ['payments', rows[1]?.view.description],
      ['3 subnets could not be read', '`zone` is missing; `id` is missing'], ['1 VPC could not be read', '`name` is missing'],
    ]);
    const [row] = rows.slice(2);
    assert.equal(row?.view.id, 'region/ca-mon/unreadable/subnet/failure');
    assert.match(row.view.tooltip, /Trace a/);
    if (row.subject.kind === 'failure') {
      row.subject.retry();
    }
    assert.deepEqual(retried, ['ca-mon']);
  });

  it('says of rows that could not be loaded again how old they are', () => {
    const now = new Date('2026-05-01T12:10:00Z');
    const old: Part<ReturnType<typeof landscape>> = { ...loaded(landscape('ca-mon', { vpcs: [payments], loadedAt: '2026-05-01T12:00:00Z' })), error: new Error('down') };
    const { view } = regionNode('ca-mon', source([], { peek: () => old, now: () => now }));
    assert.equal(view.description, '1 VPC · as of 10 min ago, not reloaded');
    const none = { value: undefined, loading: false, error: new Error('down') };
    assert.match(regionNode('ca-mon', source([], { peek: () => none })).view.description ?? '', /could not be loaded$/);
  });

  it('names every service where there is none of its instances, and none where they could not be listed, which is said once for all regions', async () => {
    const empty = loaded(landscape('ca-mon'));
    const [note] = await below(regionNode('ca-mon', source([], { landscape: () => empty })));
    assert.equal(note?.view.label, 'No VPC and no Event Streams or Ledger instance in this region');
    const failed: Part<readonly Instance[]> = { value: undefined, loading: false, error: new Error('no network') };
    const unlisted = await below(regionNode('ca-mon', source([], { instances: () => failed, landscape: () => empty })));
    assert.deepEqual(unlisted.map(({ view }) => view.label), ['No VPC in this region']);
  });
});

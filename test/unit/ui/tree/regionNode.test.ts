import assert from 'node:assert/strict';
import type { Part } from '../../../../src/base/loadedPart';
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
    reachability: () => ({ connections: [], direct: undefined }), failed: failureNode, retryRegion: () => undefined, retryInstances: () => undefined, ...more,
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

  it('names every service where there is none of its instances, or where they could not be listed', async () => {
    const empty = loaded(landscape('ca-mon'));
    const [note] = await below(regionNode('ca-mon', source([], { landscape: () => empty })));
    assert.equal(note?.view.label, 'No VPC and no Event Streams or Ledger instance in this region');
    const failed: Part<readonly Instance[]> = { value: undefined, loading: false, error: new Error('no network') };
    const [failure] = await below(regionNode('ca-mon', source([], { instances: () => failed })));
    assert.match(failure?.view.tooltip ?? '', /^Could not list the Event Streams and Ledger instances/);
  });
});

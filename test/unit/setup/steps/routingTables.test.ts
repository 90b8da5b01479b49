import assert from 'node:assert/strict';
import type { RoutingTable } from '../../../../src/model/vpnServer';
import type { RunContext } from '../../../../src/setup/context';
import { routingTablesStep } from '../../../../src/setup/steps/routingTables';
import { vpcFact } from '../../../../src/setup/steps/vpc';
import { later, scripted, type Scripted } from '../scripted';
import { routingTableOf, vpcOf } from '../things';

const parts = { why: 'Answers find no way back without them.', subnets: (): readonly string[] | undefined => ['s1', 's2'] };
const step = routingTablesStep(parts);
const unknown = routingTablesStep({ ...parts, subnets: () => undefined });
const tableOn = (id: string, subnet: string, ...acceptsRoutesFrom: readonly string[]): RoutingTable =>
  routingTableOf(id, { subnets: [{ id: 's0', name: 's0' }, { id: subnet, name: subnet }], acceptsRoutesFrom });
const already = { kind: 'not-needed', why: 'the routing tables accept routes of VPN servers already' };

function vpcWith(tables: readonly RoutingTable[], more: Partial<RunContext> = {}): Scripted {
  const run = scripted({
    listRoutingTables: () => Promise.resolve(tables),
    getVersionedRoutingTable: (_vpc, id) => Promise.resolve({ value: tables.find((table) => table.id === id) ?? routingTableOf('x'), etag: 'e' }),
    acceptRoutesFrom: (_vpc, { value }, kinds) => later(() => ({ ...value, acceptsRoutesFrom: kinds })),
  }, more);
  run.context.facts.set(vpcFact, vpcOf('v'));
  return run;
}

describe('The step of the ways back to VPN clients', () => {
  it('is called as it says, is done at once, and costs nothing', async () => {
    assert.deepEqual([step.id, step.title, step.why], ['routing-tables', 'Ways back to VPN clients', 'Answers find no way back without them.']);
    assert.deepEqual([await step.ready(scripted({}).context), await step.price(scripted({}).context)], ['', { kind: 'none' }]);
  });

  it('changes those tables of the subnets that do not accept routes of VPN servers, and no other one', async () => {
    const tables = [tableOn('t1', 's1'), tableOn('t2', 's2', 'vpn_server'), tableOn('t3', 's3'), tableOn('t4', 's2', 'vpn_gateway')];
    const { context, deeds } = vpcWith(tables);
    assert.deepEqual(await step.find(context), {
      kind: 'missing', detail: 'accept routes of VPN servers: t1-name, t4-name', extends: 'without accepting routes of VPN servers, which the run switches on',
    });
    await step.create(context);
    assert.deepEqual(deeds.filter(([name]) => name === 'make'), ['t1', 't4'].map((tableId) => (
      ['make', 'accepted-routes', { name: `vpn_server/v/${tableId}`, vpcId: 'v', tableId }]
    )));
    assert.deepEqual(deeds.filter(([name]) => name === 'acceptRoutesFrom').map((deed) => deed[3]), [['vpn_server'], ['vpn_gateway', 'vpn_server']]);
  });

  it('has nothing to do where all accept them, in a VPC that is still to be made too', async () => {
    assert.deepEqual(await step.find(vpcWith([tableOn('t2', 's2', 'vpn_server'), tableOn('t3', 's3')]).context), already);
    assert.deepEqual(await step.find(scripted({}).context), already);
    assert.deepEqual(await unknown.find(vpcWith([tableOn('t2', 's2', 'vpn_server')]).context), already);
  });

  it('does not know yet while the subnets are not known and some table may be theirs', async () => {
    assert.deepEqual(await unknown.find(vpcWith([tableOn('t1', 's1')]).context), {
      kind: 'missing', detail: 'makes routing tables accept routes of VPN servers, where they do not',
    });
    const { context, deeds } = vpcWith([tableOn('t1', 's1')]);
    await unknown.create(context);
    assert.deepEqual(deeds.filter(([name]) => name === 'make'), []);
  });

  it('finds what it changed before', async () => {
    const changed = { kind: 'accepted-routes', id: 'v/t1', name: 'vpn_server/v/t1', origin: 'made' as const };
    const { context } = vpcWith([tableOn('t1', 's1', 'vpn_server')], { recorded: () => changed });
    assert.deepEqual(await step.find(context), { kind: 'exists', resource: changed, detail: undefined });
  });

  it('is left out where the clients come by another address', async () => {
    const left = routingTablesStep({ ...parts, unneeded: () => 'the server puts its own address in place of the clients’' });
    assert.deepEqual(await left.find(scripted({}).context), { kind: 'not-needed', why: 'the server puts its own address in place of the clients’' });
  });
});

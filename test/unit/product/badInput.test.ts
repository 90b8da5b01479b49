import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { Failure } from '../../../src/model/failure';
import { knownHostsPath } from '../../../src/ssh/knownHosts';
import type { Region } from '../../../src/sandbox/state/region';
import { ResourcesModel } from '../../../src/ui/tree/resourcesModel';
import { bySsh, ScriptedPrompter } from '../ui/prompts/scriptedPrompter';
import { Canaries } from './canaries';
import { accessOf, chosen, signIn } from './flows';
import { ProductBench } from './productBench';

const { signal } = new AbortController();
const otherKey = 'AAAAC3NzaC1lZDI1NTE5AAAAIE0000000000000000000000000000000000000000000';

describe('Bad input to the whole product', function () {
  this.timeout(60_000);
  let bench: ProductBench;

  beforeEach(async () => {
    bench = await ProductBench.start(new Canaries());
    await signIn(bench);
  });

  afterEach(async () => {
    await bench.stop();
    await rm(bench.folder, { recursive: true, force: true });
  });

  it('no permission for VPC: the region says which role is missing, its instances are there, and nobody is signed out', async () => {
    bench.sandbox.faults.add({
      service: 'vpc', path: '/ca-mon/', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'You are not authorized.' },
    });
    const { landscape, cloud } = bench.session;
    const error: unknown = await landscape.region('ca-mon', signal).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Failure);
    assert.equal(error.why, 'You are not authorized.');
    assert.match(error.next, /^Ask the account's administrator for: .*Viewer.*VPC Infrastructure Services/);
    assert.ok(error.trace !== undefined);
    assert.match((await rowsOf(bench, 'ca-mon')).join('\n'), /Could not list the VPCs of ca-mon: You are not authorized[\s\S]*telemetry: Gen 2/);
    assert.ok((await cloud.resources.listInstances(signal)).length > 0);
    assert.ok(await bench.store.active() !== undefined);
  });

  it('a region without a VPC: it says so, and a connection begins with a new one', async () => {
    const { regions, instances } = bench.sandbox.state;
    ['ca-mon', 'us-south'].forEach((name) => empty(regions.get(name)));
    for (const { id, region } of [...instances.values()]) {
      if (region === 'us-south') instances.delete(id);
    }
    const prompter = new ScriptedPrompter(...bySsh, { type: '203.0.113.77' });
    const connection = await chosen(bench, prompter);
    assert.deepEqual(prompter.seen[1]?.labels, ['Create a new VPC']);
    const plan = await bench.session.setup.plan(connection, signal);
    assert.deepEqual(plan.steps.filter(({ state }) => state === 'blocked'), []);
    assert.equal(plan.steps.find(({ id }) => id === 'vpc')?.state, 'to-make');
    assert.match((await rowsOf(bench, 'us-south')).join('\n'), /No VPC and no Event Streams instance in this region/);
  });

  it('another SSH host key than before: the run stops there, explains, overwrites nothing, and goes on once that is settled', async () => {
    const connection = await chosen(bench);
    const { runs, setup } = bench.session;
    await setup.plan(connection, signal);
    assert.equal((await runs.start('run', connection.id))?.state, 'done');
    const pinned = knownHostsPath(bench.sshFolder);
    const other = `${accessOf(bench)?.host ?? ''} ssh-ed25519 ${otherKey}\n`;
    await writeFile(pinned, other);
    const view = await runs.start('run', connection.id);
    const failure = view?.steps.find(({ id }) => id === 'verified')?.failure;
    assert.equal(failure?.code, 'ssh.host-key-changed');
    assert.match(failure.why, /which is not the key in .*known_hosts/);
    assert.match(failure.next, /remove the line of .* from .*; otherwise do not connect/);
    assert.equal(await readFile(pinned, 'utf8'), other);
    await rm(pinned);
    assert.equal((await runs.start('run', connection.id))?.state, 'done');
  });
});

function empty(region: Region | undefined): void {
  assert.ok(region !== undefined);
  const { vpcs, prefixes, subnets, reservedIps, acls, securityGroups, interfaces, servers, floatingIps, publicGateways, gateways } = region;
  [vpcs, prefixes, subnets, reservedIps, acls, securityGroups, interfaces, servers, floatingIps, publicGateways, gateways].forEach((table) => table.clear());
}

/** The rows of a region, as label and description. */
async function rowsOf(bench: ProductBench, region: string): Promise<readonly string[]> {
  const model = new ResourcesModel({
    landscape: bench.session.landscape, chosen: [region], filter: '', services: bench.kinds.services, now: () => new Date(),
    reachability: () => ({ connections: [], direct: undefined }),
    log: () => undefined, arrived: () => undefined,
  });
  const shown = async (): Promise<readonly string[]> => {
    const [root] = (await model.roots()).nodes;
    const rows = await root?.children?.() ?? [];
    const below = (await Promise.all(rows.map(async (row) => await row.children?.() ?? []))).flat();
    return [...rows, ...below].map(({ view }) => `${view.label}: ${view.description ?? ''}`);
  };
  await shown();
  await bench.session.landscape.region(region, signal).catch((error: unknown) => assert.ok(error instanceof Failure));
  await new Promise((resume) => setImmediate(resume));
  return shown();
}

import assert from 'node:assert/strict';
import type { DataPlane, NetworkTruth } from '../../../../src/sandbox/dataPlane';
import { assertRefused, crnOf, ground, make, reach, region, serverPrototype } from './story';
import { Bench } from './support';

/** A network that does as it is told only when the test lets it. */
class HeldPlane implements DataPlane {
  readonly authority = '';
  readonly door = undefined;
  readonly told: NetworkTruth[] = [];
  running = 0;
  mostAtOnce = 0;
  problem: Error | undefined;
  #gate: Promise<void> = Promise.resolve();
  #open = (): void => undefined;

  hold(): void {
    this.#gate = new Promise((resolve) => { this.#open = resolve; });
  }

  release(): void {
    this.#open();
  }

  async apply(truth: NetworkTruth): Promise<void> {
    this.running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    this.told.push(truth);
    await this.#gate;
    this.running -= 1;
    if (this.problem !== undefined) throw this.problem;
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

describe('states that take time', () => {
  let bench: Bench;
  let plane: HeldPlane;
  beforeEach(async () => {
    plane = new HeldPlane();
    bench = await Bench.start({ dataPlane: plane });
  });
  afterEach(async () => {
    plane.release();
    await bench.stop();
  });

  it('a server runs only when packets reach it, and is not deleted before', async () => {
    const place = await ground(bench);
    plane.hold();
    const id = await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`));
    const starting = await reach(bench, `/instances/${id}`, 'status', 'starting');
    assert.equal(starting.body.get('status').text, 'starting');
    assertRefused(await bench.vpc(region, 'DELETE', `/instances/${id}`), 409, 'instance_delete_conflict');
    plane.release();
    assert.equal((await reach(bench, `/instances/${id}`, 'status', 'running')).body.get('status').text, 'running');
    assert.ok(plane.told.at(-1)?.servers.some((server) => server.id === id && server.running));
  });

  it('a gateway is stable only when packets reach it; until then its VPC takes no other', async () => {
    const place = await ground(bench);
    const prototype = (name: string, crn: string) => ({ name, vpc: { id: place.vpc }, target: { crn, resource_type: 'provider_cloud_service' }, ips: [{ subnet: { id: place.one } }] });
    plane.hold();
    const orders = await crnOf(bench, 'orders');
    const made = await bench.vpc(region, 'POST', '/endpoint_gateways', prototype('one', orders));
    assert.equal(made.body.get('ips', 0, 'address').text, '0.0.0.0');
    assert.equal(made.body.get('lifecycle_state').text, 'pending');
    assertRefused(await bench.vpc(region, 'POST', '/endpoint_gateways', prototype('two', await crnOf(bench, 'telemetry'))), 409, 'conflict');
    plane.release();
    const stable = await reach(bench, `/endpoint_gateways/${made.body.get('id').text}`, 'lifecycle_state', 'stable');
    assert.match(stable.body.get('ips', 0, 'address').text, /^10\.249\./);
    assert.equal(stable.body.get('health_state').text, 'ok');
    assert.ok(plane.told.at(-1)?.endpointGateways.some((gateway) => gateway.targetCrn === orders && gateway.vpc.id === place.vpc));
  });

  it('a network that fails is said where the API says such things', async () => {
    const place = await ground(bench);
    plane.problem = new Error('no more ports');
    const id = await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`));
    const { body } = await reach(bench, `/instances/${id}`, 'status', 'failed');
    assert.equal(body.get('status').text, 'failed');
    assert.match(body.get('status_reasons', 0, 'message').text, /no more ports/);
  });

  it('tells the network one truth at a time and the newest one last', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => make(bench, '/vpcs', { name })));
    await bench.sandbox.settled();
    assert.equal(plane.mostAtOnce, 1);
    assert.ok(plane.told.length < 12);
  });

  it('a stopped server is there and off; started again it runs', async () => {
    const { body } = await bench.vpc(region, 'GET', '/instances?name=build-box');
    const id = body.get('instances', 0, 'id').text;
    const running = (): boolean | undefined => plane.told.at(-1)?.servers.find((server) => server.id === id)?.running;
    assert.equal(running(), true);
    await bench.vpc(region, 'POST', `/instances/${id}/actions`, { type: 'stop' });
    await reach(bench, `/instances/${id}`, 'status', 'stopped');
    await bench.sandbox.settled();
    assert.equal(running(), false);
    await bench.vpc(region, 'POST', `/instances/${id}/actions`, { type: 'start' });
    assert.equal((await reach(bench, `/instances/${id}`, 'status', 'running')).body.get('status').text, 'running');
  });
});

describe('the pace', () => {
  it('decides how long things take: at a great one a VPC stays pending', async () => {
    const bench = await Bench.start({ pace: 1000 });
    try {
      const id = await make(bench, '/vpcs', { name: 'slow' });
      assert.equal((await bench.vpc(region, 'GET', `/vpcs/${id}`)).body.get('status').text, 'pending');
      assertRefused(await bench.vpc(region, 'POST', '/subnets', { vpc: { id }, zone: { name: `${region}-1` }, total_ipv4_address_count: 8 }), 409, 'vpc_not_available');
    } finally {
      await bench.stop();
    }
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../../../src/model/failure';
import { nullPlane } from '../../../../src/sandbox/nullPlane';
import { startSandbox } from '../../../../src/sandbox/sandbox';
import { networkTruth } from '../../../../src/sandbox/truth';
import { Json } from './json';
import { crnOf, make, reach, region } from './story';
import { Bench } from './support';

/** Nothing is over before it is looked at, even where the machine is busy, and yet soon. */
const slow = 0.3;

describe('a sandbox that is started again', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sandbox-')); });
  afterEach(async () => {
    // Also those that a failed test left running.
    for (const bench of started.splice(0)) await bench.sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const started: Bench[] = [];
  async function start(pace: number): Promise<Bench> {
    const bench = await Bench.start({ folder, pace });
    started.push(bench);
    return bench;
  }

  function stop(bench: Bench): Promise<void> {
    started.splice(started.indexOf(bench), 1);
    return bench.sandbox.stop();
  }

  it('has the same account, key and resources, and goes on with what was under way', async () => {
    const first = await start(slow);
    const apiKey = first.sandbox.apiKey.reveal();
    const vpc = await make(first, '/vpcs', { name: 'kept' });
    assert.equal((await first.vpc(region, 'GET', `/vpcs/${vpc}`)).body.get('status').text, 'pending');
    await stop(first);
    const second = await start(0);
    assert.equal(second.sandbox.apiKey.reveal(), apiKey);
    assert.equal((await reach(second, `/vpcs/${vpc}`, 'status', 'available')).body.get('name').text, 'kept');
  });

  it('still takes a token from before: a window that reloads stays signed in', async () => {
    const first = await start(0);
    const { body } = await first.token({ grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey: first.sandbox.apiKey.reveal() });
    await stop(first);
    const second = await start(0);
    const url = `${second.sandbox.endpoints.vpc[region] ?? ''}/vpcs?version=2026-01-01&generation=2`;
    assert.equal((await second.send('GET', url, { headers: { authorization: `Bearer ${body.get('access_token').text}` } })).status, 200);
  });

  it('leaves its memory to its owner alone', async () => {
    const bench = await start(0);
    await stop(bench);
    for (const file of ['state.json', 'token-key.pem']) assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file);
    assert.equal(statSync(join(folder, 'ssh', 'sandbox_build_box')).mode & 0o777, 0o400);
  });

  it('reads a memory of before, when an instance was kept with its members and names beside its document', async () => {
    await stop(await start(0));
    const file = join(folder, 'state.json');
    const kept = new Json(JSON.parse(readFileSync(file, 'utf8')));
    const instances = kept.get('instances').list.map(({ value }) => Object.assign({}, value, { brokers: [{ host: 'old', port: 1 }], privateNames: ['old'] }));
    writeFileSync(file, JSON.stringify(Object.assign({}, kept.value, { instances })));
    const { services } = networkTruth((await start(0)).sandbox.state);
    const orders = services.find(({ privateNames }) => privateNames.length > 0);
    assert.deepEqual(orders?.members.map(({ host, port }) => `${host.split('.')[0] ?? ''}:${port}`), ['kafka-0:9093', 'kafka-1:9093', 'kafka-2:9093']);
  });

  it('never takes a memory that it cannot read for an empty one', async () => {
    writeFileSync(join(folder, 'state.json'), '{ "format": 7 }');
    await assert.rejects(startSandbox({ folder, dataPlane: nullPlane() }), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'sandbox.state-unreadable');
      return true;
    });
    assert.equal(readFileSync(join(folder, 'state.json'), 'utf8'), '{ "format": 7 }');
  });

  it('says what to do when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await assert.rejects(startSandbox({ folder, port, dataPlane: nullPlane() }), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'sandbox.port-taken');
      assert.match(error.why, new RegExp(String(port)));
      return true;
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it('leaves no port open and no network running when its start fails', async () => {
    const port = await freePort();
    let stops = 0;
    const broken = { ...nullPlane(), authority: 'PEM', stop: () => { stops += 1; return Promise.resolve(); } };
    // The authorities cannot be written where a folder stands.
    mkdirSync(join(folder, 'authorities.pem'));
    await assert.rejects(startSandbox({ folder, port, dataPlane: broken }), { code: 'EISDIR' });
    assert.equal(stops, 1);
    rmSync(join(folder, 'authorities.pem'), { recursive: true });
    const again = await startSandbox({ folder, port, dataPlane: nullPlane() });
    await again.stop();
  });

  it('gives its port back even when its memory cannot be written any more', async () => {
    const port = await freePort();
    const first = await startSandbox({ folder, port, dataPlane: nullPlane() });
    mkdirSync(join(folder, 'state.json.new'), { recursive: true });
    await assert.rejects(first.stop(), { code: 'EISDIR' });
    rmSync(join(folder, 'state.json.new'), { recursive: true });
    await (await startSandbox({ folder, port, dataPlane: nullPlane() })).stop();
  });

  it('keeps a deletion that was under way', async () => {
    const first = await start(slow);
    const { body } = await first.vpc(region, 'GET', '/endpoint_gateways?name=orders-gateway');
    const id = body.get('endpoint_gateways', 0, 'id').text;
    await first.vpc(region, 'DELETE', `/endpoint_gateways/${id}`);
    assert.equal((await first.vpc(region, 'GET', `/endpoint_gateways/${id}`)).body.get('lifecycle_state').text, 'deleting');
    await stop(first);
    const second = await start(0);
    const gone = await second.until(() => second.vpc(region, 'GET', `/endpoint_gateways/${id}`), ({ status }) => status === 404);
    assert.equal(gone.status, 404);
    assert.notEqual(await crnOf(second, 'orders'), '');
  });
});

async function freePort(): Promise<number> {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  return port;
}

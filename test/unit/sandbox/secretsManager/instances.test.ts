import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from '../control/support';
import { addressOf, order, plans, region, SecretsBench } from './support';

describe('instances of the sandbox\'s Secrets Manager', () => {
  let folder: string;
  const started: Bench[] = [];
  const start = async (pace = 0): Promise<Bench> => {
    const bench = await Bench.start({ folder, pace });
    started.push(bench);
    return bench;
  };
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sandbox-')); });
  afterEach(async () => {
    for (const bench of started.splice(0)) await bench.sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const look = (bench: Bench, guid: string, where = region) => bench.call('GET', `${addressOf(bench, guid, where)}/api/v2/secret_groups`);

  it('answer at their own address a while after they are active, and only to who is signed in', async () => {
    const bench = await start(0.001);
    const made = await order(bench);
    const guid = made.body.get('guid').text;
    assert.equal((await look(bench, guid)).status, 404);
    const document = await bench.until(
      () => bench.call('GET', `${bench.sandbox.endpoints.resourceController}/v2/resource_instances/${guid}`), ({ body }) => body.get('state').text === 'active',
    );
    assert.equal(document.body.get('extensions', 'virtual_private_endpoints', 'dns_hosts', 0).text, guid);
    assert.equal((await bench.until(() => look(bench, guid), ({ status }) => status === 200)).body.get('secret_groups').names[0], 'default');
    assert.equal((await bench.send('GET', `${addressOf(bench, guid)}/api/v2/secrets`)).status, 401);
    assert.equal((await look(bench, guid, 'eu-de')).status, 404);
  });

  it('are private where nobody asked for more, and then nothing is found at their address', async () => {
    const bench = await start();
    const made = await order(bench, { parameters: {} });
    const guid = made.body.get('guid').text;
    await bench.until(async () => bench.call('GET', `${bench.sandbox.endpoints.resourceController}/v2/resource_instances/${guid}`), ({ body }) => body.get('state').text === 'active');
    await bench.until(() => Promise.resolve(made), () => bench.sandbox.state.secretsManagers.has(guid));
    const answer = await look(bench, guid);
    assert.equal(answer.status, 404);
    assert.notEqual(answer.body.get('errors', 0, 'code').text, '');
  });

  it('are refused with endpoints that there are none of, and as a second Trial', async () => {
    const bench = await start();
    const wrong = await order(bench, { parameters: { 'service-endpoints': 'everywhere' } });
    assert.match(`${wrong.status} ${wrong.body.get('message').text}`, /^400 The broker for 'secrets-manager' service returned error/);
    assert.equal((await order(bench, { resource_plan_id: plans.trial })).status, 201);
    assert.equal((await order(bench, { resource_plan_id: plans.trial })).status, 400);
  });

  it('have all that they held when the sandbox is started again', async () => {
    const first = await start();
    const secrets = await SecretsBench.on(first);
    await secrets.authorities();
    const made = await secrets.privateCertificate('kept');
    await secrets.done('POST', `/secrets/${made.get('id').text}/locks_bulk`, { locks: [{ name: 'vpn' }] });
    const before = [await secrets.done('GET', `/secrets/${made.get('id').text}`), await secrets.done('GET', '/configurations')];
    started.splice(0);
    await first.sandbox.stop();
    const second = await start();
    const again = (path: string) => second.call('GET', `${addressOf(second, secrets.guid)}/api/v2${path}`);
    const after = [await again(`/secrets/${made.get('id').text}`), await again('/configurations')];
    assert.deepEqual(after[0]?.body.value, before[0]?.value);
    assert.deepEqual(after[1]?.body.get('configurations').value, before[1]?.get('configurations').value);
    const renewed = await second.call('POST', `${addressOf(second, secrets.guid)}/api/v2/secrets/${made.get('id').text}/versions`, {});
    assert.equal(renewed.status, 201, renewed.text);
  });
});

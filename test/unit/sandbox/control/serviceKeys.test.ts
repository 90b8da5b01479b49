import assert from 'node:assert/strict';
import type { DataPlane, NetworkTruth } from '../../../../src/sandbox/dataPlane';
import { crnOf } from './story';
import { Bench } from './support';

describe('service instances and their keys', () => {
  let bench: Bench;
  let truth: NetworkTruth | undefined;
  const plane: DataPlane = {
    authority: '', door: undefined,
    apply: (told) => {
      truth = told;
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
  };
  before(async () => { bench = await Bench.start({ dataPlane: plane }); });
  after(() => bench.stop());
  const url = (path: string) => `${bench.sandbox.endpoints.resourceController}/v2${path}`;
  const keyFor = async (instance: string, more: object = {}) => bench.call('POST', url('/resource_keys'), { name: 'k', source: await crnOf(bench, instance), role: 'Writer', ...more });

  it('shows a Gen 2 key\'s secret once, and what is left of it afterwards', async () => {
    const made = await keyFor('orders');
    assert.equal(made.status, 201);
    assert.equal(made.body.get('onetime_credentials').value, true);
    assert.equal(made.body.get('credentials', 'user').text, 'token');
    const secret = made.body.get('credentials', 'apikey').text;
    assert.equal(secret, made.body.get('credentials', 'api_key').text);
    const again = await bench.call('GET', url(`/resource_keys/${made.body.get('guid').text}`));
    assert.deepEqual(again.body.get('credentials').value, { REDACTED: 'REDACTED_EXPLICIT' });
    assert.equal(again.text.includes(secret), false);
  });

  it('shows a Gen 1 key\'s secret whenever asked', async () => {
    const made = await keyFor('ledger-legacy', { parameters: { 'service-endpoints': 'private' } });
    const again = await bench.call('GET', url(`/resource_keys/${made.body.get('guid').text}`));
    assert.equal(again.body.get('credentials', 'password').text, made.body.get('credentials', 'api_key').text);
    assert.equal(again.body.get('credentials', 'kafka_brokers_sasl').list.length, 3);
  });

  it('tells the network at once which keys open a service, and takes a deleted one back', async () => {
    const made = await keyFor('telemetry');
    const crn = await crnOf(bench, 'telemetry');
    const keys = async () => {
      await bench.sandbox.settled();
      return truth?.services.find((service) => service.crn === crn)?.keys.map(({ apiKey, role }) => `${role} ${apiKey}`) ?? [];
    };
    const line = `Writer ${made.body.get('credentials', 'apikey').text}`;
    assert.ok((await keys()).includes(line));
    const path = `/resource_instances/${encodeURIComponent(crn)}/resource_keys`;
    assert.equal((await bench.call('GET', url(path))).body.get('resources').list.length, 1);
    assert.equal((await bench.call('DELETE', url(`/resource_keys/${encodeURIComponent(made.body.get('id').text)}`))).status, 204);
    assert.equal((await keys()).includes(line), false);
    assert.equal((await bench.call('GET', url(path))).body.get('resources').list.length, 0);
  });

  it('makes no key for an instance that is not there yet, and none with a role that is not', async () => {
    assert.equal((await keyFor('fraud-detection')).status, 422);
    assert.equal((await keyFor('orders', { role: 'Emperor' })).status, 400);
    assert.equal((await keyFor('orders', { role: 'crn:v1:bluemix:public:iam::::serviceRole:Reader' })).status, 201);
  });

  it('provisions an instance for a while, then says how it is reached', async () => {
    const group = bench.sandbox.state.account.groups[0]?.id;
    const made = await bench.call('POST', url('/resource_instances'), { name: 'new', target: 'ca-mon', resource_group: group, resource_plan_id: 'messagehub-enterprise-gen2' });
    assert.equal(made.body.get('state').text, 'provisioning');
    const id = made.body.get('guid').text;
    const active = await bench.until(() => bench.call('GET', url(`/resource_instances/${id}`)), ({ body }) => body.get('state').text === 'active');
    assert.match(active.body.get('extensions', 'dataservices', 'connection', 'bootstrap_servers').text, new RegExp(`^kafka-0\\.${id}\\.private\\..*:9093,`));
    assert.deepEqual(active.body.get('extensions', 'virtual_private_endpoints', 'dns_hosts').value, [id, `*.${id}`]);
    await bench.call('DELETE', url(`/resource_instances/${id}`));
    assert.equal((await bench.call('GET', url(`/resource_instances/${id}`))).body.get('state').text, 'pending_reclamation');
  });

  it('filters the list by what the contract names', async () => {
    const names = async (query: string) => (await bench.call('GET', url(`/resource_instances?${query}`))).body.get('resources').names;
    assert.deepEqual(await names('name=orders'), ['orders']);
    assert.deepEqual(await names('state=provisioning'), ['fraud-detection']);
    assert.deepEqual(await names('resource_id=other'), []);
  });
});

import assert from 'node:assert/strict';
import { crnOf } from './story';
import { Bench } from './support';

describe('the services around', () => {
  let bench: Bench;
  before(async () => { bench = await Bench.start(); });
  after(() => bench.stop());

  it('publish prices without sign-in, and none for what has none', async () => {
    const catalog = bench.sandbox.endpoints.globalCatalog;
    const { body } = await bench.send('GET', `${catalog}/is.floating-ip-gen2/pricing?deployment_region=ca-mon`);
    assert.equal(body.get('metrics', 0, 'amounts', 0, 'currency').text, 'USD');
    assert.ok(body.get('metrics', 0, 'amounts', 0, 'prices', 0, 'price').number > 0);
    for (const entry of ['is.endpoint-gateway', '18ea01cb-ebe2-4c79-a5b8-6d6f8bb6ee2d']) assert.equal((await bench.send('GET', `${catalog}/${entry}/pricing`)).status, 404, entry);
    const profiles = (await bench.send('GET', `${catalog}/is.instance-gen2/pricing?deployment_region=ca-mon`)).text;
    assert.ok(profiles.includes('bx2-2x8') && !profiles.includes('nxf-1x2'));
  });

  it('name Event Streams and its plans', async () => {
    const catalog = bench.sandbox.endpoints.globalCatalog;
    const { body } = await bench.send('GET', `${catalog}/?q=name:messagehub`);
    const id = body.get('resources', 0, 'id').text;
    assert.deepEqual((await bench.send('GET', `${catalog}/${id}/plan`)).body.get('resources').names, ['lite', 'standard', 'enterprise-3nodes-2tb', 'enterprise-gen2']);
  });

  it('find what has a private endpoint, the way IBM\'s own tools ask', async () => {
    const query = 'service_name:messagehub AND doc.extensions.virtual_private_endpoints.endpoints.ip_address:*';
    const { body } = await bench.call('POST', `${bench.sandbox.endpoints.globalSearch}/v3/resources/search?limit=100`, { query, fields: ['name', 'region'] });
    assert.deepEqual(body.get('items').names, ['orders', 'telemetry', 'ledger-legacy']);
  });

  it('attach tags, show them and take them off', async () => {
    const { globalTagging, globalSearch } = bench.sandbox.endpoints;
    const crn = await crnOf(bench, 'orders');
    const tags = async () => (await bench.call('GET', `${globalTagging}/v3/tags?tag_type=user&attached_to=${encodeURIComponent(crn)}`)).body.get('items').names;
    const change = (word: string) => bench.call('POST', `${globalTagging}/v3/tags/${word}?tag_type=user`, { tag_names: ['env:test'], resources: [{ resource_id: crn }] });
    await change('attach');
    assert.deepEqual(await tags(), ['env:test']);
    const found = await bench.call('POST', `${globalSearch}/v3/resources/search`, { query: `crn:"${crn}"`, fields: ['tags', 'access_tags', 'service_tags'] });
    assert.deepEqual(found.body.get('items', 0, 'tags').value, ['env:test']);
    assert.deepEqual(found.body.get('items', 0, 'service_tags').value, []);
    await change('detach');
    assert.deepEqual(await tags(), []);
  });

  it('list policies of the account that is asked for, and roles by their display names', async () => {
    const { iam } = bench.sandbox.endpoints;
    assert.equal((await bench.call('GET', `${iam}/v1/policies`)).status, 400);
    assert.equal((await bench.call('GET', `${iam}/v1/policies?account_id=${bench.sandbox.accountId}`)).body.get('policies').list.length, 1);
    const roles = async (query: string) => (await bench.call('GET', `${iam}/v2/roles${query}`)).body.get('service_roles').list.map((role) => role.get('display_name').text);
    assert.deepEqual(await roles('?service_name=messagehub'), ['Manager', 'Writer', 'Reader']);
    assert.deepEqual(await roles(''), []);
    assert.deepEqual(await roles('?service_name=is'), ['Manager', 'Writer', 'Reader', 'VPN Client']);
    const forVpn = '?service_name=secrets-manager&policy_type=authorization&source_service_name=';
    assert.deepEqual(await roles(`${forVpn}is`), ['Manager', 'Writer', 'Reader', 'SecretsReader']);
    assert.deepEqual(await roles(`${forVpn}messagehub`), []);
  });

  it('know nothing at other addresses', async () => {
    const origin = new URL(bench.sandbox.endpoints.iam).origin;
    assert.equal((await bench.send('GET', `${origin}/elsewhere`)).status, 404);
    assert.equal((await bench.call('DELETE', `${bench.sandbox.endpoints.resourceManager}/v2/resource_groups`)).status, 405);
  });
});

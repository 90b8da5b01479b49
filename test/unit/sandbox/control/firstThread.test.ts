import assert from 'node:assert/strict';
import { Bench } from './support';

describe('the sandbox, as a first caller meets it', () => {
  let bench: Bench;
  before(async () => { bench = await Bench.start(); });
  after(() => bench.stop());

  it('lists the account\'s Event Streams instances', async () => {
    const { status, body } = await bench.call('GET', `${bench.sandbox.endpoints.resourceController}/v2/resource_instances`);
    assert.equal(status, 200);
    assert.ok(body.get('resources').names.includes('orders'));
  });

  it('makes a VPC, then a subnet in it, and takes both away', async () => {
    const made = await bench.vpc('eu-de', 'POST', '/vpcs', { name: 'new-vpc' });
    assert.equal(made.status, 201);
    assert.equal(made.body.get('status').text, 'pending');
    const id = made.body.get('id').text;
    const ready = await bench.until(() => bench.vpc('eu-de', 'GET', `/vpcs/${id}`), ({ body }) => body.get('status').text === 'available');
    assert.equal(ready.body.get('status').text, 'available');
    const subnet = await bench.vpc('eu-de', 'POST', '/subnets', { name: 'one', vpc: { id }, zone: { name: 'eu-de-1' }, total_ipv4_address_count: 256 });
    assert.equal(subnet.status, 201);
    assert.equal(subnet.body.get('ipv4_cidr_block').text, '10.243.0.0/24');
    assert.equal((await bench.vpc('eu-de', 'DELETE', `/vpcs/${id}`)).status, 409);
    assert.equal((await bench.vpc('eu-de', 'DELETE', `/subnets/${subnet.body.get('id').text}`)).status, 204);
    await bench.until(() => bench.vpc('eu-de', 'DELETE', `/vpcs/${id}`), ({ status }) => status === 204);
    const gone = await bench.until(() => bench.vpc('eu-de', 'GET', `/vpcs/${id}`), ({ status }) => status === 404);
    assert.equal(gone.status, 404);
  });

  it('tells this machine\'s public address', async () => {
    assert.equal((await bench.send('GET', bench.sandbox.endpoints.addressLookup)).text.trim(), '203.0.113.77');
  });
});

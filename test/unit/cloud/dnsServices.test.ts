import assert from 'node:assert/strict';
import { createDnsServices } from '../../../src/cloud/dnsServices';
import type { DnsServicesApi } from '../../../src/cloud/dnsServicesService';
import { createTransport } from '../../../src/cloud/transport';
import type { CustomResolver } from '../../../src/model/dnsServices';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { script, startPeer } from './peer';
import { startSandboxCloud, until, type SandboxCloud } from './sandboxCloud';

const { signal } = new AbortController();

describe('DNS Services', () => {
  let on: SandboxCloud;
  let group: string;
  let subnets: readonly string[];
  before(async () => {
    on = await startSandboxCloud();
    group = (await on.cloud.resources.listResourceGroups(on.sandbox.accountId, signal))[0]?.id ?? '';
    const all = await on.cloud.vpc('ca-mon').listSubnets({}, signal);
    subnets = all.filter(({ vpc }) => vpc.id === all[0]?.vpc.id).map(({ crn }) => crn);
  });
  after(() => on.stop());

  /** An instance that is active. */
  async function instance(name: string): Promise<{ readonly crn: string; readonly api: DnsServicesApi }> {
    const { dnsServices } = on.cloud;
    const made = await dnsServices.create({ name, resourceGroupId: group }, signal);
    await until(async () => (await dnsServices.get(made.crn, signal)).state === 'active');
    return { crn: made.crn, api: dnsServices.open(made) };
  }

  const healthy = async (api: DnsServicesApi, { id }: CustomResolver): Promise<CustomResolver> => {
    await until(async () => (await api.getResolver(id, signal)).health === 'HEALTHY');
    return api.getResolver(id, signal);
  };

  it('has instances that are in no region, are found by the service, and go', async () => {
    const { dnsServices } = on.cloud;
    const { crn } = await instance('found');
    const found = (await dnsServices.list(signal)).filter((one) => one.name === 'found');
    assert.deepEqual(found.map(({ state, resourceGroupId }) => ({ state, resourceGroupId })), [{ state: 'active', resourceGroupId: group }]);
    assert.match(crn, /:dns-svcs:global:/);
    await dnsServices.delete(crn, signal);
    assert.notEqual((await dnsServices.get(crn, signal)).state, 'active');
    assert.ok((await dnsServices.list(signal)).every(({ name }) => name !== 'team-secrets'), 'those of other services are none');
  });

  it('makes a custom resolver that is enabled when it is healthy, and deleted when it is disabled', async () => {
    const { crn, api } = await instance('life');
    const [subnetCrn = ''] = subnets;
    const made = await api.createResolver({ name: 'names', locations: [{ subnetCrn, enabled: true }, { subnetCrn, enabled: true }] }, signal);
    assert.deepEqual([made.enabled, made.health, made.locations.map(({ address }) => address)], [false, 'CRITICAL', [undefined, undefined]]);
    const ready = await healthy(api, made);
    assert.ok(ready.locations.every(({ healthy: is, address, subnetCrn: in_ }) => is && address !== undefined && in_ === subnetCrn));
    assert.equal((await api.updateResolver(made.id, { enabled: true, description: 'for the site' }, signal)).description, 'for the site');
    assert.deepEqual((await api.listResolvers(signal)).map(({ id, enabled }) => ({ id, enabled })), [{ id: made.id, enabled: true }]);
    await assert.rejects(api.deleteResolver(made.id, signal), (error) => {
      assert.ok(error instanceof Failure);
      assert.match(`${error.what} ${error.why}`, /Could not delete a custom resolver of life .*disable it/);
      assert.notEqual(error.trace, undefined);
      return true;
    });
    await assert.rejects(on.cloud.dnsServices.delete(crn, signal), { why: /has the custom resolver "names"/ });
    await api.updateResolver(made.id, { enabled: false }, signal);
    await api.deleteResolver(made.id, signal);
    await assert.rejects(api.getResolver(made.id, signal), { status: 404 });
  });

  it('adds, moves, orders and takes away locations', async () => {
    const { api } = await instance('locations');
    const [one = '', two = ''] = subnets;
    const { id } = await api.createResolver({ name: 'moving', locations: [{ subnetCrn: one, enabled: false }] }, signal);
    const added = await api.addLocation(id, { subnetCrn: one, enabled: true }, signal);
    assert.equal((await api.updateLocation(id, added.id, { subnetCrn: two }, signal)).subnetCrn, two);
    assert.equal((await api.updateLocation(id, added.id, { enabled: false }, signal)).enabled, false);
    const ids = (await api.getResolver(id, signal)).locations.map((location) => location.id);
    assert.deepEqual((await api.orderLocations(id, ids.toReversed(), signal)).locations.map((location) => location.id), ids.toReversed());
    await api.deleteLocation(id, added.id, signal);
    assert.equal((await api.getResolver(id, signal)).locations.length, 1);
    await api.deleteResolver(id, signal);
  });

  it('has forwarding rules, of which one is for all other names', async () => {
    const { api } = await instance('rules');
    const { id } = await api.createResolver({ name: 'rules', locations: [] }, signal);
    const made = await api.createRule(id, { match: 'corp.example', forwardTo: ['192.168.1.53'] }, signal);
    await api.updateRule(id, made.id, { forwardTo: ['192.168.1.54'], description: 'the site' }, signal);
    assert.deepEqual(await api.getRule(id, made.id, signal), { id: made.id, type: 'zone', match: 'corp.example', forwardTo: ['192.168.1.54'], description: 'the site' });
    assert.deepEqual((await api.listRules(id, signal)).map(({ type, match }) => `${type} ${match}`), ['default *', 'zone corp.example']);
    await api.deleteRule(id, made.id, signal);
    assert.equal((await api.listRules(id, signal)).length, 1);
  });

  it('has the price that the catalogue publishes for each location and hour, whatever the region', async () => {
    const price = (count: number) => on.cloud.catalog.monthlyPrice({ kind: 'resolver-locations', count }, 'eu-de', signal);
    const [one, two] = [await price(1), await price(2)];
    assert.ok(one.kind === 'priced' && two.kind === 'priced');
    assert.deepEqual([one.monthly, two.monthly], [91.25, 182.5]);
  });

  it('reads what the service leaves out, and a list to its last page', async () => {
    const rule = (id: string) => ({ id, type: 'default', match: '*' });
    const page = { offset: 0, limit: 1, count: 1, total_count: 2, first: {}, last: {} };
    const peer = await startPeer(script(
      { json: { id: 'r', name: 'bare', locations: [{ id: 'l', subnet_crn: 'crn', dns_server_ip: '0.0.0.0' }, { id: 'm', subnet_crn: 'crn', dns_server_ip: '10.0.0.4' }] } },
      { json: { ...page, forwarding_rules: [rule('1')], next: { href: 'https://elsewhere.example/?offset=1&limit=1' } } },
      { json: { ...page, forwarding_rules: [rule('2')] } },
    ));
    try {
      const api = createDnsServices({
        endpoints: { resourceController: peer.url, dnsServices: peer.url }, transport: createTransport({ sleep: () => Promise.resolve() }),
        tokens: { token: () => Promise.resolve(new Secret('token')) }, catalog: { serviceId: () => Promise.resolve(undefined) },
      }).open({ guid: 'g/../x', name: 'names' });
      const { locations, ...bare } = await api.getResolver('r', signal);
      assert.deepEqual(bare, { id: 'r', name: 'bare', description: '', enabled: false, health: 'unknown', createdAt: '' });
      assert.deepEqual(locations.map(({ address, healthy: is }) => ({ address, is })), [{ address: undefined, is: false }, { address: '10.0.0.4', is: false }]);
      assert.deepEqual((await api.listRules('r', signal)).map(({ id }) => id), ['1', '2']);
      assert.deepEqual(peer.received.map(({ path }) => path.split('/')[2]), ['g%2F..%2Fx', 'g%2F..%2Fx', 'g%2F..%2Fx']);
      assert.equal(peer.received[2]?.query.get('offset'), '1');
    } finally {
      await peer.stop();
    }
  });
});

import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { LandscapeStore, type LandscapeChange } from '../../../src/landscape/store';
import { Failure, isCancelled } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { vpc, vpnConnection, vpnGateway } from '../ui/fixtures';
import { fakeCloud, type FakeCloud } from './fakeCloud';

const { signal } = new AbortController();

/** Secrets anywhere below. */
function keysOf(value: unknown): readonly Secret[] {
  return value instanceof Secret ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysOf) : [];
}

describe('landscape store', () => {
  let fake: FakeCloud;
  let store: LandscapeStore;
  let changes: LandscapeChange[];
  let logged: [string, unknown][];

  beforeEach(() => {
    fake = fakeCloud();
    logged = [];
    store = new LandscapeStore(fake.cloud, (what, error) => logged.push([what, error]), () => new Date(0));
    changes = [];
    store.onDidChange((change) => changes.push(change));
  });

  it('asks nothing before somebody wants something', async () => {
    await turn();
    assert.deepEqual(fake.calls, []);
  });

  it('asks one region only for one region, each of its lists once', async () => {
    const loaded = await store.region('eu-de', signal);
    assert.equal(loaded.region, 'eu-de');
    assert.equal(loaded.loadedAt, '1970-01-01T00:00:00.000Z');
    assert.ok(fake.calls.every((call) => call.startsWith('eu-de ')));
    assert.equal(new Set(fake.calls).size, fake.calls.length);
    assert.equal(fake.calls.length, 10);
  });

  it('loads once for all who ask, and gives what is loaded without asking', async () => {
    const [one, two] = await Promise.all([store.region('eu-de', signal), store.region('eu-de', signal)]);
    assert.equal(one, two);
    assert.equal(await store.region('eu-de', signal), one);
    assert.equal(store.loadedRegion('eu-de'), one);
    assert.equal(store.loadedRegion('us-south'), undefined);
    assert.equal(fake.calls.length, 10);
  });

  it('lets a slow region hold up no other', async () => {
    fake.hold('us-south listSubnets');
    const slow = store.region('us-south', signal);
    assert.equal((await store.region('eu-de', signal)).region, 'eu-de');
    assert.equal(store.loadedRegion('us-south'), undefined);
    fake.release('us-south listSubnets');
    assert.equal((await slow).region, 'us-south');
  });

  it('cancels a load that nobody waits for any more, and loads anew for the next', async () => {
    fake.hold('eu-de listVpcs');
    const [one, two] = [new AbortController(), new AbortController()];
    const waiting = [one, two].map((caller) => assert.rejects(store.region('eu-de', caller.signal), isCancelled));
    await turn();
    one.abort();
    await turn();
    assert.equal(fake.cancelled.length, 0);
    two.abort();
    await Promise.all(waiting);
    assert.deepEqual(fake.cancelled, ['eu-de listVpcs']);
    assert.deepEqual(changes, []);
    fake.release('eu-de listVpcs');
    assert.equal((await store.region('eu-de', signal)).region, 'eu-de');
  });

  it('keeps a failure with its region until it is invalidated: drawing again asks nothing', async () => {
    const failure = new Failure({ code: 'vpc.not_authorized', what: 'Could not list', why: 'no', next: 'Ask.' });
    fake.fail('eu-de listSubnets', failure);
    await assert.rejects(store.region('eu-de', signal), failure);
    const calls = fake.calls.length;
    await assert.rejects(store.region('eu-de', signal), failure);
    assert.equal(fake.calls.length, calls);
    assert.equal((await store.region('us-south', signal)).region, 'us-south');
    fake.fail('eu-de listSubnets', undefined);
    store.invalidate({ kind: 'region', region: 'eu-de' });
    assert.equal((await store.region('eu-de', signal)).region, 'eu-de');
  });

  it('stops a region\'s other lists when one has failed', async () => {
    fake.hold('eu-de listVpcs');
    fake.fail('eu-de listSubnets', new Error('down'));
    await assert.rejects(store.region('eu-de', signal), /down/);
    assert.deepEqual(fake.cancelled, ['eu-de listVpcs']);
  });

  it('leaves a list empty that the account may not see, and names it; the rest of the region is there', async () => {
    const refused = new Failure({ code: 'vpc.not_authorized', what: 'Could not list the network ACLs', why: 'No.', next: 'Ask.', status: 403 });
    fake.fail('eu-de listNetworkAcls', refused);
    fake.fail('eu-de listSecurityGroups', refused);
    const { denied, region } = await store.region('eu-de', signal);
    assert.deepEqual([region, denied?.map(({ what }) => what).sort(), fake.cancelled], ['eu-de', ['network ACLs', 'security groups'], []]);
    fake.fail('us-south listVpcs', refused);
    await assert.rejects(store.region('us-south', signal), { code: 'vpc.not_authorized' }, 'without its VPCs a region shows nothing');
  });

  it('is without its VPN servers where they may not be seen or the region has none to offer, and with all the rest', async () => {
    for (const status of [403, 404]) {
      fake.fail('eu-de listVpnServers', new Failure({ code: 'vpc.x', what: 'Could not list the VPN servers', why: 'No.', next: 'Ask.', status }));
      store.invalidate();
      const { denied, vpnServers } = await store.region('eu-de', signal);
      assert.deepEqual([denied?.map(({ what }) => what), vpnServers, fake.cancelled], [['VPN servers'], [], []]);
    }
    fake.fail('eu-de listVpnServers', new Failure({ code: 'vpc.x', what: 'Could not list the VPN servers', why: 'Down.', next: 'Wait.', status: 503 }));
    store.invalidate();
    await assert.rejects(store.region('eu-de', signal), { why: 'Down.' }, 'a hole by chance is none of the picture\'s');
    fake.fail('us-south listSubnets', new Failure({ code: 'vpc.x', what: 'Could not list the subnets', why: 'Nothing here.', next: 'Ask.', status: 404 }));
    await assert.rejects(store.region('us-south', signal), { why: 'Nothing here.' });
  });

  it('shows of the connections of its VPN gateways all but the keys, asks none of a gateway without any, and one that has gone meanwhile has none', async () => {
    const key = 'Office-Key_2026!';
    const office = vpnGateway('office', vpc('payments'));
    const connections = [{ id: 'c', name: 'branch' }];
    fake.list('eu-de listVpnGateways', [{ ...office, connections }, { ...office, id: 'idle' }, { ...office, id: 'gone', connections }]);
    fake.list('eu-de listVpnConnections id-office', [{ ...vpnConnection('branch', office), presharedKey: new Secret(key), ikePolicy: undefined }]);
    fake.fail('eu-de listVpnConnections gone', new Failure({ code: 'vpc.x', what: 'x', why: 'Not there.', next: 'y', status: 404 }));
    const { vpnGateways, vpnConnections } = await store.region('eu-de', signal);
    assert.deepEqual([vpnGateways.length, fake.calls.filter((call) => call.includes('listVpnConnections'))], [
      3, ['eu-de listVpnConnections id-office', 'eu-de listVpnConnections gone'],
    ]);
    assert.deepEqual(vpnConnections, [vpnConnection('branch', office)]);
    assert.deepEqual(keysOf(vpnConnections), [], 'not even one that prints as ***');
    fake.fail('eu-de listVpnConnections gone', new Failure({ code: 'vpc.x', what: 'x', why: 'No.', next: 'y', status: 403 }));
    store.invalidate();
    assert.deepEqual((await store.region('eu-de', signal)).denied?.map(({ what }) => what), ['VPN connections']);
    fake.fail('eu-de listVpnConnections gone', new Failure({ code: 'vpc.x', what: 'x', why: 'Down.', next: 'y', status: 503 }));
    store.invalidate();
    await assert.rejects(store.region('eu-de', signal), { why: 'Down.' });
  });

  it('finds the custom resolvers of the whole account when they are asked for, in the instances that are there and may be looked into', async () => {
    const instances = ['one', 'two', 'young'].map((guid) => ({ guid, name: `${guid}-name`, state: guid === 'young' ? 'provisioning' : 'active' }));
    const failure = new Failure({ code: 'dns-services.x', what: 'Could not list', why: 'No.', next: 'Ask.', status: 403 });
    fake.list('dns', instances);
    fake.list('resolvers one', [{ id: 'r' }]);
    fake.fail('resolvers two', failure);
    fake.spoil('resolvers one', { problem: '`id` is missing', failure });
    await store.region('eu-de', signal);
    assert.ok(!fake.calls.includes('dns'), 'not with a region');
    const { items, denied, unreadable } = await store.resolvers(signal);
    assert.deepEqual([items, denied], [[{ id: 'r', instance: instances[0] }], [{ what: 'two-name', failure }]]);
    assert.deepEqual([unreadable.map(({ what }) => what), logged.at(-1)], [['custom resolver'], ['Left out one custom resolver', failure]]);
    assert.equal(await store.resolvers(signal), await store.resolvers(signal));
    fake.fail('resolvers two', new Failure({ code: 'dns-services.x', what: 'x', why: 'Down.', next: 'y', status: 503 }));
    store.invalidate({ kind: 'resolvers' });
    await assert.rejects(store.resolvers(signal), { why: 'Down.' }, 'a VPC without its resolver would be taken for one without any');
  });

  it('costs an item that cannot be read itself alone, and logs which one it is', async () => {
    const failure = new Failure({ code: 'http.unexpected-answer', what: 'Could not list the subnets', why: 'At "subnets.1.zone" (sub-2).', next: 'Update.', trace: 't' });
    const zoneless = { problem: '`zone` is missing', failure };
    fake.spoil('eu-de listSubnets', zoneless);
    fake.spoil('eu-de listSecurityGroups', zoneless);
    fake.spoil('instances', zoneless);
    const { region, unreadable, denied } = await store.region('eu-de', signal);
    assert.deepEqual([region, denied], ['eu-de', []]);
    assert.deepEqual(unreadable, [{ what: 'security group', ...zoneless }, { what: 'subnet', ...zoneless }]);
    assert.deepEqual(await store.instances(signal), []);
    assert.deepEqual((await store.instanceList(signal)).unreadable, [{ what: 'instance', ...zoneless }]);
    assert.deepEqual(logged, [
      ['Left out one security group of eu-de', failure], ['Left out one subnet of eu-de', failure], ['Left out one instance', failure],
    ]);
  });

  it('tells which part is loaded and which was cleared', async () => {
    await store.region('eu-de', signal);
    await store.instances(signal);
    await store.regions(signal);
    store.invalidate({ kind: 'instances' });
    assert.deepEqual(changes, [
      { scope: { kind: 'region', region: 'eu-de' }, cause: 'loaded' }, { scope: { kind: 'instances' }, cause: 'loaded' },
      { scope: { kind: 'regions' }, cause: 'loaded' }, { scope: { kind: 'instances' }, cause: 'cleared' },
    ]);
  });

  it('forgets everything at once, and only then tells', async () => {
    await Promise.all([store.region('eu-de', signal), store.instances(signal), store.regions(signal)]);
    changes = [];
    let leftOver: unknown;
    store.onDidChange(() => {
      leftOver ??= store.loadedRegion('eu-de') ?? store.loadedInstances();
    });
    store.invalidate();
    assert.equal(leftOver, undefined);
    assert.deepEqual(changes.map(({ scope }) => scope.kind).sort(), ['instances', 'region', 'regions', 'resolvers']);
  });

  it('does not keep what was asked before an invalidation and came after it', async () => {
    fake.hold('eu-de listVpcs');
    const old = store.region('eu-de', signal);
    await turn();
    store.invalidate({ kind: 'region', region: 'eu-de' });
    fake.release('eu-de listVpcs');
    await old;
    assert.equal(store.loadedRegion('eu-de'), undefined);
    await store.region('eu-de', signal);
    assert.equal(fake.calls.length, 20);
  });

  it('fails for a region whose address is not known, as for any other failure', async () => {
    const { cloud } = fake;
    const strict: typeof cloud = {
      ...cloud, vpc: () => { throw new Failure({ code: 'vpc.unknown-region', what: 'x', why: 'y', next: 'z' }); },
    };
    await assert.rejects(new LandscapeStore(strict).region('xx', signal), { code: 'vpc.unknown-region' });
  });

  it('tells a listener nothing more once it has left', async () => {
    const heard: LandscapeChange[] = [];
    const leave = store.onDidChange((change) => heard.push(change));
    leave();
    await store.instances(signal);
    assert.deepEqual(heard, []);
    assert.equal(changes.length, 1);
  });
});

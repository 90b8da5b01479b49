import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VpnServer } from '../../../src/model/vpnServer';
import type { VpcService } from '../../../src/cloud/vpcService';
import { secretCrn } from '../sandbox/vpc/vpnStory';
import { Mortal } from './mortal';
import { never, states, stepOf } from './support';
import { VpnBench } from './vpnBench';

const id = 'telemetry-pc-1a2b';

describe('The VPN server\'s side of a connection', function () {
  this.timeout(60_000);
  let bench: VpnBench;
  let vpc: VpcService;
  let before: readonly string[];
  beforeEach(async () => {
    bench = new VpnBench();
    await bench.start();
    vpc = bench.peer.cloud.vpc('ca-mon');
    before = await account();
  });
  afterEach(() => bench.peer.stop());

  /** All that stands there, with whom the routing tables take routes from. */
  async function account(): Promise<readonly string[]> {
    const [servers, vpcs] = await Promise.all([vpc.listVpnServers({}, never), vpc.listVpcs(never)]);
    const tables = (await Promise.all(vpcs.map((each) => vpc.listRoutingTables(each.id, never)))).flat();
    return [
      ...await bench.peer.account(), ...servers.map(({ crn }) => crn),
      ...tables.map(({ crn, acceptsRoutesFrom }) => `${crn} ${[...acceptsRoutesFrom].sort().join()}`),
    ];
  }

  async function theServer(name = `${id}-vpn`): Promise<VpnServer> {
    const servers = (await vpc.listVpnServers({}, never)).filter((server) => server.name === name);
    assert.equal(servers.length, 1, `${servers.length} servers are called ${name}`);
    const [server] = servers;
    assert.ok(server !== undefined);
    return server;
  }

  async function routesOf({ id: serverId }: VpnServer): Promise<readonly string[]> {
    return (await vpc.listVpnRoutes(serverId, never)).map(({ destination, action, lifecycleState }) => `${action} ${destination} ${lifecycleState}`).sort();
  }

  async function assertNothingLeft(): Promise<void> {
    const now = await account();
    assert.deepEqual({ gone: before.filter((text) => !now.includes(text)), more: now.filter((text) => !before.includes(text)) }, { gone: [], more: [] });
  }

  it('is made as it was chosen, ready for its clients, and undone without a trace', async () => {
    const setup = bench.setup();
    const plan = await setup.plan(await bench.connection(id), never);
    assert.deepEqual([stepOf(plan, 'vpn-server').state, stepOf(plan, 'vpn-server').cost.kind], ['to-make', 'priced']);
    assert.match(stepOf(plan, 'vpn-server').detail, /172\.20\.0\.0\/22 · UDP 443 · split tunnel · certificate/);
    const run = await setup.run(id, never);
    assert.equal(run.state, 'done', JSON.stringify(run.steps));
    const server = await theServer();
    assert.deepEqual([server.lifecycleState, server.healthState, server.certificateCrn, server.securityGroups.map(({ name }) => name)], [
      'stable', 'ok', secretCrn('server'), [`${id}-server`],
    ]);
    const [subnet] = await Promise.all(server.subnets.map((each) => vpc.getSubnet(each.id, never)));
    assert.deepEqual(await routesOf(server), [`deliver ${subnet?.cidr} stable`, 'translate 161.26.0.0/16 stable']);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertNothingLeft();
  });

  it('is made in two zones, by TCP, for certificate and passcode, in the full tunnel', async () => {
    const setup = bench.setup();
    await setup.plan(await bench.connection(id, {
      places: [{ zone: 'ca-mon-1', subnet: { kind: 'new' } }, { zone: 'ca-mon-2', subnet: { kind: 'new' } }], protocol: 'tcp', port: 8443, tunnel: 'full',
      authentication: ['certificate', 'username'], idleTimeout: 0,
    }), never);
    const run = await setup.run(id, never);
    assert.equal(run.state, 'done', JSON.stringify(run.steps));
    const server = await theServer();
    assert.deepEqual([server.subnets.length, server.protocol, server.port, server.splitTunnel, server.idleTimeout], [2, 'tcp', 8443, false, 0]);
    assert.deepEqual(server.authentication.map(({ method }) => method), ['certificate', 'username']);
    assert.ok((await routesOf(server)).includes('translate 0.0.0.0/0 stable'));
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertNothingLeft();
  });

  it('is blocked in the split tunnel with a route to everywhere, before anything is made', async () => {
    const setup = bench.setup();
    const plan = await setup.plan(await bench.connection(id, { extraRoutes: [{ destination: '0.0.0.0/0', action: 'translate' }] }), never);
    assert.match(stepOf(plan, 'vpn-routes').detail, /split tunnel a route to 0\.0\.0\.0\/0/);
    await assert.rejects(setup.run(id, never), { code: 'setup.blocked' });
    await assertNothingLeft();
  });

  it('waits out a certificate that may not be read yet, which is said, and makes one server', async () => {
    bench.shelf.isAuthorized = false;
    const setup = bench.setup();
    const notes = new Set<string>();
    setup.onDidChange(() => {
      const detail = setup.views()[0]?.steps.find((step) => step.id === 'vpn-server')?.detail ?? '';
      notes.add(detail);
      bench.shelf.isAuthorized ||= detail.includes('after try 3');
    });
    await setup.plan(await bench.connection(id), never);
    const run = await setup.run(id, never);
    assert.equal(run.state, 'done', states(run));
    assert.ok([...notes].some((note) => note.startsWith('waiting 8 s after try 3: The certificate could not be found. No policy authorizes')), [...notes].join('\n'));
    await theServer();
  });

  it('does not wait for one for ever: the failure says what is missing, and nothing was made of the server', async () => {
    bench.shelf.isAuthorized = false;
    const setup = bench.setup();
    await setup.plan(await bench.connection(id), never);
    const { failure } = stepOf(await setup.run(id, never), 'vpn-server');
    assert.match(`${failure?.code} ${failure?.why} ${failure?.next}`, /^vpc\.vpn_server_certificate_not_found The certificate could not be found\. .* Authorize VPN servers/);
    assert.equal(bench.peer.writes().filter((write) => write.endsWith('/vpn_servers')).length, 12);
    bench.shelf.isAuthorized = true;
    assert.equal((await setup.run(id, never)).state, 'done', 'and it goes on from there');
  });

  it('adopts a route that is there and does the same, and leaves it when the server is somebody else\'s; one that does another thing blocks', async () => {
    const first = bench.setup();
    await first.plan(await bench.connection(id), never);
    assert.equal((await first.run(id, never)).state, 'done');
    const server = await theServer();
    const there = await routesOf(server);
    const chosen = { server: { kind: 'existing', id: server.id, name: server.name }, clientPool: server.clientPool } as const;
    const [other, others] = ['orders-pc-3c4d', bench.setup()];
    await others.plan(await bench.connection(other, { ...chosen, extraRoutes: [{ destination: '10.77.0.0/16', action: 'deliver' }] }), never);
    assert.equal((await others.run(other, never)).state, 'done');
    assert.deepEqual(await routesOf(server), ['deliver 10.77.0.0/16 stable', ...there].sort());
    assert.equal((await others.undo(other, never)).state, 'undone');
    assert.deepEqual(await routesOf(server), there);
    const plan = await others.plan(await bench.connection('more-pc-5e6f', { ...chosen, toGateway: 'translate' }), never);
    assert.match(stepOf(plan, 'vpn-routes').detail, /with the action "deliver" instead of "translate"/);
  });

  it('is left to another connection that uses it when the one that made it is undone, with every route', async () => {
    const [other, chosenBy] = ['orders-pc-3c4d', bench.setup()];
    await chosenBy.plan(await bench.connection(id), never);
    assert.equal((await chosenBy.run(id, never)).state, 'done');
    const server = await theServer();
    const there = await routesOf(server);
    await chosenBy.plan(await bench.connection(other, { server: { kind: 'existing', id: server.id, name: server.name } }), never);
    assert.equal((await chosenBy.run(other, never)).state, 'done');
    const undone = await chosenBy.undo(id, never);
    assert.match(JSON.stringify(stepOf(undone, 'server-group')), /vpn server telemetry-pc-1a2b-vpn/, 'its group stays with it');
    assert.deepEqual([(await theServer()).id, await routesOf(server)], [server.id, there]);
    assert.equal((await chosenBy.undo(other, never)).state, 'undone');
    assert.deepEqual(await vpc.listVpnServers({}, never), []);
    await chosenBy.undo(id, never);
    await assertNothingLeft();
  });

  it('is refused for a name that another server of the VPC has, and a pool that another one gives away', async () => {
    const first = bench.setup();
    await first.plan(await bench.connection(id), never);
    assert.equal((await first.run(id, never)).state, 'done');
    const [name, pool] = [{ server: { kind: 'new', name: `${id}-vpn` } }, { clientPool: '172.20.0.0/16' }] as const;
    const others = bench.setup();
    const named = await others.plan(await bench.connection('orders-pc-3c4d', { ...name, clientPool: '172.24.0.0/22' }), never);
    assert.match(stepOf(named, 'vpn-server').detail, /named "telemetry-pc-1a2b-vpn" exists already in this VPC/);
    const pooled = await others.plan(await bench.connection('more-pc-5e6f', pool), never);
    assert.match(stepOf(pooled, 'vpn-server').detail, /172\.20\.0\.0\/16 overlaps 172\.20\.0\.0\/22, the client pool of the VPN server telemetry-pc-1a2b-vpn/);
  });

  it('of the same name in another VPC of the region is legal, and neither is taken for the other when one is undone', async () => {
    const first = bench.setup();
    await first.plan(await bench.connection(id, { vpc: { kind: 'new', name: 'other-vpc' }, server: { kind: 'new', name: 'team-vpn' } }), never);
    assert.equal((await first.run(id, never)).state, 'done');
    const other = await theServer('team-vpn');
    const second = bench.setup();
    await second.plan(await bench.connection('orders-pc-3c4d', { server: { kind: 'new', name: 'team-vpn' }, clientPool: '172.24.0.0/22' }), never);
    assert.equal((await second.run('orders-pc-3c4d', never)).state, 'done');
    assert.equal((await vpc.listVpnServers({}, never)).length, 2);
    assert.equal((await second.undo('orders-pc-3c4d', never)).state, 'undone');
    assert.deepEqual((await vpc.listVpnServers({}, never)).map((server) => server.id), [other.id]);
  });

  it('makes a routing table accept the ways back, and puts it back as it was', async () => {
    const setup = bench.setup();
    await setup.plan(await bench.connection(id), never);
    const network = (await vpc.listVpcs(never)).find(({ name }) => name === 'payments-vpc');
    const [table] = await vpc.listRoutingTables(network?.id ?? '', never);
    assert.ok(network !== undefined && table !== undefined);
    await vpc.acceptRoutesFrom(network.id, await vpc.getVersionedRoutingTable(network.id, table.id, never), ['vpn_gateway'], never);
    before = await account();
    const plan = await setup.plan(await bench.connection(id), never);
    assert.match(stepOf(plan, 'routing-tables').detail, new RegExp(`accept routes of VPN servers: ${table.name}`));
    const run = await setup.run(id, never);
    assert.equal(run.state, 'done', JSON.stringify(run.steps));
    assert.deepEqual((await vpc.getRoutingTable(network.id, table.id, never)).acceptsRoutesFrom.toSorted(), ['vpn_gateway', 'vpn_server']);
    assert.equal(stepOf(await setup.plan(await bench.connection(id), never), 'routing-tables').state, 'made');
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertNothingLeft();
  });

  it('tells a route that stays pending by the certificate that its server cannot read, and an undo comes through all the same', async () => {
    const setup = bench.setup();
    const notes = new Set<string>();
    setup.onDidChange(() => setup.views()[0]?.steps.forEach((step) => {
      notes.add(step.detail);
      if (step.id === 'vpn-server' && step.state === 'made') bench.shelf.isAuthorized = false;
    }));
    await setup.plan(await bench.connection(id), never);
    const run = await setup.run(id, never);
    assert.equal(run.state, 'failed', states(run));
    const { failure } = stepOf(run, 'vpn-routes');
    assert.match(`${failure?.code} ${failure?.why}`, /^setup\.timeout After 10 min.* it is stable \(now: pending\) · .*The VPN server cannot read its own certificate/);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertNothingLeft();
  });

  for (const path of ['/vpn_servers$', '/vpn_servers/[^/]+/routes$']) {
    it(`is made once where the answer to POST ${path} is lost, and undone`, async () => {
      const setup = bench.setup();
      await setup.plan(await bench.connection(id), never);
      bench.peer.sandbox.faults.add({ method: 'POST', path, times: 1, effect: { kind: 'drop' } });
      const run = await setup.run(id, never);
      assert.equal(run.state, 'done', JSON.stringify(run.steps));
      assert.equal((await routesOf(await theServer())).length, 2);
      assert.equal((await setup.undo(id, never)).state, 'undone');
      await assertNothingLeft();
    });
  }

  it('killed anywhere on the way and gone on with is the same, nothing of it twice, and undone leaves nothing', async () => {
    for (let lives = 8, deaths = 0; ; lives += 3) {
      const mortal = new Mortal(lives);
      const dying = bench.setup({ clock: mortal });
      const died = await dying.plan(await bench.connection(id), never).then(() => dying.run(id, mortal.signal)).then(({ state }) => state !== 'done', () => true);
      const setup = bench.setup();
      await setup.load();
      const plan = await setup.plan(await bench.connection(id), never);
      const run = await setup.run(id, never);
      assert.equal(run.state, 'done', `${lives}: ${states(plan)} ${JSON.stringify(run.steps.find(({ failure }) => failure !== undefined))}`);
      assert.equal((await routesOf(await theServer())).length, 2, String(lives));
      assert.equal((await setup.undo(id, never)).state, 'undone', String(lives));
      await assertNothingLeft();
      if (!died) {
        assert.ok(deaths > 5, `it died ${deaths} times`);
        break;
      }
      deaths += 1;
    }
  });

  it('is found where its journal is lost, with what it costs, and is deleted by the undo of what was left behind', async () => {
    const lost = bench.setup();
    await lost.plan(await bench.connection(id), never);
    assert.equal((await lost.run(id, never)).state, 'done');
    await rm(join(bench.peer.folder, 'connections'), { recursive: true });
    const setup = bench.peer.setup();
    const [left] = await setup.findLeftBehind(never);
    assert.ok(left !== undefined);
    assert.ok(left.things.some(({ kind }) => kind === 'vpn-server'), JSON.stringify(left.things));
    assert.ok(left.total.monthly > 50, `it costs ${left.total.monthly}`);
    const { id: taken } = await setup.takeOver(left, never);
    const undone = await setup.undo(taken, never);
    assert.equal(undone.state, 'undone', JSON.stringify(undone.steps));
    await assertNothingLeft();
  });

  it('is kept with its routes where a colleague\'s route is on it, which is named', async () => {
    const setup = bench.setup();
    await setup.plan(await bench.connection(id), never);
    assert.equal((await setup.run(id, never)).state, 'done');
    const server = await theServer();
    const there = await routesOf(server);
    await vpc.createVpnRoute(server.id, { name: 'theirs', destination: '10.88.0.0/16', action: 'deliver' }, never);
    await setup.undo(id, never);
    assert.equal((await theServer()).id, server.id);
    assert.deepEqual(await routesOf(server), [...there, 'deliver 10.88.0.0/16 stable'].sort());
    const used = stepOf(setup.views()[0] ?? assert.fail(), 'vpn-server');
    assert.match(JSON.stringify(used), /the route theirs to 10\.88\.0\.0\/16/);
  });
});

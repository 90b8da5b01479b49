import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { VpcService } from '../../../src/cloud/vpcService';
import type { Connection } from '../../../src/model/connection';
import { Secret } from '../../../src/model/secret';
import type { IkePolicy, IpsecPolicy, VpnConnection, VpnGateway } from '../../../src/model/vpnGateway';
import { Fact } from '../../../src/setup/facts';
import { newConnection } from '../../../src/setup/newConnection';
import { officeChoices } from '../../../src/setup/office/choices';
import { keepKey, keyOf } from '../../../src/setup/office/key';
import { routes } from '../../../src/setup/routes/list';
import type { Route, RouteEntry } from '../../../src/setup/routes/route';
import { loaded } from '../../../src/setup/routes/take';
import type { Setup } from '../../../src/setup/setup';
import { chosenStep } from '../../../src/setup/steps/chosen';
import { vpnConnectionStep } from '../../../src/setup/steps/vpnConnection';
import { Mortal } from './mortal';
import { PartPeer } from './routes/part/partPeer';
import { standingGateway, vpnConnection } from './routes/part/siteVpnCases';
import { never, states, stepOf } from './support';
import { officeOf } from './vpnGatewayThings';

const id = 'orders-pc-1a2b';
const thing = v.object({ id: v.string(), name: v.string() });
const schema = v.object({ gateway: thing, connection: thing, office: officeChoices, local: v.array(v.string()) });
type Choices = v.InferOutput<typeof schema>;

/** The steps that use a connection which is there. */
const route: Route<Choices> = {
  id: 'site-vpn', schema, words: () => ({ how: 'through a VPN', through: 'x', kind: 'VPN connection' }), frame: (choices) => choices, refuse: () => undefined,
  path: () => [], openings: () => [], vantages: () => ({ all: [], meant: '' }),
  steps: ({ choices: { gateway: chosen, connection, office, local } }) => {
    const gateway = new Fact<VpnGateway>('The VPN gateway');
    return [
      chosenStep<VpnGateway>({
        id: 'vpn-gateway', chosen, why: 'w', kind: 'vpn-gateway', into: gateway, words: { title: 't', gone: 'g', another: 'a' }, list: ({ vpc, signal }) => vpc.listVpnGateways({}, signal),
      }),
      vpnConnectionStep({
        id: 'vpn-connection', choice: { kind: 'existing', ...connection }, why: 'w', gateway, ikePolicy: new Fact<IkePolicy>('i'), ipsecPolicy: new Fact<IpsecPolicy>('s'),
        office, localRanges: () => local, keyIsBrought: false, into: new Fact<VpnConnection>('The connection'),
      }),
    ];
  },
};
const entry: RouteEntry = { id: route.id, load: () => Promise.resolve(loaded(route)) };

describe('A VPN connection of somebody else\'s that is used', function () {
  this.timeout(120_000);
  let bench: PartPeer;
  let vpc: VpcService;
  let theirs: VpnConnection;
  let gateway: { readonly id: string; readonly name: string };
  beforeEach(async () => {
    bench = await PartPeer.start();
    vpc = bench.peer.cloud.vpc('ca-mon');
    gateway = await standingGateway(bench);
    await bench.made(await bench.part('theirs-pc-0001', await vpnConnection(bench)));
    [theirs] = await vpc.listVpnConnections(gateway.id, never) as [VpnConnection];
  });
  afterEach(() => bench.stop());

  const setup = (clock?: Mortal): Setup => bench.peer.setup({ routes: [entry, ...routes.filter((each) => each.id === 'part')], ...clock === undefined ? {} : { clock } });
  const rangesNow = async (): Promise<readonly string[]> => {
    const { localRanges, peerRanges } = await vpc.getVpnConnection(gateway.id, theirs.id, never);
    return [...localRanges, 'to', ...peerRanges];
  };
  const before = ['10.240.0.0/24', 'to', '192.168.10.0/24'];
  const after = ['10.240.0.0/24', '10.240.9.0/28', 'to', '192.168.10.0/24', '192.168.11.0/24'];

  async function connection(more: Partial<Choices> = {}): Promise<Connection<Choices>> {
    const instance = (await bench.peer.cloud.resources.listInstances(never)).find(({ name }) => name === 'telemetry');
    assert.ok(instance !== undefined);
    return newConnection(id, bench.peer.sandbox.accountId, instance, { route: 'site-vpn', role: 'Writer', choices: {
      gateway, connection: { id: theirs.id, name: theirs.name }, local: ['10.240.0.0/24', '10.240.9.0/28'],
      office: officeOf({ ranges: ['192.168.10.0/24', '192.168.11.0/24'] }), ...more,
    } });
  }

  it('gets the missing ranges, says so in the plan, and is as before when it is undone', async () => {
    const mine = setup();
    const plan = await mine.plan(await connection(), never);
    const step = stepOf(plan, 'vpn-connection');
    assert.deepEqual([step.state, step.extendsExisting], ['to-make', 'without the ranges that the run adds to it'], JSON.stringify(step));
    const run = await mine.run(id, never);
    assert.equal(run.state, 'done', JSON.stringify(run.steps));
    assert.deepEqual(await rangesNow(), after);
    assert.match(stepOf(run, 'vpn-connection').detail, /down until the office’s gateway dials/);
    bench.peer.forgetExchanges();
    assert.equal((await mine.run(id, never)).state, 'done');
    assert.deepEqual(bench.peer.writes(), []);
    assert.equal((await mine.undo(id, never)).state, 'undone');
    assert.deepEqual(await rangesNow(), before);
    assert.equal(await keyOf(bench.peer.vault, id), undefined);
  });

  it('keeps a range that somebody else added meanwhile', async () => {
    const mine = setup();
    await mine.plan(await connection(), never);
    bench.peer.sandbox.faults.add({ method: 'PUT', path: '/local/cidrs/', times: 1, effect: { kind: 'refuse', status: 409, code: 'conflict', message: 'Later' } });
    let isAdded = false;
    mine.onDidChange(() => {
      if (!isAdded && stepOf(mine.views()[0] ?? assert.fail(), 'vpn-connection').detail.includes('after try 1')) {
        isAdded = true;
        const row = bench.peer.sandbox.state.regions.get('ca-mon')?.vpnConnections.get(theirs.id);
        row?.localRanges.push('10.240.9.0/28');
      }
    });
    assert.equal((await mine.run(id, never)).state, 'done');
    assert.equal((await mine.undo(id, never)).state, 'undone');
    assert.ok(isAdded);
    assert.deepEqual(await rangesNow(), ['10.240.0.0/24', '10.240.9.0/28', 'to', '192.168.10.0/24']);
  });

  it('is the same where an answer is lost, or the process dies at any line, and is gone on with or undone', async () => {
    for (let line = 1, over = false, goesOn = true; !over; line += 1, goesOn = !goesOn) {
      const clock = new Mortal(line);
      const dying = setup(clock);
      await dying.save(await connection());
      if (line % 3 === 0) {
        bench.peer.sandbox.faults.add({ method: 'PUT', times: 1, effect: { kind: 'drop' } });
      }
      over = await dying.run(id, clock.signal).then(({ state }) => state === 'done', () => false);
      bench.peer.sandbox.faults.clear();
      const other = setup();
      await other.load();
      if (goesOn) {
        const run = await other.run(id, never);
        assert.equal(run.state, 'done', `${line}: ${states(run)}`);
        assert.deepEqual(await rangesNow(), after, String(line));
      }
      assert.equal((await other.undo(id, never)).state, 'undone', String(line));
      assert.deepEqual(await rangesNow(), before, String(line));
      await other.forget(id);
    }
  });

  it('belongs to its user where its maker gives it up, with the ranges that were added to it', async () => {
    const mine = setup();
    await mine.load();
    await mine.plan(await connection(), never);
    assert.equal((await mine.run(id, never)).state, 'done');
    assert.equal((await mine.undo('theirs-pc-0001', never)).state, 'undone');
    assert.deepEqual(await rangesNow(), after);
    assert.equal((await mine.undo(id, never)).state, 'undone');
    assert.deepEqual(await vpc.listVpnConnections(gateway.id, never), []);
  });
});

describe('The key of a VPN connection', function () {
  this.timeout(60_000);
  let bench: PartPeer;
  let vpc: VpcService;
  beforeEach(async () => {
    bench = await PartPeer.start();
    vpc = bench.peer.cloud.vpc('ca-mon');
  });
  afterEach(() => bench.stop());

  async function keyInTheCloud(): Promise<string> {
    const [gateway] = await vpc.listVpnGateways({}, never);
    const [made, second] = await vpc.listVpnConnections(gateway?.id ?? '', never);
    assert.ok(made !== undefined && second === undefined);
    return made.presharedKey.reveal();
  }

  it('is the kept one, also where the answer to its POST was lost, and is forgotten by the undo', async () => {
    const part = await bench.part(id, await vpnConnection(bench));
    bench.peer.sandbox.faults.add({ method: 'POST', path: '/connections$', times: 1, effect: { kind: 'drop' } });
    await bench.made(part);
    assert.equal((await keyOf(bench.peer.vault, id))?.reveal(), await keyInTheCloud());
    await bench.undone(id);
    assert.equal(await keyOf(bench.peer.vault, id), undefined);
  });

  it('is the same one where the request was refused and is sent again later', async () => {
    const part = await bench.part(id, await vpnConnection(bench));
    bench.peer.sandbox.faults.add({ method: 'POST', path: '/connections$', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Ask' } });
    const setup = bench.peer.setup();
    await setup.plan(part, never);
    assert.equal((await setup.run(id, never)).state, 'failed');
    const kept = (await keyOf(bench.peer.vault, id))?.reveal();
    assert.ok(kept !== undefined);
    bench.peer.sandbox.faults.clear();
    await bench.made(part);
    assert.deepEqual([await keyInTheCloud(), (await keyOf(bench.peer.vault, id))?.reveal()], [kept, kept]);
  });

  it('that was typed is used, kept until the undo, and then asked for anew', async () => {
    const part = await bench.part(id, await vpnConnection(bench, { keyIsBrought: true }));
    await keepKey(bench.peer.vault, id, new Secret('Typed_by-a.person'));
    await bench.made(part);
    assert.equal(await keyInTheCloud(), 'Typed_by-a.person');
    await bench.undone(id);
    assert.equal(await keyOf(bench.peer.vault, id), undefined);
    const plan = await bench.peer.setup().plan(part, never);
    assert.match(stepOf(plan, 'vpn-connection').detail, /The pre-shared key that was typed is not kept on this machine\./);
  });

  it('goes with a connection that is forgotten, also where it was never run', async () => {
    await keepKey(bench.peer.vault, id, new Secret('Typed_by-a.person'));
    const setup = bench.peer.setup();
    await setup.plan(await bench.part(id, await vpnConnection(bench, { keyIsBrought: true })), never);
    await setup.forget(id);
    assert.equal(await keyOf(bench.peer.vault, id), undefined);
  });

  it('stands in no file, no view and no failure', async () => {
    await bench.made(await bench.part(id, await vpnConnection(bench)));
    const setup = bench.peer.setup();
    await setup.load();
    const key = await keyInTheCloud();
    assert.ok(!JSON.stringify(setup.views()).includes(key));
    assert.ok(![...(await bench.peer.files()).values()].join().includes(key));
  });
});

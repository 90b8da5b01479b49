import assert from 'node:assert/strict';
import { pacedClock } from '../../../../../src/setup/engine/clock';
import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import { until } from '../../../cloud/sandboxCloud';
import { cloudOver } from '../../line';
import { Peer, never, states, stepOf } from '../../support';
import { madeBy, vpnConnection, wholeAccount } from './vpnPeer';

const id = 'orders-pc-1a2b';

describe('A client VPN that comes into trouble while it is made or stands', function suite() {
  this.timeout(60_000);
  let peer: Peer;
  let account: readonly string[];
  beforeEach(async () => {
    peer = await Peer.start();
    account = await wholeAccount(peer);
  });
  afterEach(() => peer.stop());

  /** Runs it, and gives the words of the step that failed. */
  async function failedAt(step: string, more: Partial<ClientVpnChoices> = {}, pace = 0.000_3): Promise<string> {
    const setup = peer.setup({ clock: pacedClock(pace) });
    await setup.save(await vpnConnection(peer, id, more));
    const run = await setup.run(id, never);
    assert.equal(run.state, 'failed', states(run));
    const { failure } = stepOf(run, step);
    assert.ok(failure !== undefined, states(run));
    return `${failure.code}: ${failure.why} ${failure.next}`;
  }

  async function undone(): Promise<void> {
    const setup = peer.setup();
    await setup.load();
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', `${states(view)} ${JSON.stringify(view.steps.flatMap(({ failure }) => failure ?? []))}`);
    assert.deepEqual([await wholeAccount(peer), peer.vault.secrets.size], [account, 0]);
  }

  it('with too little room in the chosen subnet is not begun, and goes on in it once it stands there itself', async () => {
    const { cloud, sandbox } = peer;
    const region = sandbox.state.regions.get('ca-mon') ?? assert.fail();
    const vpc = (await cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name === 'payments-vpc') ?? assert.fail();
    const { resourceGroupId } = (await vpnConnection(peer, id)).choices;
    const small = await cloud.vpc('ca-mon').createSubnet({ name: 'small', vpcId: vpc.id, zone: 'ca-mon-1', size: { addresses: 8 }, resourceGroupId }, never);
    await until(async () => (await cloud.vpc('ca-mon').getSubnet(small.id, never)).status === 'available');
    const taken = [1, 2].map((at): string => {
      const row = { id: `taken-${at}`, name: `taken-${at}`, createdAt: new Date(0).toISOString(), phase: 'ready', subnet: small.id, address: `10.99.0.${at}`, autoDelete: false } as const;
      region.reservedIps.set(row.id, row);
      return row.id;
    });
    const more: Partial<ClientVpnChoices> = {
      vpc: { kind: 'existing', id: vpc.id, name: vpc.name }, zones: ['ca-mon-1'], places: [{ zone: 'ca-mon-1', subnet: { kind: 'existing', id: small.id, name: 'small' } }],
    };
    account = await wholeAccount(peer);
    const connection = await vpnConnection(peer, id, more);
    const planned = await peer.setup().plan(connection, never);
    assert.match(stepOf(planned, 'vpn-subnet-ca-mon-1').detail, /"small" has too few free addresses \(1\): a VPN server takes 2 in each of its subnets.*Choose another subnet/);
    region.reservedIps.delete(taken[0] ?? '');
    const setup = peer.setup();
    await madeBy(setup, connection);
    const again = await setup.plan(connection, never);
    assert.deepEqual([stepOf(again, 'vpn-subnet-ca-mon-1').state, (await cloud.vpc('ca-mon').getSubnet(small.id, never)).availableAddresses], ['exists', 1]);
    await undone();
  });

  it('says of a Secrets Manager that goes on provisioning how long is usual, fails in the end, and is gone on with or undone', async () => {
    const notes: string[] = [];
    const still = { service: 'secretsManager', effect: { kind: 'refuse', status: 404, code: 'not_found', message: 'Nothing here.' } } as const;
    peer.sandbox.faults.add(still);
    const setup = peer.setup({ clock: pacedClock(0.000_3) });
    setup.onDidChange(() => notes.push(...setup.views().flatMap(({ steps }) => steps.map(({ detail }) => detail))));
    await setup.save(await vpnConnection(peer, id));
    const run = await setup.run(id, never);
    const { failure } = stepOf(run, 'secrets-manager');
    assert.match(`${failure?.code} ${failure?.why} ${failure?.next}`, /^setup\.timeout After 30 min.* its own address to answer.* Run again to go on waiting, or undo/);
    assert.ok(notes.some((note) => note.includes("its own address to answer")));
    assert.match(setup.undoList(id).map(({ name }) => name).join(), new RegExp(`${id}-secrets`), 'what it costs money for is known');
    peer.sandbox.faults.clear();
    assert.equal((await setup.run(id, never)).state, 'done');
    await undone();
  });

  it('says who may authorize VPN servers where the person may not, and leaves nothing unknown', async () => {
    peer.sandbox.faults.add({ method: 'POST', path: '/v1/policies$', effect: { kind: 'refuse', status: 403, code: 'insufficient_permissions', message: 'You may not grant SecretsReader.' } });
    assert.match(await failedAt('authorization'), /You may not grant SecretsReader\. .*Administrator or Manager on that instance of Secrets Manager/);
    peer.sandbox.faults.clear();
    await undone();
  });

  it('says what mends a health that stays, each reason by its own cure', async () => {
    const { policies } = peer.sandbox.state;
    // Whoever took the authorization away did so while the server came up.
    const withoutPolicy = setInterval(() => peer.sandbox.state.regions.get('ca-mon')?.vpnServers.size === 0 || policies.clear(), 1);
    try {
      assert.match(await failedAt('vpn-server'), /^setup\.timeout: After 10 min.*its health is ok \(now: faulted\).*cannot read its own certificate.* Run again to go on waiting, or undo/);
    } finally {
      clearInterval(withoutPolicy);
    }
    await undone();
  });

  it('offline in the middle of it, and in its undo, keeps what it knows, and comes to its end once it is online', async () => {
    const line = { isDown: false };
    const setup = peer.setup({ cloud: await cloudOver(line, peer), clock: pacedClock(0.000_01) });
    setup.onDidChange(() => { line.isDown ||= setup.views()[0]?.steps.find((step) => step.id === 'gateway')?.state === 'running'; });
    await setup.save(await vpnConnection(peer, id));
    const run = await setup.run(id, never);
    assert.deepEqual([run.state, stepOf(run, 'gateway').failure?.code], ['failed', 'http.name-not-found'], states(run));
    const list = setup.undoList(id);
    const undo = await setup.undo(id, never);
    assert.equal(undo.state, 'failed');
    assert.deepEqual(setup.undoList(id).map(({ name }) => name), list.map(({ name }) => name), 'nothing is taken for gone');
    line.isDown = false;
    await undone();
  });

  it('whose server somebody deleted is planned with a new one and its routes, and runs or is undone', async () => {
    const setup = peer.setup();
    const connection = await vpnConnection(peer, id);
    await madeBy(setup, connection);
    for (const goesOn of [true, false]) {
      const vpc = peer.cloud.vpc('ca-mon');
      const [server] = await vpc.listVpnServers({}, never);
      await vpc.deleteVpnServer(server?.id ?? '', never);
      while ((await vpc.listVpnServers({}, never)).length > 0);
      const plan = await setup.plan(connection, never);
      assert.deepEqual(plan.steps.filter(({ state }) => state === 'to-make').map((step) => step.id), ['vpn-server', 'vpn-routes']);
      if (goesOn) {
        assert.equal((await setup.run(id, never)).state, 'done');
        assert.notEqual(setup.way(id).vpn?.server?.id, server?.id);
      }
    }
    await undone();
  });
});

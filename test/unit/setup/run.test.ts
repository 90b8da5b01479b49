import { Peer, never, openNetwork, reportOf, states, stepOf } from './support';
import assert from 'node:assert/strict';
import { Failure } from '../../../src/model/failure';
import type { ServerAccess } from '../../../src/model/serverAccess';
import type { Setup } from '../../../src/setup/setup';

const id = 'telemetry-pc-1a2b';
const all = [
  'instance', 'vpc', 'subnet-ca-mon-1', 'subnet-ca-mon-2', 'server-group', 'gateway-group', 'server-to-gateway', 'ssh-key', 'server',
  'floating-ip', 'gateway', 'credential', 'ssh-host', 'verified',
];

function accessOf(setup: Setup): ServerAccess | undefined {
  const { all: vantages, meant } = setup.vantages(id);
  return vantages.find((vantage) => vantage.id === meant)?.access;
}

describe('A plan', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  it('says what exists and what it would make, and writes nothing to the account', async () => {
    const view = await peer.setup().plan(await peer.connection(id), never);
    assert.equal(view.state, 'plan');
    assert.equal(states(view), all.map((step) => `${step} ${step === 'instance' ? 'exists' : 'to-make'}`).join(', '));
    assert.equal(stepOf(view, 'gateway-group').detail, `to make · allows 9093 from ${id}-server`);
    assert.deepEqual(peer.writes(), []);
  });

  it('adds up the prices of what it would make', async () => {
    const view = await peer.setup().plan(await peer.connection(id), never);
    const priced = ['server', 'floating-ip', 'gateway'].map((step) => stepOf(view, step).cost);
    const sum = priced.reduce((total, cost) => total + (cost.kind === 'priced' ? cost.monthly : 0), 0);
    assert.ok(sum > 0);
    assert.ok(Math.abs(view.total.monthly - sum) < 0.001);
  });

  it('is still there after a reload of the window', async () => {
    await peer.setup().plan(await peer.connection(id), never);
    const setup = peer.setup();
    await setup.load();
    assert.deepEqual(setup.connections().map((connection) => connection.id), [id]);
    assert.equal((await setup.run(id, never)).state, 'done');
  });
});

describe('A run', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  it('makes everything, and is done when a fresh read says so', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done');
    assert.equal(states(view), all.map((step) => `${step} ${step === 'instance' ? 'exists' : 'made'}`).join(', '));
    assert.equal(stepOf(view, 'verified').detail, 'all passed');
    const gateways = await peer.cloud.vpc('ca-mon').listEndpointGateways({}, never);
    const gateway = gateways.find(({ name }) => name === `${id}-endpoint`);
    assert.equal(gateway?.lifecycleState, 'stable');
    assert.equal(gateway.addresses.length, 2);
  });

  it('opens no more than it must', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    const groups = await peer.cloud.vpc('ca-mon').listSecurityGroups({}, never);
    const rulesOf = (name: string): readonly string[] => (groups.find((group) => group.name === name)?.rules ?? []).map((rule) => {
      const remote = rule.remote.kind === 'cidr' ? rule.remote.cidr : rule.remote.kind === 'address' ? rule.remote.address : rule.remote.name;
      return `${rule.direction} ${rule.protocol} ${rule.portMin ?? ''} ${remote}`;
    }).sort();
    assert.deepEqual(rulesOf(`${id}-server`), [
      'inbound tcp 22 203.0.113.77/32', 'outbound tcp 53 161.26.0.0/16', `outbound tcp 9093 ${id}-gateway`, 'outbound udp 53 161.26.0.0/16',
    ]);
    assert.deepEqual(rulesOf(`${id}-gateway`), [`inbound tcp 9093 ${id}-server`]);
  });

  it('that is done finds everything and writes nothing when it is run again', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    peer.forgetExchanges();
    const files = await peer.files();
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done');
    assert.deepEqual(peer.writes(), []);
    const changed = [...await peer.files()].filter(([path, text]) => files.get(path) !== text).map(([path]) => path);
    assert.deepEqual(changed.filter((path) => !path.endsWith('.journal.jsonl')), []);
  });

  it('tells how to log in, and has the API key, as soon as they are there', async () => {
    const setup = peer.setup();
    const connection = await peer.connection(id);
    await setup.plan(connection, never);
    assert.equal(accessOf(setup), undefined);
    assert.equal(await setup.secret(id), undefined);
    await setup.run(id, never);
    const access = accessOf(setup);
    assert.match(access?.host ?? '', /^198\.51\.100\./);
    assert.equal(access?.username, 'ubuntu');
    assert.equal(access.privateKeyPath, connection.choices.key.path);
    assert.ok(((await setup.secret(id))?.reveal() ?? '').length > 5);
  });

  it('waits for the server to let it in, then for the checks to pass', async () => {
    let logins = 0;
    let checks = 0;
    const notes = new Set<string>();
    const setup = peer.setup({
      openServer: () => {
        logins += 1;
        return logins < 3
          ? Promise.reject(new Failure({ code: 'ssh.unreachable', what: 'w', why: 'nobody answers', next: 'n' }))
          : Promise.resolve(openNetwork);
      },
      verify: (connection) => {
        checks += 1;
        return Promise.resolve(reportOf(connection, checks < 3 ? 'failed' : 'passed'));
      },
    });
    setup.onDidChange(() => setup.views()[0]?.steps.forEach(({ detail }) => notes.add(detail)));
    await setup.plan(await peer.connection(id), never);
    assert.equal((await setup.run(id, never)).state, 'done');
    assert.deepEqual([logins, checks], [3, 3]);
    assert.ok([...notes].some((note) => note.includes('nobody answers')), [...notes].join('\n'));
  });

  it('whose checks do not pass fails with the cause and what to do, and goes on from there', async () => {
    let passes = false;
    const setup = peer.setup({ verify: (connection) => Promise.resolve(reportOf(connection, passes ? 'passed' : 'failed')) });
    await setup.plan(await peer.connection(id), never);
    const failed = await setup.run(id, never);
    assert.equal(failed.state, 'failed');
    assert.deepEqual(stepOf(failed, 'verified').failure, {
      code: 'tcp.timeout', what: 'The checks did not pass', why: 'The endpoint gateway’s security group does not admit the server.',
      next: 'Add the missing rule', trace: undefined,
    });
    passes = true;
    peer.forgetExchanges();
    assert.equal((await setup.run(id, never)).state, 'done');
    assert.deepEqual(peer.writes(), []);
  });

  it('is refused at once by a server whose host key has changed', async () => {
    let logins = 0;
    const changed = new Failure({ code: 'ssh.host-key-changed', what: 'w', why: 'the key is another one', next: 'n' });
    const setup = peer.setup({ openServer: () => { logins += 1; return Promise.reject(changed); } });
    await setup.plan(await peer.connection(id), never);
    const view = await setup.run(id, never);
    assert.equal(stepOf(view, 'verified').failure?.code, 'ssh.host-key-changed');
    assert.equal(logins, 1);
  });

  it('shows one step at a time as running', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    const most = { running: 0 };
    setup.onDidChange(() => {
      const running = setup.views()[0]?.steps.filter(({ state }) => state === 'running').length ?? 0;
      most.running = Math.max(most.running, running);
    });
    await setup.run(id, never);
    assert.equal(most.running, 1);
  });
});

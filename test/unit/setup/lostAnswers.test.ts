import { Peer, assertUnchanged, never, states } from './support';
import assert from 'node:assert/strict';

const id = 'telemetry-pc-1a2b';

/** What each request that makes something is called in the URL's path. */
const posts = [
  '/v1/vpcs$', '/subnets$', '/security_groups$', '/security_groups/[^/]+/rules$', '/v1/keys$', '/instances$', '/floating_ips$',
  '/endpoint_gateways$', '/resource_keys$',
];

describe('An answer that is lost after the work was done', () => {
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());
  beforeEach(() => peer.sandbox.faults.clear());

  for (const path of posts) {
    it(`to POST ${path} leads to no second one, and what was made is ours`, async () => {
      const account = await peer.account();
      const setup = peer.setup();
      await setup.plan(await peer.connection(id), never);
      peer.sandbox.faults.add({ method: 'POST', path: path.replace('/v1', ''), times: 1, effect: { kind: 'drop' } });
      const view = await setup.run(id, never);
      assert.equal(view.state, 'done', states(view));
      assert.ok((peer.sandbox.faults.list()[0]?.seen ?? 0) > 0, 'the answer was not lost');
      assert.equal(new Set(await peer.account()).size, (await peer.account()).length);
      assert.equal((await peer.account()).length, account.length + 11);
      assert.ok(setup.undoList(id).every((item) => item.id !== ''));
      await setup.undo(id, never);
      await assertUnchanged(peer, account);
    });
  }

  it('to the binding of a floating IP, or to any delete, is sent for again', async () => {
    const account = await peer.account();
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    peer.sandbox.faults.add({ method: 'PUT', path: '/floating_ips/', times: 1, effect: { kind: 'drop' } });
    assert.equal((await setup.run(id, never)).state, 'done');
    peer.sandbox.faults.add({ method: 'DELETE', nth: 2, times: 3, effect: { kind: 'drop' } });
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertUnchanged(peer, account);
  });
});

describe('A refusal that passes', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  for (const [what, status, code, message] of [
    ['a conflict', 409, 'conflict', 'Another endpoint gateway is being made'],
    ['too many requests', 429, 'rate_limit_exceeded', 'Slow down'],
    ['a broken service', 503, 'backend_service_unavailable', 'Try later'],
    ['a locked VPC', 400, 'bad_request', 'vpc is locked'],
    ['a service instance that is too young', 400, 'bad_request', 'Service does not support VPE extensions'],
  ] as const) {
    it(`(${what}) is shown while it is waited for, and nothing is made twice`, async () => {
      const setup = peer.setup();
      const notes = new Set<string>();
      setup.onDidChange(() => setup.views()[0]?.steps.forEach(({ detail }) => notes.add(detail)));
      await setup.plan(await peer.connection(id), never);
      peer.sandbox.faults.add({ method: 'POST', path: '/endpoint_gateways$', times: 3, effect: { kind: 'refuse', status, code, message } });
      const view = await setup.run(id, never);
      assert.equal(view.state, 'done', states(view));
      assert.ok([...notes].some((note) => /^waiting \d+ s after try 3/.test(note) && note.includes(message)), [...notes].join('\n'));
      const gateways = await peer.cloud.vpc('ca-mon').listEndpointGateways({}, never);
      assert.equal(gateways.filter(({ name }) => name.startsWith(id)).length, 1);
    });
  }

  it('does not pass for ever: the last one is the failure that is shown', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    peer.sandbox.faults.add({ method: 'POST', path: '/subnets$', effect: { kind: 'refuse', status: 409, code: 'conflict', message: 'busy' } });
    const view = await setup.run(id, never);
    assert.equal(view.state, 'failed');
    assert.equal(peer.writes().filter((write) => write.startsWith('POST') && write.endsWith('/subnets')).length, 8);
  });
});

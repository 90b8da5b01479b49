import assert from 'node:assert/strict';
import { Peer, never, states } from './support';
import { routeOf } from './engine/support';
import type { Connection } from '../../../src/model/connection';
import type { Policy } from '../../../src/model/policy';
import type { SecretsManagerInstance } from '../../../src/model/secretsManager';
import { secretsOf, vpnServersOf } from '../../../src/model/vpnPolicies';
import { vpnServersMayRead } from '../../../src/sandbox/iam/vpnAuthorization';
import { pacedClock } from '../../../src/setup/engine/clock';
import { Fact } from '../../../src/setup/facts';
import { secretsReader } from '../../../src/setup/makers/authorization';
import type { RouteEntry } from '../../../src/setup/routes/route';
import type { Setup } from '../../../src/setup/setup';
import { authorizationStep } from '../../../src/setup/steps/authorization';
import type { Step } from '../../../src/setup/steps/step';

const id = 'telemetry-pc-1a2b';
const guid = '5d1c9b7e-6f0a-4c2b-9e43-0a1b2c3d4e5f';
const name = `${id}-authorization`;
const instanceFact = new Fact<SecretsManagerInstance>('The instance of Secrets Manager');

/** Leaves the instance, as the step that finds or makes one does. */
const instanceStep: Step = {
  id: 'secrets-manager', title: 'Secrets Manager', why: 'It has the certificates.', isCheck: true,
  find: ({ facts }) => {
    facts.set(instanceFact, { guid, name: 'team-secrets' } as SecretsManagerInstance);
    return Promise.resolve({ kind: 'not-needed', why: 'it is there' });
  },
  create: () => Promise.resolve(), ready: () => Promise.resolve(''), price: () => Promise.resolve({ kind: 'none' }),
};

const route: RouteEntry = {
  id: 'vpn', load: () => Promise.resolve({ take: () => routeOf([instanceStep, authorizationStep({ name, instance: instanceFact })]) }),
};

describe('Letting VPN servers read secrets, against the sandbox', () => {
  let peer: Peer;
  let setup: Setup;
  beforeEach(async () => {
    peer = await Peer.start();
    setup = await planned();
  });
  afterEach(() => peer.stop());

  // A cloud's minute is 60 ms here: long enough for the sandbox's own seconds, which are none.
  async function planned(pace = 0.001): Promise<Setup> {
    const made = peer.setup({ routes: [route], clock: pacedClock(pace) });
    const connection: Connection = { ...await peer.connection(id), route: 'vpn' };
    await made.plan(connection, never);
    return made;
  }

  const policies = (): Promise<readonly Policy[]> => peer.cloud.policies.listAuthorizations(peer.sandbox.accountId, never);
  const names = async (): Promise<readonly string[]> => (await policies()).map(({ description }) => description);
  const mayRead = (): boolean => vpnServersMayRead(peer.sandbox.state, `crn:v1:bluemix:public:secrets-manager:ca-mon:a/${peer.sandbox.accountId}:${guid}:secret:1`);
  const posts = (): number => peer.writes().filter((write) => write === 'POST /v1/policies').length;

  async function othersPolicy(): Promise<void> {
    const { accountId } = peer.sandbox;
    await peer.cloud.policies.createAuthorization({
      description: 'VPN of the team', subject: vpnServersOf(accountId), resource: secretsOf({ accountId, guid }), role: secretsReader, permission: '',
    }, never);
    for (let look = 0; look < 1000 && !mayRead(); look += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it('makes one, which counts, and takes it away again', async () => {
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', states(view));
    assert.deepEqual(await names(), [name]);
    assert.ok(mayRead());
    assert.equal((await setup.run(id, never)).state, 'done');
    assert.equal(posts(), 1);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    assert.deepEqual(await names(), []);
    assert.ok(!mayRead());
  });

  it('uses another\'s, and leaves it', async () => {
    await othersPolicy();
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', states(view));
    assert.equal(posts(), 1);
    await setup.undo(id, never);
    assert.deepEqual(await names(), ['VPN of the team']);
  });

  it('makes none twice where the answer is lost, though its policy is not to be seen for a while, and takes it for its own', async () => {
    await peer.stop();
    // Seen after a second, effective after six; the run's own clock waits two seconds before it looks, then four.
    peer = await Peer.start({ pace: 0.003 });
    setup = await planned(0.0001);
    peer.sandbox.faults.add({ method: 'POST', path: '/v1/policies$', times: 1, effect: { kind: 'drop' } });
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', states(view));
    assert.deepEqual(await names(), [name]);
    await setup.undo(id, never);
    assert.deepEqual(await names(), []);
  });

  it('uses another\'s that came between the look and the request', async () => {
    peer.sandbox.faults.add({ method: 'GET', path: '/v1/policies$', times: 1, effect: { kind: 'status', status: 200, body: { policies: [] } } });
    await othersPolicy();
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', states(view));
    assert.deepEqual(await names(), ['VPN of the team']);
    assert.deepEqual(setup.undoList(id), []);
  });

  it('waits out that a new one cannot be read', async () => {
    peer.sandbox.faults.add({ method: 'GET', path: '/v1/policies/', times: 3, effect: { kind: 'refuse', status: 404, code: 'policy_not_found', message: 'Not yet.' } });
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', states(view));
  });

  it('ends with the words of IAM where the caller has not the role himself', async () => {
    peer.sandbox.faults.add({
      method: 'POST', path: '/v1/policies$', effect: { kind: 'refuse', status: 403, code: 'insufficent_permissions', message: 'You may not grant SecretsReader.' },
    });
    const view = await setup.run(id, never);
    const failure = view.steps.find((step) => step.id === 'authorization')?.failure;
    assert.deepEqual([view.state, failure?.why], ['failed', 'You may not grant SecretsReader.']);
    assert.match(failure?.next ?? '', /Administrator or Manager on that instance of Secrets Manager/);
    assert.equal(posts(), 1);
  });
});

import assert from 'node:assert/strict';
import { createTransport } from '../../../src/cloud/transport';
import { IamPolicies, type PolicyService } from '../../../src/cloud/iamPolicies';
import { Secret } from '../../../src/model/secret';
import { authorizesVpnServers, secretsOf, vpnClient, vpnServersOf } from '../../../src/model/vpnPolicies';
import { script, startPeer, type Peer, type Reply } from './peer';
import { startSandboxCloud, until, type SandboxCloud } from './sandboxCloud';

const { signal } = new AbortController();
const role = 'crn:v1:bluemix:public:secrets-manager::::serviceRole:SecretsReader';

describe('IAM\'s policies on the sandbox', () => {
  let bench: SandboxCloud;
  let accountId: string;
  let policies: PolicyService;
  beforeEach(async () => {
    bench = await startSandboxCloud();
    ({ accountId } = bench.sandbox);
    ({ policies } = bench.cloud);
  });
  afterEach(() => bench.stop());

  const request = (guid: string): Parameters<PolicyService['createAuthorization']>[0] => ({
    description: 'orders-pc-authorization', subject: vpnServersOf(accountId), resource: secretsOf({ accountId, guid }), role, permission: 'Manager',
  });
  const isListed = async (id: string): Promise<boolean> => (await policies.listAuthorizations(accountId, signal)).some((each) => each.id === id);

  it('authorize a service, are found again by what they say, and go', async () => {
    const { id } = await policies.createAuthorization(request('g'), signal);
    await until(() => isListed(id));
    const read = await policies.getPolicy(id, signal);
    assert.deepEqual([read.description, read.roles], ['orders-pc-authorization', [{ id: role, title: 'SecretsReader' }]]);
    assert.ok(authorizesVpnServers(read, { accountId, guid: 'g' }));
    assert.ok(!authorizesVpnServers(read, { accountId, guid: 'h' }));
    await policies.deletePolicy(id, signal);
    assert.equal(await isListed(id), false);
    await assert.rejects(policies.getPolicy(id, signal), { code: 'iam.policy_not_found', status: 404 });
  });

  it('are refused a second time with IAM\'s own code and trace, and not sent again', async () => {
    await policies.createAuthorization(request('g'), signal);
    await assert.rejects(policies.createAuthorization(request('g'), signal), (error: unknown) => {
      assert.ok(error instanceof Error && 'trace' in error && 'code' in error);
      assert.equal(error.code, 'iam.policy_conflict_error');
      assert.ok(typeof error.trace === 'string' && error.trace !== '');
      return true;
    });
    bench.sandbox.faults.add({ method: 'POST', path: '/v1/policies$', effect: { kind: 'status', status: 503 } });
    await assert.rejects(policies.createAuthorization(request('h'), signal), { status: 503 });
    assert.equal(bench.sandbox.faults.list()[0]?.seen, 1);
  });

  it('tell a person\'s role, and a refusal to look is no denial', async () => {
    const person = { accountId, iamId: 'IBMid-5500SANDBX' };
    assert.deepEqual(await policies.roleOf(person, vpnClient(accountId), signal), { kind: 'not-seen' });
    bench.sandbox.faults.add({ path: '/v1/policies', times: 1, effect: { kind: 'refuse', status: 403, code: 'insufficent_permissions', message: 'No.' } });
    const refused = await policies.roleOf(person, vpnClient(accountId), signal);
    assert.ok(refused.kind === 'unknown' && refused.failure.code === 'iam.insufficent_permissions' && refused.failure.why === 'No.');
    bench.sandbox.faults.add({ path: '/v1/policies', times: 9, effect: { kind: 'status', status: 502 } });
    await assert.rejects(policies.roleOf(person, vpnClient(accountId), signal), { status: 502 });
  });
});

describe('The list of IAM\'s policies', () => {
  let peer: Peer;
  afterEach(() => peer.stop());

  const on = async (...replies: readonly Reply[]): Promise<PolicyService> => {
    peer = await startPeer(script(...replies));
    return new IamPolicies(peer.url, createTransport({ sleep: () => Promise.resolve() }), { token: () => Promise.resolve(new Secret('t')) });
  };
  const policy = (id: string): unknown => ({ id, type: 'authorization', roles: [{ role_id: role }], state: 'active' });

  it('is read page by page, and says whose it is, of which kind and in which state', async () => {
    const policies = await on({ json: { policies: [policy('1')], next: { href: 'https://elsewhere.example', start: 'second' } } }, { json: { policies: [policy('2')] } });
    assert.deepEqual((await policies.listAuthorizations('a', signal)).map(({ id }) => id), ['1', '2']);
    const [first, second] = peer.received.map(({ query }) => Object.fromEntries(query));
    assert.deepEqual(first, { account_id: 'a', type: 'authorization', state: 'active', limit: '100' });
    assert.deepEqual(second, { ...first, start: 'second' });
  });

  it('takes a policy that IAM still shows as deleted for one that is gone', async () => {
    const policies = await on({ json: { ...policy('1') as object, state: 'deleted' } });
    await assert.rejects(policies.getPolicy('1', signal), { status: 410 });
  });

  it('never ends in a loop of pages', async () => {
    const policies = await on({ json: { policies: [], next: { start: 'same' } } });
    await assert.rejects(policies.listAuthorizations('a', signal), { code: 'http.endless-list' });
  });
});

import assert from 'node:assert/strict';
import { happen } from '../../../../src/sandbox/life';
import { vpnServersMayRead } from '../../../../src/sandbox/iam/vpnAuthorization';
import { Bench, type Answer } from '../control/support';
import { access, authorization, effective, guid, post, restrict, secretIn } from './policyStory';

// So slow that nothing happens by itself.
const standing = 10_000;

describe('IAM\'s policies in the sandbox', () => {
  let bench: Bench;
  beforeEach(async () => { bench = await Bench.start(); });
  afterEach(() => bench.stop());

  const list = (query = ''): Promise<Answer> => bench.call('GET', `${bench.sandbox.endpoints.iam}/v1/policies?account_id=${bench.sandbox.accountId}${query}`);
  const one = (method: string, id: string): Promise<Answer> => bench.call(method, `${bench.sandbox.endpoints.iam}/v1/policies/${id}`);
  const ids = (answer: Answer): readonly string[] => answer.body.get('policies').list.map((each) => each.get('id').text);
  const mayRead = (instance = guid): boolean => vpnServersMayRead(bench.sandbox.state, secretIn(bench, instance));

  it('are listed, read and deleted', async () => {
    const id = await effective(bench, authorization(bench));
    assert.deepEqual(ids(await list('&type=authorization')), [id]);
    const read = await one('GET', id);
    assert.deepEqual([read.body.get('type').text, read.body.get('roles', 0, 'display_name').text], ['authorization', 'SecretsReader']);
    assert.equal((await one('DELETE', id)).status, 204);
    assert.equal((await one('GET', id)).status, 404);
    assert.deepEqual(ids(await list('&type=authorization')), []);
    assert.equal((await one('DELETE', ids(await list())[0] ?? '')).status, 403, 'the owner\'s own stays');
  });

  it('can be neither read nor listed right after they were made, and are one all the same', async () => {
    await bench.stop();
    bench = await Bench.start({ pace: standing });
    const made = await post(bench, authorization(bench));
    assert.equal(made.status, 201);
    assert.equal((await one('GET', made.body.get('id').text)).status, 404);
    assert.deepEqual(ids(await list('&type=authorization')), []);
    assert.equal((await post(bench, authorization(bench))).status, 409);
  });

  it('can be read first, and count then, whichever part of IAM hears of it first', async () => {
    await bench.stop();
    bench = await Bench.start({ pace: standing });
    const { body } = await post(bench, authorization(bench));
    const { state } = bench.sandbox;
    const hear = (kind: 'ready' | 'effective'): string | undefined => {
      happen(state, [], { kind, table: 'policies', region: '', id: body.get('id').text, due: 0 });
      return state.policies.get(body.get('id').text)?.phase;
    };
    assert.deepEqual([hear('ready'), hear('effective'), hear('ready')], ['known', 'effective', 'effective']);
  });

  it('count only some time after they can be read', async () => {
    await bench.stop();
    bench = await Bench.start({ pace: standing });
    const { body } = await post(bench, authorization(bench));
    const row = bench.sandbox.state.policies.get(body.get('id').text);
    assert.ok(row);
    for (const [phase, counts] of [['pending', false], ['known', false], ['effective', true]] as const) {
      row.phase = phase;
      assert.equal(mayRead(), counts, phase);
    }
  });

  it('are refused a second time, whatever their descriptions, in IAM\'s own envelope', async () => {
    await effective(bench, authorization(bench));
    const { status, body } = await post(bench, { ...authorization(bench), description: 'another' });
    assert.deepEqual([status, body.get('errors', 0, 'code').text, body.get('status_code').value], [409, 'policy_conflict_error', 409]);
    assert.notEqual(body.get('trace').text, '');
  });

  for (const [what, status, policy] of [
    ['a role that the service has not', 400, { role: 'crn:v1:bluemix:public:secrets-manager::::serviceRole:VPNClient' }],
    ['another account', 403, { resource: { accountId: 'f'.repeat(32) } }],
  ] as const) {
    it(`are refused for ${what}`, async () => {
      assert.equal((await post(bench, authorization(bench, policy))).status, status);
    });
  }

  it('are refused without a service that they are for, or of another shape', async () => {
    const { type, roles, subjects, resources } = authorization(bench);
    for (const wrong of [
      { type, roles, subjects, resources: [{ attributes: [{ name: 'accountId', value: bench.sandbox.accountId }] }] },
      { type, roles, subjects: [], resources }, { type, roles, subjects }, { type: 'other', roles, subjects, resources }, { type, roles, subjects, resources, extra: 1 },
    ]) {
      assert.equal((await post(bench, wrong)).status, 400, JSON.stringify(wrong));
    }
  });

  it('come in pages, each once, and in the order that is asked for', async () => {
    for (const name of ['a', 'b', 'c']) await effective(bench, authorization(bench, { resource: { serviceInstance: name } }));
    const all = ids(await list());
    const paged: string[] = [];
    for (let start = '', round = 0; round < 9; round += 1) {
      const answer = await list(`&limit=2${start}`);
      paged.push(...ids(answer));
      if (answer.body.get('next', 'start').text === '') break;
      start = `&start=${answer.body.get('next', 'start').text}`;
    }
    assert.deepEqual(paged, all);
    assert.deepEqual(ids(await list('&sort=-id')), all.toSorted().reverse());
    for (const wrong of ['&limit=0', '&limit=101', '&start=nothing']) assert.equal((await list(wrong)).status, 400, wrong);
  });

  it('survive a restart on the way to counting', async () => {
    await bench.stop();
    bench = await Bench.start({ pace: standing });
    const { body } = await post(bench, authorization(bench));
    const { folder } = bench;
    await bench.sandbox.stop();
    bench = await Bench.start({ folder });
    assert.equal(bench.sandbox.state.policies.get(body.get('id').text)?.phase, 'pending');
    for (const event of bench.sandbox.state.events) assert.equal(event.table, 'policies');
  });

  describe('let client VPN servers read secrets', () => {
    it('not before there is one, and not after it went', async () => {
      assert.equal(mayRead(), false);
      const id = await effective(bench, authorization(bench));
      assert.equal(mayRead(), true);
      assert.equal(mayRead('another-instance'), false);
      await one('DELETE', id);
      assert.equal(mayRead(), false);
    });

    for (const [what, more, expected] of [
      ['every role that reads what secrets hold', { role: 'crn:v1:bluemix:public:iam::::serviceRole:Writer' }, true],
      ['no role that reads no more than their names', { role: 'crn:v1:bluemix:public:iam::::serviceRole:Reader' }, false],
      ['nothing for load balancers', { subject: { resourceType: 'load-balancer' } }, false],
      ['nothing of one secret group', { resource: { resourceType: 'secret-group' } }, false],
    ] as const) {
      it(`by ${what}`, async () => {
        await effective(bench, authorization(bench, more));
        assert.equal(mayRead(), expected);
      });
    }

    it('by no access policy', async () => {
      await effective(bench, access(bench, { iam_id: 'IBMid-2' }, 'crn:v1:bluemix:public:iam::::serviceRole:Manager', { serviceName: 'secrets-manager' }));
      assert.equal(mayRead(), false);
    });

    it('unless a restriction by context that is enforced leaves them out', async () => {
      await effective(bench, authorization(bench));
      await restrict(bench, ['is']);
      assert.equal(mayRead(), true);
      const { rule } = await restrict(bench, ['containers-kubernetes'], { enforcement_mode: 'report' });
      assert.equal(mayRead(), true);
      const row = bench.sandbox.state.restrictionRules.get(rule);
      assert.ok(row);
      row.enforcement = 'enabled';
      assert.equal(mayRead(), false, 'every rule has to let them in');
    });
  });
});

import assert from 'node:assert/strict';
import { Bench, type Answer } from '../control/support';
import { restrict } from '../iam/policyStory';

describe('Context-based restrictions in the sandbox', () => {
  let bench: Bench;
  let made: { rule: string; zone: string };
  beforeEach(async () => {
    bench = await Bench.start();
    made = await restrict(bench, ['is', 'a', 'b', 'c', 'd']);
  });
  afterEach(() => bench.stop());

  const ask = (method: string, path: string, body?: unknown): Promise<Answer> => bench.call(method, `${bench.sandbox.endpoints.restrictions}${path}`, body);
  const list = (kind: 'rules' | 'zones', query = ''): Promise<Answer> => ask('GET', `/v1/${kind}?account_id=${bench.sandbox.accountId}${query}`);

  it('list rules by the service that they are for and by the zones that they name', async () => {
    for (const [query, count] of [['&service_name=secrets-manager', 1], ['&service_name=is', 0], [`&zone_id=${made.zone}`, 1], ['&zone_id=other', 0], ['&enforcement_mode=report', 0]] as const) {
      assert.equal((await list('rules', query)).body.get('count').value, count, query);
    }
    assert.equal((await list('rules', '&enforcement_mode=other')).status, 400);
  });

  it('show the first addresses of a zone in the list, and all of them in the zone', async () => {
    const { body } = await list('zones');
    assert.deepEqual([body.get('zones', 0, 'address_count').value, body.get('zones', 0, 'addresses_preview').list.length], [6, 5]);
    assert.equal((await ask('GET', `/v1/zones/${made.zone}`)).body.get('addresses').list.length, 6);
  });

  it('keep a zone that a rule names, and delete both after that', async () => {
    assert.equal((await ask('DELETE', `/v1/zones/${made.zone}`)).status, 409);
    for (const path of [`/v1/rules/${made.rule}`, `/v1/zones/${made.zone}`]) {
      assert.equal((await ask('DELETE', path)).status, 204);
      const { status, body } = await ask('GET', path);
      assert.deepEqual([status, body.get('errors', 0, 'code').text, body.get('trace').text === ''], [404, 'not_found', false]);
    }
  });

  it('survive a restart', async () => {
    const { folder } = bench;
    await bench.sandbox.stop();
    bench = await Bench.start({ folder });
    assert.equal((await ask('GET', `/v1/rules/${made.rule}`)).status, 200);
    assert.equal((await ask('GET', `/v1/zones/${made.zone}`)).body.get('addresses').list.length, 6);
  });

  it('take no rule with a zone that is not there, and no other account', async () => {
    const resources = [{ attributes: [{ name: 'serviceName', value: 'secrets-manager' }] }];
    assert.equal((await ask('POST', '/v1/rules', { resources, contexts: [{ attributes: [{ name: 'networkZoneId', value: 'none' }] }] })).status, 400);
    assert.equal((await ask('POST', '/v1/zones', { name: 'n', account_id: 'f'.repeat(32) })).status, 403);
    assert.equal((await ask('GET', '/v1/rules?account_id=other')).status, 403);
    assert.equal((await ask('GET', '/v1/zones')).status, 400);
    assert.equal((await bench.send('GET', `${bench.sandbox.endpoints.restrictions}/v1/rules`)).status, 401);
  });
});

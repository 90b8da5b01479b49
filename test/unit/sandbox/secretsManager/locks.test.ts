import assert from 'node:assert/strict';
import { OpenSsl } from './openssl';
import { SecretsBench } from './support';

// cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-secret-locks
describe('locks and versions in the sandbox\'s Secrets Manager', () => {
  const openssl = new OpenSsl();
  let secrets: SecretsBench;
  let certificate: string;
  before(async () => {
    secrets = await SecretsBench.start();
    openssl.authority('own');
    certificate = openssl.read('own.crt');
  });
  after(async () => {
    openssl.remove();
    await secrets.stop();
  });

  let count = 0;
  const secret = async (): Promise<string> => {
    count += 1;
    return (await secrets.done('POST', '/secrets', { secret_type: 'imported_cert', name: `secret-${count}`, certificate })).get('id').text;
  };
  const lock = (path: string, name: string, mode = '') => secrets.done('POST', `${path}/locks_bulk${mode}`, { locks: [{ name }] });
  const rotate = (id: string) => secrets.done('POST', `/secrets/${id}/versions`, { certificate });
  const locksOf = async (path: string): Promise<readonly string[]> => (await secrets.done('GET', `${path}/locks`)).get('locks').names;

  it('a locked secret is not deleted, nor is its data', async () => {
    const id = await secret();
    await lock(`/secrets/${id}`, 'vpn');
    for (const path of ['', '/versions/current/secret_data']) {
      assert.match(await secrets.refused(412, 'DELETE', `/secrets/${id}${path}`), /because the secret version is locked/);
    }
    await secrets.done('DELETE', `/secrets/${id}/locks_bulk?name=other`);
    assert.deepEqual(await locksOf(`/secrets/${id}`), ['vpn']);
    await secrets.done('DELETE', `/secrets/${id}/locks_bulk?name=other,vpn`);
    await secrets.done('DELETE', `/secrets/${id}`);
  });

  it('a lock goes with its version; while the previous one is locked there is no newer', async () => {
    const id = await secret();
    await lock(`/secrets/${id}`, 'first');
    await rotate(id);
    assert.deepEqual(await locksOf(`/secrets/${id}/versions/previous`), ['first']);
    assert.deepEqual(await locksOf(`/secrets/${id}/versions/current`), []);
    assert.match(await secrets.refused(412, 'POST', `/secrets/${id}/versions`, { certificate }), /locked/);
    await secrets.done('DELETE', `/secrets/${id}/versions/previous/locks_bulk`);
    await rotate(id);
    const versions = (await secrets.done('GET', `/secrets/${id}/versions`)).get('versions').list;
    assert.deepEqual(versions.map((one) => [one.get('alias').text, one.get('payload_available').value]), [['current', true], ['previous', true], ['', false]]);
  });

  it('a lock takes its name from the previous version, and that version\'s data, where that is asked for', async () => {
    const id = await secret();
    for (const name of ['both', 'stays']) await lock(`/secrets/${id}`, name);
    await rotate(id);
    await lock(`/secrets/${id}`, 'both', '?mode=remove_previous_and_delete');
    assert.deepEqual(await locksOf(`/secrets/${id}/versions/previous`), ['stays']);
    const answer = await lock(`/secrets/${id}`, 'stays', '?mode=remove_previous_and_delete');
    assert.deepEqual(answer.get('versions').list.map((one) => one.get('payload_available').value), [true, false]);
    await secrets.refused(400, 'POST', `/secrets/${id}/locks_bulk?mode=exclusive`, { locks: [{ name: 'both' }] });
  });

  it('a version without its data is not locked', async () => {
    const id = await secret();
    await secrets.done('DELETE', `/secrets/${id}/versions/current/secret_data`);
    await secrets.refused(400, 'POST', `/secrets/${id}/locks_bulk`, { locks: [{ name: 'late' }] });
    assert.equal((await secrets.done('GET', `/secrets/${id}`)).get('state_description').text, 'destroyed');
  });

  it('lists have offsets, limits and the links to their neighbours', async () => {
    for (let index = 0; index < 5; index += 1) await secret();
    const all = await secrets.done('GET', '/secrets?sort=name');
    const names: string[] = [];
    let next = `${secrets.address}/api/v2/secrets?sort=name&limit=2`;
    while (next !== '') {
      const { body } = await secrets.bench.call('GET', next);
      names.push(...body.get('secrets').names);
      assert.ok(body.get('previous').value !== undefined || names.length === 2);
      next = body.get('next', 'href').text;
    }
    assert.deepEqual(names, all.get('secrets').names);
    assert.equal(all.get('total_count').number, names.length);
    for (const query of ['limit=0', 'limit=1001', 'offset=-1', 'sort=colour', 'colour=red']) await secrets.refused(400, 'GET', `/secrets?${query}`);
  });
});

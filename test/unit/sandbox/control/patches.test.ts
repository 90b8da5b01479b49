import assert from 'node:assert/strict';
import { utils } from 'ssh2';
import { assertRefused, ground, make, reach, region, serverPrototype } from './story';
import { Bench } from './support';

describe('what is changed of a thing', () => {
  let bench: Bench;
  let box = '';
  const patch = (path: string, body: unknown) => bench.vpc(region, 'PATCH', path, body);
  before(async () => {
    bench = await Bench.start();
    const place = await ground(bench);
    box = await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`));
    await reach(bench, `/instances/${box}`, 'status', 'running');
  });
  after(() => bench.stop());

  it('stands in the server\'s document, one field beside the other', async () => {
    await patch(`/instances/${box}`, { metadata_service: { enabled: true } });
    const changed = await patch(`/instances/${box}`, { metadata_service: { protocol: 'https' }, availability: { class: 'spot' } });
    assert.deepEqual(changed.body.get('metadata_service').value, { enabled: true, protocol: 'https', response_hop_limit: 1 });
    assert.deepEqual((await bench.vpc(region, 'GET', '/instances?availability.class=spot')).body.get('instances').names, ['box']);
  });

  it('is refused where no such field exists, and where an object is due', async () => {
    for (const body of [{ colour: 'red' }, { keys: [] }, { metadata_service: [] }, { vcpu: null }, { reservation_affinity: { pool: [{ id: 'x' }] } }]) {
      assertRefused(await patch(`/instances/${box}`, body), 400, 'invalid_value');
    }
    const key = await make(bench, '/keys', { name: 'one', type: 'ed25519', public_key: utils.generateKeyPairSync('ed25519').public });
    for (const body of [{ public_key: 'x' }, { name: null }, []]) assertRefused(await patch(`/keys/${key}`, body), 400, 'invalid_value');
    assert.equal((await patch(`/keys/${key}`, { name: 'renamed' })).body.get('name').text, 'renamed');
  });

  it('is the profile of a stopped server alone', async () => {
    assertRefused(await patch(`/instances/${box}`, { profile: { name: 'bx2-2x8' } }), 409, 'invalid_state');
    await bench.vpc(region, 'POST', `/instances/${box}/actions`, { type: 'stop' });
    await reach(bench, `/instances/${box}`, 'status', 'stopped');
    assert.equal((await patch(`/instances/${box}`, { profile: { name: 'bx2-2x8' } })).body.get('memory').number, 8);
    assertRefused(await patch(`/instances/${box}`, { profile: { name: 'nothing' } }), 404, 'profile_not_found');
  });

  it('is refused in nested objects of a prototype as well', async () => {
    const { vpc } = await ground(bench, 'nested');
    for (const body of [{ vpc: { id: vpc }, zone: { name: `${region}-1` }, floating_ip: [] }, { vpc: { id: vpc }, zone: null }]) {
      assert.equal((await bench.vpc(region, 'POST', '/public_gateways', body)).status, 400, JSON.stringify(body));
    }
    assert.equal((await bench.vpc(region, 'POST', '/vpcs', { name: 'x', dns: [] })).status, 400);
  });
});

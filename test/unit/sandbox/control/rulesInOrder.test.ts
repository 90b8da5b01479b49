import assert from 'node:assert/strict';
import { ground, make, region, type Ground } from './story';
import { Bench } from './support';

describe('rules of an ACL', () => {
  let bench: Bench;
  let place: Ground;
  before(async () => {
    bench = await Bench.start();
    place = await ground(bench);
  });
  after(() => bench.stop());
  const rule = (name: string, more: object = {}) => ({ name, action: 'allow', direction: 'inbound', protocol: 'tcp', source: '0.0.0.0/0', destination: '10.0.0.0/8', ...more });
  const names = async (acl: string) => (await bench.vpc(region, 'GET', `/network_acls/${acl}/rules`)).body.get('rules').names;

  it('stand where they are put, and each says what it stands before', async () => {
    const acl = await make(bench, '/network_acls', { name: 'ordered', vpc: { id: place.vpc }, rules: [rule('a'), rule('z')] });
    const last = (await bench.vpc(region, 'GET', `/network_acls/${acl}/rules`)).body.get('rules', 1, 'id').text;
    const middle = await make(bench, `/network_acls/${acl}/rules`, rule('m', { before: { id: last } }));
    await make(bench, `/network_acls/${acl}/rules`, rule('end'));
    assert.deepEqual(await names(acl), ['a', 'm', 'z', 'end']);
    const { body } = await bench.vpc(region, 'GET', `/network_acls/${acl}/rules/${middle}`);
    assert.equal(body.get('before', 'id').text, last);
    await bench.vpc(region, 'PATCH', `/network_acls/${acl}/rules/${middle}`, { before: null, action: 'deny' });
    assert.deepEqual(await names(acl), ['a', 'z', 'end', 'm']);
    assert.equal((await bench.vpc(region, 'DELETE', `/network_acls/${acl}/rules/${middle}`)).status, 204);
    assert.deepEqual(await names(acl), ['a', 'z', 'end']);
  });

  it('show all ports where none were said, for TCP and UDP alone', async () => {
    const acl = await make(bench, '/network_acls', { name: 'ports', vpc: { id: place.vpc }, rules: [rule('tcp', { destination_port_min: 22, destination_port_max: 22 }), rule('any', { protocol: 'any' })] });
    const { body } = await bench.vpc(region, 'GET', `/network_acls/${acl}/rules`);
    assert.equal(body.get('rules', 0, 'source_port_max').number, 65535);
    assert.equal(body.get('rules', 0, 'destination_port_min').number, 22);
    assert.equal(body.get('rules', 1, 'source_port_max').value, undefined);
  });

  it('are copied with the ACL that they come from', async () => {
    const source = await make(bench, '/network_acls', { name: 'source', vpc: { id: place.vpc }, rules: [rule('one')] });
    const copy = await make(bench, '/network_acls', { name: 'copy', vpc: { id: place.vpc }, source_network_acl: { id: source } });
    await bench.vpc(region, 'DELETE', `/network_acls/${source}`);
    assert.deepEqual(await names(copy), ['one']);
  });

  it('can be read by direction', async () => {
    const acl = await make(bench, '/network_acls', { name: 'both', vpc: { id: place.vpc }, rules: [rule('in'), rule('out', { direction: 'outbound' })] });
    const { body } = await bench.vpc(region, 'GET', `/network_acls/${acl}/rules?direction=outbound`);
    assert.deepEqual(body.get('rules').names, ['out']);
  });
});

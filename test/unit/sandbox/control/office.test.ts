import assert from 'node:assert/strict';
import { connectionPrototype, routeConnection, stableGateway } from '../vpc/vpnGatewayStory';
import { make, region } from './story';
import { Bench, type Answer } from './support';

describe('an office that is said to be there', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.stop());

  const order = (path: string, body: object): Promise<Answer> => bench.call('POST', bench.sandbox.endpoints.iam.replace(/\/iam$/, `/_sandbox/${path}`), body);
  const said = async (path: string, what: 'status' | 'health'): Promise<readonly string[]> => {
    const { body } = await bench.vpc(region, 'GET', path);
    return [body.get(what === 'status' ? 'status' : 'health_state').text, ...body.get(`${what}_reasons`).list.map((reason) => reason.get('code').text)];
  };

  it('has dialled once it is said so, and its tunnel is down for whatever reason is given', async () => {
    const { connections } = await stableGateway(bench);
    const id = await make(bench, connections, connectionPrototype());
    const path = `${connections}/${id}`;
    assert.deepEqual(await said(path, 'status'), ['down', 'peer_not_responding']);
    assert.equal((await order(`vpn_connections/${id}/tunnels`, { status: 'up' })).status, 204);
    assert.deepEqual(await said(path, 'status'), ['up']);
    for (const code of ['cannot_authenticate_connection', 'ike_policy_mismatch', 'ipsec_policy_mismatch', 'ike_v2_local_remote_cidr_mismatch', 'internal_error']) {
      await order('vpn_connections/office/tunnels', { status: 'down', reasons: [code] });
      assert.deepEqual(await said(path, 'status'), ['down', code]);
    }
  });

  it('has in route mode one tunnel up, or both', async () => {
    const { connections } = await stableGateway(bench, { mode: 'route' });
    const path = `${connections}/${await make(bench, connections, routeConnection)}`;
    const tunnels = async () => (await bench.vpc(region, 'GET', path)).body.get('tunnels').list;
    const states = async () => (await tunnels()).map((tunnel) => tunnel.get('status').text);
    await order('vpn_connections/office/tunnels', { status: 'up' });
    assert.deepEqual(await states(), ['up', 'up']);
    await order('vpn_connections/office/tunnels', { status: 'down', public_address: (await tunnels())[1]?.get('public_ip', 'address').text });
    assert.deepEqual(await states(), ['up', 'down']);
    assert.deepEqual(await said(path, 'status'), ['up']);
  });

  it('has a gateway of the cloud before it that ails, and is well again', async () => {
    const { path } = await stableGateway(bench);
    await order('vpn_gateways/office-vpn/health', { state: 'faulted', code: 'cannot_reserve_ip_address' });
    assert.deepEqual(await said(path, 'health'), ['faulted', 'cannot_reserve_ip_address']);
    await order('vpn_gateways/office-vpn/health', { state: 'degraded' });
    assert.deepEqual(await said(path, 'health'), ['degraded', 'internal_error']);
    await order('vpn_gateways/office-vpn/health', { state: 'ok' });
    assert.deepEqual(await said(path, 'health'), ['ok']);
  });

  it('is told what is not there, and what is no state', async () => {
    for (const kind of ['vpn_connections/none/tunnels', 'vpn_gateways/none/health', 'custom_resolvers/none/locations']) {
      const bodies = [{ status: 'up' }, { state: 'ok' }, { healthy: true }];
      assert.deepEqual((await Promise.all(bodies.map((body) => order(kind, body)))).map(({ status }) => status).sort(), [400, 400, 404]);
    }
  });
});

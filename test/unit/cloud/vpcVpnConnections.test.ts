import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { NewVpnConnection } from '../../../src/cloud/vpcVpnGatewayRequests';
import type { VpcService } from '../../../src/cloud/vpcService';
import { createTransport } from '../../../src/cloud/transport';
import { createVpc } from '../../../src/cloud/vpc';
import { watched, type Exchange } from '../../../src/cloud/watched';
import { Secret } from '../../../src/model/secret';
import type { Peer, Reply } from './peer';
import { startVpc } from './vpcPeer';

const { signal } = new AbortController();
const key = 'Office-Key_2026!';
const identity = (value: string) => ({ type: 'ipv4_address', value });
const detection = { action: 'restart', interval: 2, timeout: 10 };
const connection = (id: string, more: object = {}) => ({
  id, name: `${id}-name`, href: `https://x/v1/vpn_gateways/g-1/connections/${id}`, created_at: '2026-01-01T00:00:00Z', mode: 'policy',
  admin_state_up: true, authentication_mode: 'psk', psk: key, status: 'down', establish_mode: 'bidirectional', dead_peer_detection: detection,
  status_reasons: [{ code: 'peer_not_responding', message: 'No answer.', more_info: 'x' }],
  ike_policy: { id: 'ike-1', name: 'ike' }, resource_type: 'vpn_gateway_connection',
  peer: { type: 'address', address: '203.0.113.9', cidrs: ['192.168.1.0/24'], ike_identity: identity('203.0.113.9') },
  local: { cidrs: ['10.0.0.0/24'], ike_identities: [identity('198.51.100.7')] }, ...more,
});
const wanted: NewVpnConnection = {
  name: 'office', enabled: true, presharedKey: new Secret(key), peer: { address: '203.0.113.9' }, establishMode: 'peer_only',
  deadPeerDetection: detection, ikePolicyId: 'ike-1', ipsecPolicyId: undefined,
  traffic: { mode: 'policy', localRanges: ['10.0.0.0/24'], peerRanges: ['192.168.1.0/24'] },
};

describe('connections of VPN gateways of the VPC API', () => {
  let peer: Peer;
  let answers: Record<string, Reply>;
  let vpc: VpcService;
  const path = '/v1/vpn_gateways/g-1/connections';

  beforeEach(async () => {
    answers = {};
    ({ peer, vpc } = await startVpc(answers));
  });
  afterEach(() => peer.stop());

  const sent = (): unknown => JSON.parse(peer.received.at(-1)?.body ?? '');

  it('are listed page by page and read with all that two sides must agree on', async () => {
    answers[`GET ${path}`] = { json: { connections: [connection('c-1')], next: { href: `https://x${path}?start=two` } } };
    answers[`GET ${path}?start=two`] = { json: { connections: [connection('c-2', { peer: { type: 'fqdn', fqdn: 'vpn.example.com', ike_identity: { type: 'fqdn', value: 'office' } } })] } };
    const [one, two] = await vpc.listVpnConnections('g-1', signal);
    assert.equal(one?.presharedKey.reveal(), key);
    assert.deepEqual({ ...one, presharedKey: undefined }, {
      id: 'c-1', name: 'c-1-name', createdAt: '2026-01-01T00:00:00Z', mode: 'policy', enabled: true, status: 'down', presharedKey: undefined,
      reasons: [{ code: 'peer_not_responding', message: 'No answer.' }], peer: { address: '203.0.113.9' }, peerIdentity: identity('203.0.113.9'),
      localIdentities: [identity('198.51.100.7')], localRanges: ['10.0.0.0/24'], peerRanges: ['192.168.1.0/24'], establishMode: 'bidirectional',
      deadPeerDetection: detection, ikePolicy: { id: 'ike-1', name: 'ike', crn: undefined }, ipsecPolicy: undefined, tunnels: [],
    });
    assert.deepEqual([two?.peer, two?.peerRanges], [{ fqdn: 'vpn.example.com' }, []]);
  });

  it('of a gateway in route mode have tunnels and no ranges', async () => {
    const tunnel = { public_ip: { address: '198.51.100.7' }, status: 'up', status_reasons: [] };
    answers[`GET ${path}/c-1`] = { json: connection('c-1', { mode: 'route', local: { ike_identities: [] }, tunnels: [tunnel] }) };
    const { localRanges, tunnels } = await vpc.getVpnConnection('g-1', 'c-1', signal);
    assert.deepEqual([localRanges, tunnels], [[], [{ publicAddress: '198.51.100.7', status: 'up', reasons: [] }]]);
  });

  it('are made in the API\'s words: switched on, with ranges in policy mode and without in route mode', async () => {
    answers[`POST ${path}`] = { status: 201, json: connection('c-1') };
    await vpc.createVpnConnection('g-1', wanted, signal);
    const settings = {
      name: 'office', admin_state_up: true, psk: key, establish_mode: 'peer_only', dead_peer_detection: detection, ike_policy: { id: 'ike-1' },
    };
    assert.deepEqual(sent(), {
      ...settings, local: { cidrs: ['10.0.0.0/24'] }, peer: { address: '203.0.113.9', cidrs: ['192.168.1.0/24'] },
    });
    const identities = { localIdentities: [identity('198.51.100.7'), identity('198.51.100.8')], peerIdentity: { type: 'fqdn', value: 'office' } };
    await vpc.createVpnConnection('g-1', { ...wanted, ...identities, traffic: { mode: 'route', distributeTraffic: false } }, signal);
    assert.deepEqual(sent(), {
      ...settings, local: { ike_identities: identities.localIdentities }, peer: { address: '203.0.113.9', ike_identity: identities.peerIdentity },
      routing_protocol: 'none', distribute_traffic: false,
    });
  });

  it('are changed in nothing but what is named, and deleted', async () => {
    answers[`PATCH ${path}/c-1`] = { json: connection('c-1') };
    await vpc.updateVpnConnection('g-1', 'c-1', { enabled: false, peer: { address: '203.0.113.10' } }, signal);
    assert.deepEqual(sent(), { admin_state_up: false, peer: { address: '203.0.113.10' } });
    answers[`DELETE ${path}/c-1`] = { raw: (response) => response.writeHead(202).end() };
    await vpc.deleteVpnConnection('g-1', 'c-1', signal);
  });

  it('have ranges that are listed, looked for, added and taken off one by one', async () => {
    answers[`GET ${path}/c-1/local/cidrs`] = { json: { cidrs: ['10.0.0.0/24'] } };
    assert.deepEqual(await vpc.listVpnConnectionRanges('g-1', 'c-1', 'local', signal), ['10.0.0.0/24']);
    const done: Reply = { raw: (response) => response.writeHead(204).end() };
    for (const method of ['GET', 'PUT', 'DELETE']) answers[`${method} ${path}/c-1/peer/cidrs/192.168.2.0%2F24`] = done;
    assert.equal(await vpc.hasVpnConnectionRange('g-1', 'c-1', 'peer', '192.168.2.0/24', signal), true);
    assert.equal(await vpc.hasVpnConnectionRange('g-1', 'c-1', 'local', '192.168.2.0/24', signal), false);
    await vpc.addVpnConnectionRange('g-1', 'c-1', 'peer', '192.168.2.0/24', signal);
    await vpc.removeVpnConnectionRange('g-1', 'c-1', 'peer', '192.168.2.0/24', signal);
    answers[`GET ${path}/c-1/peer/cidrs/192.168.2.0%2F24`] = { status: 403, json: { errors: [{ code: 'not_authorized', message: 'No.' }] } };
    await assert.rejects(vpc.hasVpnConnectionRange('g-1', 'c-1', 'peer', '192.168.2.0/24', signal), { code: 'vpc.not_authorized' });
  });

  describe('keep their pre-shared key to themselves', () => {
    /** All that a log, a message, a view or a debugger could take out of it. */
    const everything = (value: unknown): string => `${inspect(value, { depth: 20, showHidden: true, getters: true })} ${JSON.stringify(value)} ${String(value)}`;
    const failureOf = async (call: Promise<unknown>): Promise<unknown> => call.then(() => assert.fail('it did not fail'), (error: unknown) => error);

    it('when they are read', async () => {
      answers[`GET ${path}/c-1`] = { json: connection('c-1') };
      answers[`GET ${path}`] = { json: { connections: [connection('c-1')] } };
      assert.ok(!everything(await vpc.getVpnConnection('g-1', 'c-1', signal)).includes(key));
      assert.ok(!everything(await vpc.listVpnConnections('g-1', signal)).includes(key));
    });

    it('when the answer is not as documented, wherever that is', async () => {
      const spoilt: readonly object[] = [
        { psk: [key] }, { psk: { value: key } }, { id: 7 }, { peer: key }, { status_reasons: key }, { dead_peer_detection: [key] }, { mode: undefined },
      ];
      for (const more of spoilt) {
        answers[`GET ${path}/c-1`] = { json: connection('c-1', more) };
        answers[`GET ${path}`] = { json: { connections: [connection('c-1', { name: key, ...more })] } };
        for (const call of [vpc.getVpnConnection('g-1', 'c-1', signal), vpc.listVpnConnections('g-1', signal)]) {
          const failure = await failureOf(call);
          assert.match(everything(failure), /http\.unexpected-answer/);
          assert.ok(!everything(failure).includes(key), everything(failure));
        }
      }
    });

    it('when one of a list is left out because it cannot be read, and named', async () => {
      answers[`GET ${path}`] = { json: { connections: [connection('c-1'), connection('c-2', { psk: [key], name: key }), connection('c-3', { mode: { key } })] } };
      const told: unknown[] = [];
      const listed = await vpc.listVpnConnections('g-1', signal, (item) => told.push(item));
      assert.deepEqual([listed.map(({ id }) => id), told.length], [['c-1'], 2]);
      assert.ok(!everything(told).includes(key), everything(told));
    });

    it('when the answer is no JSON, or cut off', async () => {
      for (const text of [`<html>${key}</html>`, `psk: ${key}`, JSON.stringify(connection('c-1')).slice(0, -9)]) {
        answers[`GET ${path}/c-1`] = { text };
        const failure = await failureOf(vpc.getVpnConnection('g-1', 'c-1', signal));
        assert.match(everything(failure), /http\.not-json/);
        assert.ok(!everything(failure).includes(key), everything(failure));
      }
    });

    it('when the cloud refuses it and quotes it, however short it is', async () => {
      for (const pasted of [key, 'key"1', '0x4f']) {
        const refused = { status: 400, json: { errors: [{ code: 'vpn_connection_invalid_psk_format', message: `The pre-shared key (PSK) ${pasted} is not in the valid format.` }] } };
        answers[`POST ${path}`] = refused;
        answers[`PATCH ${path}/c-1`] = refused;
        const presharedKey = new Secret(pasted);
        for (const call of [vpc.createVpnConnection('g-1', { ...wanted, presharedKey }, signal), vpc.updateVpnConnection('g-1', 'c-1', { presharedKey }, signal)]) {
          const failure = await failureOf(call);
          assert.match(everything(failure), /The pre-shared key \(PSK\) \*\*\* is not in the valid format\./);
          assert.ok(!everything(failure).includes(pasted), everything(failure));
        }
      }
    });

    it('when their document is shown', async () => {
      answers[`GET ${path}/c-1`] = { json: { inner: [connection('c-1')], ...connection('c-1') } };
      const shown = await vpc.readRaw(`${peer.url}${path}/c-1`, signal);
      assert.match(everything(shown), /c-1-name/);
      assert.ok(!everything(shown).includes(key));
    });

    it('from the log of requests', async () => {
      answers[`GET ${path}/c-1`] = { json: connection('c-1') };
      answers[`POST ${path}`] = { status: 201, json: connection('c-1') };
      const seen: Exchange[] = [];
      const watchedVpc = createVpc('eu-de', `${peer.url}/v1`, watched(createTransport(), (exchange) => seen.push(exchange)), { token: () => Promise.resolve(new Secret('t')) });
      await watchedVpc.getVpnConnection('g-1', 'c-1', signal);
      await watchedVpc.createVpnConnection('g-1', wanted, signal);
      assert.equal(seen.length, 2);
      assert.ok(!everything(seen).includes(key));
    });
  });
});

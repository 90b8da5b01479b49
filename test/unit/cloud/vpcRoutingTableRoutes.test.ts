import assert from 'node:assert/strict';
import type { VpcService } from '../../../src/cloud/vpcService';
import type { VpcRoute } from '../../../src/model/vpcRoute';
import type { Peer, Reply } from './peer';
import { startVpc } from './vpcPeer';

const { signal } = new AbortController();
const all = '/v1/vpcs/v%2F1/routing_tables/t-1/routes';
const route = (id: string, more: object = {}) => ({
  id, name: `${id}-name`, href: `https://x/v1/${id}`, created_at: '2026-01-01T00:00:00Z', destination: '192.168.0.0/24', zone: { name: 'eu-de-1', href: 'z' },
  action: 'deliver', advertise: false, priority: 2, next_hop: { address: '10.0.0.4' }, origin: 'user', lifecycle_state: 'stable', ...more,
});
const read = (id: string, more: Partial<VpcRoute> = {}): VpcRoute => ({
  id, name: `${id}-name`, createdAt: '2026-01-01T00:00:00Z', destination: '192.168.0.0/24', zone: 'eu-de-1', action: 'deliver', priority: 2,
  nextHop: { kind: 'address', address: '10.0.0.4' }, origin: 'user', creator: undefined, lifecycleState: 'stable', ...more,
});
const office = { id: 'c-1', name: 'office', href: 'https://x/v1/vpn_gateways/g-1/connections/c-1', resource_type: 'vpn_gateway_connection' };

describe('routes of routing tables of the VPC API', () => {
  let peer: Peer;
  let answers: Record<string, Reply>;
  let vpc: VpcService;

  beforeEach(async () => {
    answers = {};
    ({ peer, vpc } = await startVpc(answers));
  });
  afterEach(() => peer.stop());

  it('are listed page by page, with the gateway that the cloud wrote one for', async () => {
    const gateway = { id: 'g-1', name: 'to-office', crn: 'crn:g', href: 'https://x/v1/vpn_gateways/g-1', resource_type: 'vpn_gateway' };
    answers[`GET ${all}`] = { json: { routes: [route('r-1')], next: { href: 'https://x/v1/?start=two' } } };
    answers[`GET ${all}?start=two`] = { json: { routes: [route('r-2', { origin: 'service', creator: gateway })] } };
    assert.deepEqual(await vpc.listTableRoutes('v/1', 't-1', signal), [
      read('r-1'), read('r-2', { origin: 'service', creator: { id: 'g-1', name: 'to-office', crn: 'crn:g' } }),
    ]);
  });

  it('lead to an address or into a connection, and what delivers nothing to no address', async () => {
    answers[`GET ${all}/r-1`] = { json: route('r-1', { next_hop: office }) };
    assert.deepEqual(await vpc.getTableRoute('v/1', 't-1', 'r-1', signal), read('r-1', { nextHop: { kind: 'vpn-connection', id: 'c-1', name: 'office' } }));
    answers[`GET ${all}/r-2`] = { json: route('r-2', { action: 'drop', next_hop: { address: '0.0.0.0' } }) };
    assert.deepEqual(await vpc.getTableRoute('v/1', 't-1', 'r-2', signal), read('r-2', { action: 'drop', nextHop: { kind: 'address', address: '0.0.0.0' } }));
  });

  it('are made into a connection by its id, or to an address, once, and a conflict is told in the cloud\'s words', async () => {
    const request = { name: 'office', destination: '192.168.0.0/24', zone: 'eu-de-1' };
    answers[`POST ${all}`] = { status: 201, json: route('r-1', { next_hop: office }) };
    await vpc.createTableRoute('v/1', 't-1', { ...request, nextHop: { kind: 'vpn-connection', id: 'c-1', name: 'office' } }, signal);
    const body = { name: 'office', destination: '192.168.0.0/24', zone: { name: 'eu-de-1' }, action: 'deliver' };
    assert.deepEqual(JSON.parse(peer.received.at(-1)?.body ?? ''), { ...body, next_hop: { id: 'c-1' } });
    answers[`POST ${all}`] = { status: 400, json: { errors: [{ code: 'route_conflict', message: 'Another one has the same priority.' }] } };
    await assert.rejects(vpc.createTableRoute('v/1', 't-1', { ...request, nextHop: { kind: 'address', address: '10.0.0.4' } }, signal), {
      code: 'vpc.route_conflict', what: 'Could not create the route to 192.168.0.0/24 in eu-de-1', why: /same priority/,
    });
    assert.deepEqual(JSON.parse(peer.received.at(-1)?.body ?? ''), { ...body, next_hop: { address: '10.0.0.4' } });
    assert.equal(peer.received.length, 2);
  });

  it('are deleted, and who may not is told what it takes', async () => {
    answers[`DELETE ${all}/r-1`] = { status: 204, text: '' };
    await vpc.deleteTableRoute('v/1', 't-1', 'r-1', signal);
    answers[`DELETE ${all}/r-1`] = { status: 403, json: { errors: [{ code: 'not_authorized', message: 'No.' }] } };
    await assert.rejects(vpc.deleteTableRoute('v/1', 't-1', 'r-1', signal), { code: 'vpc.not_authorized', next: /Editor on VPC/ });
  });
});

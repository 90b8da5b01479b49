import assert from 'node:assert/strict';
import { createTransport } from '../../../src/cloud/transport';
import { createVpc } from '../../../src/cloud/vpc';
import type { VpcService } from '../../../src/cloud/vpcService';
import { Secret } from '../../../src/model/secret';
import { startPeer, type Peer, type Reply } from './peer';

const { signal } = new AbortController();
const reference = (id: string) => ({ id, name: `${id}-name`, crn: `crn:${id}` });
const binding = (id: string, more: object = {}) => ({
  ...reference(id), lifecycle_state: 'stable', vpc: reference('hub-1'), endpoint_gateways: [reference('gw-1')], health_state: 'ok', health_reasons: [], ...more,
});

describe('DNS of a VPC', () => {
  let peer: Peer;
  let answers: Record<string, unknown>;
  let vpc: VpcService;

  beforeEach(async () => {
    answers = {};
    peer = await startPeer(({ method, path, query }): Reply => {
      const start = query.get('start');
      const json = answers[`${method} ${path}${start === null ? '' : `?start=${start}`}`];
      return json === undefined ? { status: 404, json: { errors: [{ code: 'not_found', message: `no ${path}` }] } } : { json };
    });
    vpc = createVpc('eu-de', `${peer.url}/v1`, createTransport(), { token: () => Promise.resolve(new Secret('t')) });
  });

  afterEach(() => peer.stop());

  async function dnsOf(dns: unknown) {
    answers['GET /v1/vpcs'] = { vpcs: [{
      ...reference('vpc-1'), status: 'available', default_security_group: reference('sg'), default_network_acl: reference('acl'), dns,
    }] };
    return (await vpc.listVpcs(signal))[0]?.dns;
  }
  const settings = (resolver: object, more: object = {}) => ({ enable_hub: false, resolution_binding_count: 0, resolver, ...more });
  const servers = [{ address: '10.0.0.5' }, { address: '10.0.0.6', zone_affinity: { name: 'eu-de-1' } }];

  it('tells whom its servers ask for names', async () => {
    const addresses = ['10.0.0.5', '10.0.0.6'];
    const resolverOf = async (resolver: object) => (await dnsOf(settings(resolver)))?.resolver;
    assert.deepEqual(await resolverOf({ type: 'system', configuration: 'default', servers }), { kind: 'system', servers: addresses, vpc: undefined });
    assert.deepEqual(await resolverOf({ type: 'system', configuration: 'private_resolver', servers }), { kind: 'system', servers: addresses, vpc: undefined });
    assert.deepEqual(await resolverOf({ type: 'system', configuration: 'custom_resolver', servers }), { kind: 'custom', servers: addresses, vpc: undefined });
    assert.deepEqual(await resolverOf({ type: 'manual', manual_servers: servers, servers }), { kind: 'manual', servers: addresses, vpc: undefined });
    const hub = reference('hub-1');
    assert.deepEqual(await resolverOf({ type: 'delegated', vpc: hub, servers }), { kind: 'delegated', servers: addresses, vpc: hub });
    assert.deepEqual(await resolverOf({ type: 'new-kind' }), { kind: 'unknown', servers: [], vpc: undefined });
  });

  it('tells a hub, and how many share with it', async () => {
    const resolver = { type: 'system', configuration: 'default', servers: [] };
    assert.deepEqual(await dnsOf(settings(resolver, { enable_hub: true, resolution_binding_count: 3 })), {
      isHub: true, bindings: 3, resolver: { kind: 'system', servers: [], vpc: undefined },
    });
  });

  it('is not shared where the cloud says that it failed', async () => {
    const healthReasons = [{ code: 'dns_resolution_binding_failed', message: 'Failed to share.', more_info: 'x' }];
    answers['GET /v1/vpcs/vpc-1'] = {
      ...reference('vpc-1'), status: 'available', default_security_group: reference('sg'), default_network_acl: reference('acl'), health_reasons: healthReasons,
    };
    assert.deepEqual((await vpc.getVpc('vpc-1', signal)).healthReasons, [{ code: 'dns_resolution_binding_failed', message: 'Failed to share.' }]);
  });

  it('is not known where the cloud does not say it, and refused where it is something else', async () => {
    assert.equal(await dnsOf(undefined), undefined);
    const wrong = settings({ type: 'system' }, { enable_hub: 'yes' });
    await assert.rejects(dnsOf(wrong), { code: 'http.unexpected-answer', why: /dns\.enable_hub/ });
  });

  it('is shared by bindings, page by page, with those of other accounts told', async () => {
    answers['GET /v1/vpcs/vpc%2F1/dns_resolution_bindings'] = {
      dns_resolution_bindings: [binding('b-1')], next: { href: 'https://x/v1/vpcs/vpc-1/dns_resolution_bindings?start=two' },
    };
    answers['GET /v1/vpcs/vpc%2F1/dns_resolution_bindings?start=two'] = { dns_resolution_bindings: [
      binding('b-2', { vpc: { ...reference('far-1'), remote: { account: { id: 'b', resource_type: 'account' } } }, endpoint_gateways: [] }),
      binding('b-3', { vpc: { ...reference('near-1'), remote: { region: { name: 'eu-de' } } }, endpoint_gateways: [] }),
    ] };
    assert.deepEqual(await vpc.listDnsBindings('vpc/1', signal), [
      { id: 'b-1', name: 'b-1-name', vpc: reference('hub-1'), isForeign: false, lifecycleState: 'stable', endpointGateways: [reference('gw-1')] },
      { id: 'b-2', name: 'b-2-name', vpc: reference('far-1'), isForeign: true, lifecycleState: 'stable', endpointGateways: [] },
      { id: 'b-3', name: 'b-3-name', vpc: reference('near-1'), isForeign: false, lifecycleState: 'stable', endpointGateways: [] },
    ]);
    answers['GET /v1/vpcs/vpc%2F1/dns_resolution_bindings'] = { dns_resolution_bindings: [binding('b-1', { vpc: {} })] };
    await assert.rejects(vpc.listDnsBindings('vpc/1', signal), { code: 'http.unexpected-answer', why: /vpc\.id/ });
  });

  it('is shared by an endpoint gateway as its request says', async () => {
    const gateway = {
      ...reference('gw-1'), vpc: reference('vpc-1'), target: { crn: 'crn:es' },
      lifecycle_state: 'pending', health_state: 'inapplicable', ips: [], security_groups: [],
    };
    answers['POST /v1/endpoint_gateways'] = { ...gateway, dns_resolution_binding_mode: 'disabled' };
    const request = { name: 'orders', vpcId: 'vpc-1', targetCrn: 'crn:es', addresses: [], securityGroupIds: [], resourceGroupId: 'rg' };
    for (const dnsMode of ['disabled', 'primary'] as const) {
      assert.equal((await vpc.createEndpointGateway({ ...request, dnsMode }, signal)).dnsMode, 'disabled');
      const sent: unknown = JSON.parse(peer.received.at(-1)?.body ?? '{}');
      assert.ok(typeof sent === 'object' && sent !== null && 'dns_resolution_binding_mode' in sent);
      assert.equal(sent.dns_resolution_binding_mode, dnsMode);
    }
    answers['POST /v1/endpoint_gateways'] = gateway;
    assert.equal((await vpc.createEndpointGateway({ ...request, dnsMode: 'primary' }, signal)).dnsMode, undefined);
  });
});

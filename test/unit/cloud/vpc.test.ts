import assert from 'node:assert/strict';
import { createTransport } from '../../../src/cloud/transport';
import { createVpc } from '../../../src/cloud/vpc';
import type { VpcService } from '../../../src/cloud/vpcService';
import { Secret } from '../../../src/model/secret';
import type { Unreadable } from '../../../src/model/unreadable';
import { startPeer, type Peer, type Received, type Reply } from './peer';

const { signal } = new AbortController();
const resource = (kind: string, id: string) =>
  ({ id, name: `${kind}-name`, crn: `crn:${id}`, href: `https://x/v1/${kind}/${id}`, created_at: '2026-01-01T00:00:00Z' });
const reference = (id: string) => ({ id, name: `${id}-name`, crn: `crn:${id}` });
const network = { id: 'att-1', name: 'eth0', primary_ip: { address: '10.0.0.4' }, subnet: reference('sub-1') };
const server = (more: object) => ({
  ...resource('instances', 'srv-1'), vpc: reference('vpc-1'), zone: { name: 'eu-de-1' }, status: 'running', status_reasons: [],
  profile: { name: 'bx2-2x8' }, image: reference('img-1'), ...more,
});
const withInterface = server({ primary_network_interface: network, primary_network_attachment: { ...network, virtual_network_interface: { id: 'vni-1' } } });
const older = server({ primary_network_interface: { ...network, id: 'nic-1' } });
const group = (id: string, more: object = {}) => ({ ...resource('security_groups', id), vpc: reference('vpc-1'), rules: [], targets: [], ...more });

describe('VPC API', () => {
  let peer: Peer;
  let answers: Record<string, unknown>;
  let vpc: VpcService;

  beforeEach(async () => {
    answers = {};
    peer = await startPeer(({ method, path }): Reply => {
      const json = answers[`${method} ${path}`];
      return json === undefined ? { status: 404, json: { errors: [{ code: 'not_found', message: `no ${path}` }] } } : { json, headers: { 'x-request-id': 'trace-1' } };
    });
    vpc = createVpc('eu-de', `${peer.url}/v1`, createTransport(), { token: () => Promise.resolve(new Secret('t')) });
  });

  afterEach(() => peer.stop());

  const bodyOf = (request: Received | undefined): unknown => JSON.parse(request?.body ?? '{}');

  it('says version and generation on every call', async () => {
    answers['GET /v1/vpcs'] = { vpcs: [] };
    await vpc.listVpcs(signal);
    assert.deepEqual(Object.fromEntries(peer.received[0]?.query ?? []), { version: '2026-03-24', generation: '2', limit: '100' });
  });

  describe('with an item that lacks something', () => {
    const subnet = (id: string, more: object = {}) => ({
      ...resource('subnets', id), vpc: reference('vpc-1'), zone: { name: 'eu-de-1' }, status: 'available', ipv4_cidr_block: '10.0.0.0/24',
      available_ipv4_address_count: 9, network_acl: reference('acl-1'), ...more,
    });

    it('keeps every item of a list where it can do without what is missing', async () => {
      const bare = { created_at: undefined, href: undefined };
      const nameless = { id: 'vpc-1' };
      answers['GET /v1/vpcs'] = { vpcs: [{
        ...resource('vpcs', 'vpc-1'), ...bare, status: 'available', default_security_group: nameless, default_network_acl: nameless,
      }] };
      answers['GET /v1/subnets'] = { subnets: [subnet('sub-1', { ...bare, vpc: nameless }), subnet('sub-2')] };
      answers['GET /v1/instances'] = { instances: [{ ...withInterface, ...bare, status_reasons: undefined, image: { id: 'img-1' } }] };
      answers['GET /v1/security_groups'] = { security_groups: [group('sg-1', { ...bare, targets: [{ id: 'vni-1' }] })] };
      answers['GET /v1/endpoint_gateways'] = { endpoint_gateways: [{
        ...resource('endpoint_gateways', 'gw-1'), ...bare, vpc: nameless, target: {}, lifecycle_state: 'stable', health_state: 'ok', ips: [], security_groups: [nameless],
      }] };
      assert.deepEqual((await vpc.listVpcs(signal)).map(({ id }) => id), ['vpc-1']);
      assert.deepEqual((await vpc.listSubnets({}, signal)).map(({ id, vpc: of }) => [id, of.name]), [['sub-1', 'vpc-1'], ['sub-2', 'vpc-1-name']]);
      assert.deepEqual((await vpc.listVirtualServers({}, signal)).map(({ primaryInterface }) => primaryInterface?.securityGroups.length), [1]);
      assert.deepEqual((await vpc.listEndpointGateways({}, signal)).map(({ lifecycleReasons }) => lifecycleReasons), [[]]);
    });

    it('keeps every image, profile, key and zone, too: one that is of no use for lack of a word must not cost the others', async () => {
      const system = { name: 'ubuntu-24-04-amd64', family: 'Ubuntu Linux', vendor: 'Canonical', version: '24.04', architecture: 'amd64' };
      answers['GET /v1/images'] = { images: [{ id: 'img-1', name: 'ours', status: 'available' }, { id: 'img-2', name: 'ubuntu', status: 'available', operating_system: system }] };
      answers['GET /v1/instance/profiles'] = { profiles: [{ name: 'new' }, {
        name: 'bx2-2x8', family: 'balanced', vcpu_count: { value: 2 }, memory: { value: 8 }, vcpu_architecture: { value: 'amd64' },
      }] };
      answers['GET /v1/keys'] = { keys: [{ ...resource('keys', 'key-1'), public_key: 'ssh-ed25519 AAAA' }, { ...resource('keys', 'key-2'), fingerprint: 'SHA256:x' }] };
      answers['GET /v1/regions/eu-de/zones'] = { zones: [{ name: 'eu-de-1', status: 'available' }, { name: 'eu-de-2' }] };
      assert.deepEqual((await vpc.listImages(signal)).map(({ id, operatingSystem: { architecture } }) => [id, architecture]), [['img-1', ''], ['img-2', 'amd64']]);
      assert.deepEqual((await vpc.listProfiles(signal)).map(({ name, vcpu, architecture }) => [name, vcpu, architecture]), [['new', 0, ''], ['bx2-2x8', 2, 'amd64']]);
      assert.deepEqual((await vpc.listSshKeys(signal)).map(({ id, fingerprint, publicKey }) => [id, fingerprint, publicKey]), [
        ['key-1', '', 'ssh-ed25519 AAAA'], ['key-2', 'SHA256:x', ''],
      ]);
      assert.deepEqual((await vpc.listZones(signal)).map(({ name, region, available }) => [name, region, available]), [
        ['eu-de-1', 'eu-de', true], ['eu-de-2', 'eu-de', false],
      ]);
    });

    it('fails the list, and names the item: what is absent must not be concluded from it', async () => {
      answers['GET /v1/subnets'] = { subnets: [subnet('sub-1'), subnet('sub-2', { zone: undefined })] };
      await assert.rejects(vpc.listSubnets({}, signal), { code: 'http.unexpected-answer', trace: 'trace-1', why: /"subnets\.1\.zone" \(sub-2\)/ });
    });

    it('gives the others to whom is told of it', async () => {
      answers['GET /v1/subnets'] = { subnets: [subnet('sub-1', { vpc: {}, zone: undefined }), 7, subnet('sub-3', { id: undefined }), subnet('sub-4')] };
      const told: Unreadable[] = [];
      const found = await vpc.listSubnets({}, signal, (item) => told.push(item));
      assert.deepEqual(found.map(({ id }) => id), ['sub-4']);
      assert.deepEqual(told.map(({ problem, failure: { code, trace } }) => [problem, code, trace]), [
        ['`vpc.id` is missing', 'http.unexpected-answer', 'trace-1'], ['it is not as documented', 'http.unexpected-answer', 'trace-1'],
        ['`id` is missing', 'http.unexpected-answer', 'trace-1'],
      ]);
      assert.match(told[0]?.failure.why ?? '', /"subnets\.0\.vpc\.id" \(sub-1\)/);
      assert.match(told[2]?.failure.why ?? '', /"subnets\.2\.id" \(crn:sub-3\)/);
    });

    it('fails a list whose page is no list, whoever is told', async () => {
      answers['GET /v1/subnets'] = { subnets: [subnet('sub-1', { zone: undefined })], next: 7 };
      const told: Unreadable[] = [];
      await assert.rejects(vpc.listSubnets({}, signal, (item) => told.push(item)), { code: 'http.unexpected-answer' });
      assert.deepEqual(told, []);
    });
  });

  it('tells who has an address in a subnet, whatever it is called, and leaves out what the cloud keeps for itself', async () => {
    const ip = (name: string, more: object) => ({ id: name, name, address: '10.0.0.4', owner: 'user', auto_delete: true, ...more });
    answers['GET /v1/subnets/sub-1/reserved_ips'] = { reserved_ips: [
      ip('ibm-default-gateway', { owner: 'provider' }), ip('free', {}), ip('of-gateway', { target: { ...reference('gw-1'), resource_type: 'endpoint_gateway' } }),
      ip('of-something', { target: { id: 'x-1' } }),
    ] };
    assert.deepEqual(await vpc.listTakenAddresses('sub-1', signal), [
      { name: 'free', address: '10.0.0.4' },
      { name: 'of-gateway', address: '10.0.0.4', target: { id: 'gw-1', name: 'gw-1-name', crn: 'crn:gw-1', kind: 'endpoint_gateway' } },
      { name: 'of-something', address: '10.0.0.4', target: { id: 'x-1', name: 'x-1', crn: undefined, kind: 'unknown' } },
    ]);
  });

  it('makes an endpoint gateway with one address a subnet, which goes with it', async () => {
    answers['POST /v1/endpoint_gateways'] = {
      ...resource('endpoint_gateways', 'gw-1'), vpc: reference('vpc-1'), target: { crn: 'crn:es', resource_type: 'provider_cloud_service' },
      lifecycle_state: 'pending', lifecycle_reasons: [{ code: 'access_pending', message: 'wait', more_info: 'x' }], health_state: 'inapplicable',
      ips: [{ id: 'ip-1', name: 'a', address: '0.0.0.0', href: 'https://x/v1/subnets/sub-1/reserved_ips/ip-1' }],
      security_groups: [reference('sg-1')], service_endpoints: ['*.guid.example'],
    };
    const made = await vpc.createEndpointGateway({
      name: 'orders', vpcId: 'vpc-1', targetCrn: 'crn:es', addresses: [{ subnetId: 'sub-1', name: 'a' }, { subnetId: 'sub-2', name: 'b' }],
      securityGroupIds: ['sg-1'], resourceGroupId: 'rg', dnsMode: 'primary',
    }, signal);
    assert.deepEqual(bodyOf(peer.received[0]), {
      name: 'orders', vpc: { id: 'vpc-1' }, target: { crn: 'crn:es', resource_type: 'provider_cloud_service' },
      ips: [{ subnet: { id: 'sub-1' }, name: 'a', auto_delete: true }, { subnet: { id: 'sub-2' }, name: 'b', auto_delete: true }],
      security_groups: [{ id: 'sg-1' }], resource_group: { id: 'rg' }, dns_resolution_binding_mode: 'primary',
    });
    assert.deepEqual(made.addresses, [{ id: 'ip-1', name: 'a', address: '0.0.0.0', subnetId: 'sub-1' }]);
    assert.deepEqual(made.lifecycleReasons, [{ code: 'access_pending', message: 'wait' }]);
    assert.equal(made.targetCrn, 'crn:es');
  });

  it('makes a server behind a virtual network interface, and keeps its id without a second call', async () => {
    answers['POST /v1/instances'] = withInterface;
    const made = await vpc.createVirtualServer({
      name: 'box', vpcId: 'vpc-1', zone: 'eu-de-1', subnetId: 'sub-1', securityGroupIds: ['sg-1'], profile: 'bx2-2x8', imageId: 'img-1',
      keyIds: ['key-1'], resourceGroupId: 'rg', userData: '#cloud-config',
    }, signal);
    assert.deepEqual(bodyOf(peer.received[0]), {
      name: 'box', vpc: { id: 'vpc-1' }, zone: { name: 'eu-de-1' }, profile: { name: 'bx2-2x8' }, image: { id: 'img-1' }, keys: [{ id: 'key-1' }],
      resource_group: { id: 'rg' }, user_data: '#cloud-config',
      primary_network_attachment: {
        name: 'eth0', virtual_network_interface: { subnet: { id: 'sub-1' }, security_groups: [{ id: 'sg-1' }], auto_delete: true },
      },
    });
    assert.equal(peer.received.length, 1);
    assert.deepEqual(made.primaryInterface?.securityGroups, [{ id: 'sg-1', name: '' }]);
    assert.deepEqual([made.primaryInterface.id, made.primaryInterface.kind], ['vni-1', 'virtual-network-interface']);
  });

  it('reads a server\'s groups off its interface, of either kind', async () => {
    answers['GET /v1/instances/srv-1'] = withInterface;
    answers['GET /v1/virtual_network_interfaces/vni-1'] = { security_groups: [reference('sg-1')] };
    assert.deepEqual((await vpc.getVirtualServer('srv-1', signal)).primaryInterface?.securityGroups, [reference('sg-1')]);
    answers['GET /v1/instances/srv-1'] = older;
    answers['GET /v1/instances/srv-1/network_interfaces/nic-1'] = { security_groups: [reference('sg-2')] };
    assert.deepEqual((await vpc.getVirtualServer('srv-1', signal)).primaryInterface, {
      id: 'nic-1', kind: 'instance-network-interface', address: '10.0.0.4', subnet: reference('sub-1'), securityGroups: [reference('sg-2')],
    });
  });

  it('finds the groups of all listed servers by the groups\' targets: two lists, no call a server', async () => {
    answers['GET /v1/instances'] = { instances: [withInterface, { ...older, id: 'srv-2' }] };
    answers['GET /v1/security_groups'] = {
      security_groups: [
        group('sg-1', { targets: [{ id: 'vni-1', name: 'x', resource_type: 'virtual_network_interface' }, { id: 'nic-1', name: 'y' }] }),
        group('sg-2', { targets: [{ id: 'nic-1', name: 'y' }] }),
      ],
    };
    const servers = await vpc.listVirtualServers({ vpcId: 'vpc-1' }, signal);
    assert.deepEqual(servers.map(({ primaryInterface }) => primaryInterface?.securityGroups.map(({ id }) => id)), [['sg-1'], ['sg-1', 'sg-2']]);
    assert.deepEqual(peer.received.map(({ query }) => query.get('vpc.id')), ['vpc-1', 'vpc-1']);
  });

  it('binds a floating IP by the path of the interface\'s kind', async () => {
    const address = { ...resource('floating_ips', 'fip-1'), address: '198.51.100.7', zone: { name: 'eu-de-1' }, status: 'available', target: { id: 'vni-1' } };
    answers['GET /v1/floating_ips/fip-1'] = address;
    for (const [document, path] of [
      [withInterface, '/v1/virtual_network_interfaces/vni-1/floating_ips/fip-1'],
      [older, '/v1/instances/srv-1/network_interfaces/nic-1/floating_ips/fip-1'],
    ] as const) {
      answers['GET /v1/instances'] = { instances: [document] };
      answers['GET /v1/security_groups'] = { security_groups: [] };
      answers[`PUT ${path}`] = { id: 'fip-1' };
      const [one] = await vpc.listVirtualServers({}, signal);
      assert.ok(one);
      assert.equal((await vpc.bindFloatingIp('fip-1', one, signal)).targetId, 'vni-1');
      assert.ok(peer.received.some((request) => request.method === 'PUT' && request.path === path));
    }
  });

  it('reads every kind of rule side, and makes one that is not known open nothing', async () => {
    const rule = (remote: object, more: object = {}) => ({ id: 'r', name: 'r', direction: 'inbound', protocol: 'tcp', remote, ...more });
    answers['GET /v1/security_groups/sg-1'] = group('sg-1', {
      rules: [
        rule({ cidr_block: '10.0.0.0/8' }, { port_min: 22, port_max: 22, local: { address: '10.0.0.4' } }), rule({ address: '10.0.0.4' }),
        rule(reference('sg-2')), rule({ prefix_list: 'pl-1' }),
      ],
    });
    const { rules } = await vpc.getSecurityGroup('sg-1', signal);
    assert.deepEqual(rules.map(({ remote }) => remote), [
      { kind: 'cidr', cidr: '10.0.0.0/8' }, { kind: 'address', address: '10.0.0.4' }, { kind: 'security-group', id: 'sg-2', name: 'sg-2-name' },
      { kind: 'security-group', id: '', name: '' },
    ]);
    assert.deepEqual(rules.map(({ local }) => local.kind), ['address', 'cidr', 'cidr', 'cidr']);
    assert.deepEqual([rules[0]?.portMin, rules[1]?.portMin], [22, undefined]);
  });

  it('says of a rule only what was given', async () => {
    answers['POST /v1/security_groups/sg-1/rules'] = { id: 'r', direction: 'outbound', protocol: 'any', remote: { cidr_block: '0.0.0.0/0' } };
    await vpc.createSecurityGroupRule('sg-1', { direction: 'outbound', protocol: 'any', remote: { kind: 'cidr', cidr: '0.0.0.0/0' } }, signal);
    assert.deepEqual(bodyOf(peer.received[0]), { direction: 'outbound', protocol: 'any', ip_version: 'ipv4', remote: { cidr_block: '0.0.0.0/0' } });
  });

  it('shows a document of its own region, and sends the token nowhere else', async () => {
    answers['GET /v1/vpcs/vpc-1'] = { id: 'vpc-1', extra: true };
    assert.deepEqual(await vpc.readRaw(`${peer.url}/v1/vpcs/vpc-1`, signal), { id: 'vpc-1', extra: true });
    for (const href of ['https://evil.example/v1/vpcs/vpc-1', `${peer.url}/v1.evil/x`, `${peer.url}/v1/../v2/x`, `${peer.url}@evil.example/v1/x`, '']) {
      await assert.rejects(vpc.readRaw(href, signal), { code: 'vpc.foreign-address' });
    }
    assert.equal(peer.received.length, 1);
  });

  it('keeps an id from the cloud inside its place in the path', async () => {
    await assert.rejects(vpc.deleteVpc('../keys/k?x=1', signal), { status: 404 });
    assert.equal(peer.received[0]?.path, '/v1/vpcs/..%2Fkeys%2Fk%3Fx%3D1');
  });

  it('reads what a profile has, whether fixed, chosen or dependent', async () => {
    const profile = (name: string, vcpu: object, memory: object) =>
      ({ name, family: 'balanced', vcpu_count: vcpu, memory, vcpu_architecture: { type: 'fixed', value: 'amd64' } });
    answers['GET /v1/instance/profiles'] = {
      profiles: [
        profile('a', { type: 'fixed', value: 2 }, { type: 'fixed', value: 8 }), profile('b', { type: 'range', default: 4, min: 1 }, { type: 'dependent' }),
      ],
    };
    assert.deepEqual((await vpc.listProfiles(signal)).map(({ vcpu, memory }) => [vcpu, memory]), [[2, 8], [4, 0]]);
  });
});

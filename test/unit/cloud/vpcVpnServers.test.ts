import assert from 'node:assert/strict';
import { isOutdated } from '../../../src/cloud/errors';
import type { NewVpnServer } from '../../../src/cloud/vpcRequests';
import type { VpcService } from '../../../src/cloud/vpcService';
import type { Unreadable } from '../../../src/model/unreadable';
import type { Peer, Received, Reply } from './peer';
import { startVpc } from './vpcPeer';

const { signal } = new AbortController();
const reference = (id: string) => ({ id, name: `${id}-name`, crn: `crn:${id}` });
const server = (id: string, more: object = {}) => ({
  ...reference(id), href: `https://x/v1/vpn_servers/${id}`, created_at: '2026-01-01T00:00:00Z', vpc: reference('vpc-1'), resource_group: { id: 'rg' },
  subnets: [reference('sub-1')], security_groups: [reference('sg-1')], hostname: 'abc.eu-de.vpn-server.appdomain.cloud', port: 443, protocol: 'udp',
  private_ips: [{ id: 'ip-1', name: 'ip', address: '10.0.0.4', href: 'https://x/v1/subnets/sub-1/reserved_ips/ip-1' }],
  client_ip_pool: '172.20.0.0/22', certificate: { crn: 'crn:cert' }, client_dns_server_ips: [{ address: '161.26.0.7' }], client_idle_timeout: 600,
  client_authentication: [{ method: 'certificate', client_ca: { crn: 'crn:ca' }, crl: 'CRL' }, { method: 'username', identity_provider: { provider_type: 'iam' } }],
  enable_split_tunneling: true, health_state: 'faulted', health_reasons: [{ code: 'cannot_access_server_certificate', message: 'No.', more_info: 'x' }],
  lifecycle_state: 'stable', lifecycle_reasons: [], ...more,
});
const wanted: NewVpnServer = {
  name: 'team-vpn', subnetIds: ['sub-1', 'sub-2'], clientPool: '172.20.0.0/22', certificateCrn: 'crn:cert', dnsServers: ['161.26.0.7', '161.26.0.8'],
  authentication: [{ method: 'certificate', authorityCrn: 'crn:ca' }, { method: 'username' }], idleTimeout: 0, splitTunnel: true, protocol: 'tcp', port: 443,
  securityGroupIds: ['sg-1'], resourceGroupId: 'rg',
};

describe('client VPN servers of the VPC API', () => {
  let peer: Peer;
  let answers: Record<string, Reply>;
  let vpc: VpcService;

  beforeEach(async () => {
    answers = {};
    ({ peer, vpc } = await startVpc(answers));
  });

  afterEach(() => peer.stop());

  const sent = (): { readonly body: unknown; readonly headers: Received['headers'] } => {
    const { body, headers } = peer.received.at(-1) ?? { body: '', headers: {} };
    return { body: body === '' ? undefined : JSON.parse(body), headers };
  };

  it('are listed page by page, and those of another VPC left out where one is asked for', async () => {
    answers['GET /v1/vpn_servers'] = { json: { vpn_servers: [server('v-1')], next: { href: 'https://x/v1/vpn_servers?start=two' } } };
    answers['GET /v1/vpn_servers?start=two'] = { json: { vpn_servers: [server('v-2', { vpc: reference('vpc-2') })] } };
    assert.deepEqual((await vpc.listVpnServers({}, signal)).map(({ id }) => id), ['v-1', 'v-2']);
    assert.deepEqual((await vpc.listVpnServers({ vpcId: 'vpc-2' }, signal)).map(({ id }) => id), ['v-2']);
    assert.deepEqual(peer.received.map(({ query }) => query.has('vpc.id')), [false, false, false, false], 'the API has no such filter');
  });

  it('are read with all that a connection needs of them', async () => {
    answers['GET /v1/vpn_servers/v%2F1'] = { json: server('v/1') };
    assert.deepEqual(await vpc.getVpnServer('v/1', signal), {
      ...reference('v/1'), href: 'https://x/v1/vpn_servers/v/1', createdAt: '2026-01-01T00:00:00Z', vpc: reference('vpc-1'), resourceGroupId: 'rg',
      subnets: [reference('sub-1')], addresses: [{ id: 'ip-1', name: 'ip', address: '10.0.0.4', subnetId: 'sub-1' }], securityGroups: [reference('sg-1')],
      hostname: 'abc.eu-de.vpn-server.appdomain.cloud', port: 443, protocol: 'udp', clientPool: '172.20.0.0/22', certificateCrn: 'crn:cert',
      authentication: [{ method: 'certificate', authorityCrn: 'crn:ca', revocationList: 'CRL' }, { method: 'username' }],
      dnsServers: ['161.26.0.7'], idleTimeout: 600, splitTunnel: true, healthState: 'faulted',
      healthReasons: [{ code: 'cannot_access_server_certificate', message: 'No.' }], lifecycleState: 'stable', lifecycleReasons: [],
    });
  });

  it('keep a method of signing in that is not known, by its word', async () => {
    answers['GET /v1/vpn_servers/v-1'] = { json: server('v-1', { client_authentication: [{ method: 'saml' }, { method: 'certificate' }], client_dns_server_ips: null }) };
    const { authentication, dnsServers } = await vpc.getVpnServer('v-1', signal);
    assert.deepEqual([authentication, dnsServers], [[{ method: 'other', word: 'saml' }, { method: 'other', word: 'certificate' }], []]);
  });

  it('cost one that cannot be read itself alone, for who is told of it', async () => {
    answers['GET /v1/vpn_servers'] = { json: { vpn_servers: [server('v-1', { port: 'many' }), server('v-2')] } };
    const left: Unreadable[] = [];
    assert.deepEqual((await vpc.listVpnServers({}, signal, (item) => left.push(item))).map(({ id }) => id), ['v-2']);
    assert.deepEqual(left.length, 1);
    await assert.rejects(vpc.listVpnServers({}, signal), { code: 'http.unexpected-answer', why: /port/ });
  });

  it('are made in the API\'s words', async () => {
    answers['POST /v1/vpn_servers'] = { status: 201, json: server('v-1') };
    assert.equal((await vpc.createVpnServer(wanted, signal)).id, 'v-1');
    assert.deepEqual(sent().body, {
      name: 'team-vpn', subnets: [{ id: 'sub-1' }, { id: 'sub-2' }], client_ip_pool: '172.20.0.0/22', certificate: { crn: 'crn:cert' },
      client_authentication: [{ method: 'certificate', client_ca: { crn: 'crn:ca' } }, { method: 'username', identity_provider: { provider_type: 'iam' } }],
      client_dns_server_ips: [{ address: '161.26.0.7' }, { address: '161.26.0.8' }], client_idle_timeout: 0, enable_split_tunneling: true,
      protocol: 'tcp', port: 443, security_groups: [{ id: 'sg-1' }], resource_group: { id: 'rg' },
    });
  });

  it('are changed only as they were read, and in nothing but what is named', async () => {
    answers['GET /v1/vpn_servers/v-1'] = { json: server('v-1'), headers: { etag: 'W/"1"' } };
    answers['PATCH /v1/vpn_servers/v-1'] = { json: server('v-1', { name: 'renamed' }) };
    const read = await vpc.getVersionedVpnServer('v-1', signal);
    assert.equal((await vpc.updateVpnServer(read, { dnsServers: [] }, signal)).name, 'renamed');
    const { body, headers } = sent();
    assert.deepEqual([body, headers['if-match'], headers['content-type']], [{ client_dns_server_ips: [] }, 'W/"1"', 'application/merge-patch+json']);
    answers['PATCH /v1/vpn_servers/v-1'] = { status: 412, json: { errors: [{ code: 'precondition_failed', message: 'Changed.' }], trace: 't' } };
    const refused: unknown = await vpc.updateVpnServer(read, { port: 1194 }, signal).catch((error: unknown) => error);
    assert.ok(isOutdated(refused));
    assert.deepEqual([refused.why, refused.next], ['Changed.', 'Refresh to see what was changed meanwhile, then try again.']);
  });

  it('are not changed where no tag says what was read', async () => {
    answers['GET /v1/vpn_servers/v-1'] = { json: server('v-1') };
    await assert.rejects(vpc.getVersionedVpnServer('v-1', signal), { code: 'http.no-etag' });
  });

  it('are deleted, with their tag where it matters; a lost answer is not asked for again', async () => {
    answers['DELETE /v1/vpn_servers/v-1'] = { raw: (response) => response.writeHead(202).end() };
    await vpc.deleteVpnServer('v-1', signal);
    assert.equal(sent().headers['if-match'], undefined);
    await vpc.deleteVpnServer('v-1', signal, 'W/"1"');
    assert.equal(sent().headers['if-match'], 'W/"1"');
    answers['DELETE /v1/vpn_servers/v-1'] = { raw: (response) => response.destroy() };
    await assert.rejects(vpc.deleteVpnServer('v-1', signal), { code: 'http.reset' });
    assert.equal(peer.received.length, 3);
  });

  it('give their client configuration as a text, unchanged', async () => {
    const profile = 'client\r\nproto udp\r\nremote abc.example\r\n<ca>\r\n</ca>\r\n';
    answers['GET /v1/vpn_servers/v-1/client_configuration'] = { text: profile, headers: { 'content-type': 'text/plain' } };
    assert.equal(await vpc.readClientConfiguration('v-1', signal), profile);
    assert.equal(sent().headers.accept, 'text/plain');
    for (const text of ['<html>Please sign in</html>', '', '# remote\nremote-cert-tls server\n']) {
      answers['GET /v1/vpn_servers/v-1/client_configuration'] = { text };
      await assert.rejects(vpc.readClientConfiguration('v-1', signal), { code: 'vpc.no-profile' });
    }
  });
});

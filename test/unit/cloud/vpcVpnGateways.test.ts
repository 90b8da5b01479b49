import assert from 'node:assert/strict';
import type { VpcService } from '../../../src/cloud/vpcService';
import { publicAddressesOf } from '../../../src/model/vpnGateway';
import type { Peer, Reply } from './peer';
import { startVpc } from './vpcPeer';

const { signal } = new AbortController();
const reference = (id: string) => ({ id, name: `${id}-name`, crn: `crn:${id}` });
const states = { health_state: 'ok', health_reasons: [], lifecycle_state: 'stable', lifecycle_reasons: [] };
const member = (address: string, more: object = {}) => ({
  public_ip: { address }, role: 'active', ...states,
  private_ip: { id: 'ip-1', name: 'ip', address: '10.0.0.4', href: 'https://x/v1/subnets/sub-1/reserved_ips/ip-1' }, ...more,
});
const gateway = (id: string, more: object = {}) => ({
  ...reference(id), href: `https://x/v1/vpn_gateways/${id}`, created_at: '2026-01-01T00:00:00Z', mode: 'policy', vpc: reference('vpc-1'),
  resource_group: { id: 'rg' }, subnet: reference('sub-1'), connections: [{ id: 'c-1', name: 'office' }], ...states,
  members: [member('198.51.100.7'), member('0.0.0.0', { role: 'standby' })], ...more,
});

describe('VPN gateways of the VPC API', () => {
  let peer: Peer;
  let answers: Record<string, Reply>;
  let vpc: VpcService;

  beforeEach(async () => {
    answers = {};
    ({ peer, vpc } = await startVpc(answers));
  });
  afterEach(() => peer.stop());

  const sent = (): unknown => JSON.parse(peer.received.at(-1)?.body ?? '');

  it('are listed page by page, and those of another VPC left out where one is asked for', async () => {
    answers['GET /v1/vpn_gateways'] = { json: { vpn_gateways: [gateway('g-1')], next: { href: 'https://x/v1/vpn_gateways?start=two' } } };
    answers['GET /v1/vpn_gateways?start=two'] = { json: { vpn_gateways: [gateway('g-2', { vpc: reference('vpc-2') })] } };
    assert.deepEqual((await vpc.listVpnGateways({}, signal)).map(({ id }) => id), ['g-1', 'g-2']);
    assert.deepEqual((await vpc.listVpnGateways({ vpcId: 'vpc-2' }, signal)).map(({ id }) => id), ['g-2']);
  });

  it('are read with both members, of which one has no public address of its own in policy mode', async () => {
    answers['GET /v1/vpn_gateways/g%2F1'] = { json: gateway('g/1') };
    const read = await vpc.getVpnGateway('g/1', signal);
    const plain = { healthState: 'ok', healthReasons: [], lifecycleState: 'stable', lifecycleReasons: [] };
    const inside = { id: 'ip-1', name: 'ip', address: '10.0.0.4', subnetId: 'sub-1' };
    assert.deepEqual(read, {
      ...reference('g/1'), href: 'https://x/v1/vpn_gateways/g/1', createdAt: '2026-01-01T00:00:00Z', mode: 'policy', vpc: reference('vpc-1'),
      resourceGroupId: 'rg', subnet: reference('sub-1'), connections: [{ id: 'c-1', name: 'office', crn: undefined }], ...plain,
      members: [
        { publicAddress: '198.51.100.7', privateAddress: inside, role: 'active', ...plain },
        { publicAddress: '0.0.0.0', privateAddress: inside, role: 'standby', ...plain },
      ],
    });
    assert.deepEqual(publicAddressesOf(read), ['198.51.100.7']);
  });

  it('have no public address as long as the cloud shows none, and two in route mode', async () => {
    answers['GET /v1/vpn_gateways/g-1'] = { json: gateway('g-1', { members: [{ role: 'active', ...states }, member('0.0.0.0', { private_ip: undefined })] }) };
    const early = await vpc.getVpnGateway('g-1', signal);
    assert.deepEqual([publicAddressesOf(early), early.members.map(({ privateAddress }) => privateAddress)], [[], [undefined, undefined]]);
    answers['GET /v1/vpn_gateways/g-1'] = { json: gateway('g-1', { mode: 'route', members: [member('198.51.100.7'), member('198.51.100.8')] }) };
    assert.deepEqual(publicAddressesOf(await vpc.getVpnGateway('g-1', signal)), ['198.51.100.7', '198.51.100.8']);
  });

  it('are made, renamed and deleted in the API\'s words; a lost answer is not asked for again', async () => {
    answers['POST /v1/vpn_gateways'] = { status: 201, json: gateway('g-1') };
    await vpc.createVpnGateway({ name: 'office-vpn', subnetId: 'sub-1', mode: 'policy', resourceGroupId: 'rg' }, signal);
    assert.deepEqual(sent(), { name: 'office-vpn', mode: 'policy', subnet: { id: 'sub-1' }, resource_group: { id: 'rg' } });
    answers['PATCH /v1/vpn_gateways/g-1'] = { json: gateway('g-1') };
    await vpc.renameVpnGateway('g-1', 'other', signal);
    assert.deepEqual([sent(), peer.received.at(-1)?.headers['content-type']], [{ name: 'other' }, 'application/merge-patch+json']);
    answers['DELETE /v1/vpn_gateways/g-1'] = { raw: (response) => response.destroy() };
    await assert.rejects(vpc.deleteVpnGateway('g-1', signal), { code: 'http.reset' });
    assert.equal(peer.received.length, 3);
  });
});

const policy = (more: object) => ({ id: 'p', name: 'p-name', key_lifetime: 3600, connections: [{ id: 'c-1', name: 'office' }], ...more });
const single = { authentication_algorithm: 'sha256', encryption_algorithm: 'aes256' };

describe('IKE and IPsec policies of the VPC API', () => {
  let peer: Peer;
  let answers: Record<string, Reply>;
  let vpc: VpcService;

  beforeEach(async () => {
    answers = {};
    ({ peer, vpc } = await startVpc(answers));
  });
  afterEach(() => peer.stop());

  it('are listed page by page and read from fields with one value, as they were until June 2026', async () => {
    const plain = { id: 'p', name: 'p-name', keyLifetime: 3600, connections: [{ id: 'c-1', name: 'office', crn: undefined }], authentication: ['sha256'], encryption: ['aes256'] };
    const next = (list: string) => ({ next: { href: `https://x/v1/${list}?start=two` } });
    answers['GET /v1/ike_policies'] = { json: { ike_policies: [policy({ ...single, ike_version: 2, dh_group: 14 })], ...next('ike_policies') } };
    answers['GET /v1/ike_policies?start=two'] = { json: { ike_policies: [] } };
    answers['GET /v1/ipsec_policies'] = { json: { ipsec_policies: [policy({ ...single, pfs: 'group_14' })], ...next('ipsec_policies') } };
    answers['GET /v1/ipsec_policies?start=two'] = { json: { ipsec_policies: [] } };
    assert.deepEqual(await vpc.listIkePolicies(signal), [{ ...plain, version: 2, dhGroups: [14] }]);
    assert.deepEqual(await vpc.listIpsecPolicies(signal), [{ ...plain, pfs: ['group_14'] }]);
  });

  it('are read from lists where there are some, and have none of a kind that is only said to be several', async () => {
    const several = { authentication_algorithm: 'multiple', encryption_algorithm: 'multiple' };
    const lists = { authentication_algorithms: ['sha256', 'sha512'], encryption_algorithms: ['aes256', 'aes128'] };
    answers['GET /v1/ike_policies/p'] = { json: policy({ ...several, ...lists, ike_version: 2, dh_group: 65_535, dh_groups: [19, 14] }) };
    answers['GET /v1/ipsec_policies/p'] = { json: policy({ ...several, ...lists, pfs: 'multiple', pfs_groups: ['group_19', 'group_14'] }) };
    const ike = await vpc.getIkePolicy('p', signal);
    const ipsec = await vpc.getIpsecPolicy('p', signal);
    assert.deepEqual([ike.authentication, ike.encryption, ike.dhGroups], [['sha256', 'sha512'], ['aes256', 'aes128'], [19, 14]]);
    assert.deepEqual([ipsec.authentication, ipsec.pfs], [['sha256', 'sha512'], ['group_19', 'group_14']]);
    answers['GET /v1/ike_policies/p'] = { json: policy({ ...several, ike_version: 2, dh_group: 65_535 }) };
    answers['GET /v1/ipsec_policies/p'] = { json: policy({ ...several, pfs: 'multiple', pfs_groups: [] }) };
    assert.deepEqual((await vpc.getIkePolicy('p', signal)).dhGroups, []);
    assert.deepEqual((await vpc.getIpsecPolicy('p', signal)).pfs, []);
  });

  it('are made with one value each, and deleted', async () => {
    answers['POST /v1/ike_policies'] = { status: 201, json: policy({ ...single, ike_version: 2, dh_group: 14 }) };
    answers['POST /v1/ipsec_policies'] = { status: 201, json: policy({ ...single, pfs: 'disabled' }) };
    const common = { name: 'p', authentication: 'sha256', encryption: 'aes256', keyLifetime: 3600, resourceGroupId: 'rg' } as const;
    await vpc.createIkePolicy({ ...common, version: 2, dhGroup: 14 }, signal);
    await vpc.createIpsecPolicy({ ...common, pfs: 'disabled' }, signal);
    const body = { name: 'p', ...single, key_lifetime: 3600, resource_group: { id: 'rg' } };
    assert.deepEqual(peer.received.map((request) => JSON.parse(request.body) as unknown), [{ ...body, ike_version: 2, dh_group: 14 }, { ...body, pfs: 'disabled' }]);
    answers['DELETE /v1/ike_policies/p'] = { status: 409, json: { errors: [{ code: 'ike_policy_in_use', message: 'In use.' }], trace: 't' } };
    await assert.rejects(vpc.deleteIkePolicy('p', signal), { code: 'vpc.ike_policy_in_use', why: 'In use.' });
    answers['DELETE /v1/ipsec_policies/p'] = { raw: (response) => response.writeHead(204).end() };
    await vpc.deleteIpsecPolicy('p', signal);
  });
});

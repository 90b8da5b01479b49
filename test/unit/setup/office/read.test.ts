import assert from 'node:assert/strict';
import { Secret } from '../../../../src/model/secret';
import { noHistory, type History } from '../../../../src/setup/journal/history';
import { keepKey } from '../../../../src/setup/office/key';
import { officesOf, readOffices, type OfficeTools } from '../../../../src/setup/office/read';
import type { OfficeSite } from '../../../../src/setup/office/site';
import { MemoryVault, never } from '../../setup/support';
import { connectionWith, gatewayWith, resolverWith } from './things';

const dnsCrn = 'crn:v1:bluemix:public:dns-svcs:global:a/a:dns-guid::';
const instance = { crn: 'crn', guid: 'g', name: 'orders', region: 'ca-mon' };
const made = (kind: string, id: string, name: string) => ({ resources: [{ kind, id, name, origin: 'made' as const }], lost: [] });
const history: History = { ...noHistory, phase: 'done', steps: {
  gateway: made('vpn-gateway', 'gateway-1', 'orders-gateway'), endpoint: made('endpoint-gateway', 'endpoint-1', 'e'), dns: made('dns-services', dnsCrn, 'orders-dns'),
} };
const vpnConnection = connectionWith();
const resolver = { ...resolverWith(['10.240.0.20', '10.240.0.36']), name: 'orders-resolver' };

const site: OfficeSite = {
  mode: 'policy', places: [{ zone: 'ca-mon-1', gateway: { name: 'orders-gateway' }, connection: { name: vpnConnection.name } }],
  office: { peer: { kind: 'address', address: '198.51.100.9' }, isBehindNat: false, identity: { type: 'ipv4_address', value: '198.51.100.9' }, ranges: ['192.168.50.0/24'] },
  ike: { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 }, esp: { cipher: 'aes256', integrity: 'sha256', lifetime: 3600 },
  resolver: { resolver: { name: 'orders-resolver' }, instance: { name: 'orders-dns' } },
};

async function tools(connections = [vpnConnection]): Promise<OfficeTools & { readonly opened: string[] }> {
  const [opened, secrets] = [[] as string[], new MemoryVault()];
  await keepKey(secrets, 'orders-pc', new Secret('the-key-of-both'));
  const cloud = {
    resources: { getInstance: () => Promise.resolve({ privateNames: ['*.aa.private.example.com'] }) },
    dnsServices: { open: ({ guid }: { guid: string }) => { opened.push(guid); return { listResolvers: () => Promise.resolve([{ ...resolver, name: 'other', locations: [] }, resolver]) }; } },
    vpc: () => ({
      listVpnConnections: () => Promise.resolve(connections), getVpnGateway: () => Promise.resolve(gatewayWith(['203.0.113.40', '203.0.113.41'])),
      getEndpointGateway: () => Promise.resolve({ addresses: [{ address: '10.240.64.4', subnetId: 'subnet-e' }] }),
      getSubnet: (id: string) => Promise.resolve({ cidr: id === 'subnet-e' ? '10.240.64.0/24' : '10.240.0.0/24' }),
    }),
  };
  return { opened, secrets, cloud: cloud as unknown as OfficeTools['cloud'] };
}

const of = (more: Partial<OfficeSite> = {}, known = history) => ({ connection: { id: 'orders-pc', instance }, site: { ...site, ...more }, history: known });

describe('The office of a connection, read from what the cloud has', () => {
  it('has the key that is kept, the resolver of the chosen name, and only the instance\'s own domain', async () => {
    const bench = await tools();
    const [office, ...others] = await readOffices(of(), bench, never);
    assert.deepEqual([others, bench.opened, office?.name], [[], ['dns-guid'], vpnConnection.name]);
    assert.deepEqual(office?.dns, { domains: ['aa.private.example.com'], servers: ['10.240.0.20', '10.240.0.36'] });
    assert.equal(office.key?.reveal(), 'the-key-of-both');
    assert.deepEqual(office.cloud.ranges, vpnConnection.localRanges);
  });

  it('has in route mode the subnets that endpoint gateway and resolver answer in, each once', async () => {
    const [office] = await readOffices(of({ mode: 'route' }), await tools(), never);
    assert.deepEqual(office?.cloud.ranges, ['10.240.64.0/24', '10.240.0.0/24']);
  });

  it('asks no resolver where there is none by choice', async () => {
    const bench = await tools();
    const [office] = await readOffices(of({ resolver: undefined }), bench, never);
    assert.deepEqual([bench.opened, office?.dns.servers], [[], []]);
  });

  it('is told to be not there before the connection is made, or once it is gone', async () => {
    await assert.rejects(async () => readOffices(of({}, noHistory), await tools(), never), { code: 'office.not-made' });
    await assert.rejects(async () => readOffices(of(), await tools([]), never), { code: 'office.not-made', why: /is not there/ });
  });

  it('is refused for a connection that leads to none', async () => {
    const progress = { connection: { id: 'x', instance }, route: {}, journal: { history } } as unknown as Parameters<typeof officesOf>[0];
    await assert.rejects(async () => officesOf(progress, await tools(), never), { code: 'office.none' });
  });
});

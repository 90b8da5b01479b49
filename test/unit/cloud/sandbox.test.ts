import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCloud, createIam, type Cloud } from '../../../src/cloud/cloud';
import { isNotFound, isOutdated } from '../../../src/cloud/errors';
import { createTransport } from '../../../src/cloud/transport';
import type { Token } from '../../../src/cloud/iamService';
import { createTokenSource } from '../../../src/cloud/tokens';
import { LandscapeStore } from '../../../src/landscape/store';
import { Secret } from '../../../src/model/secret';
import { nullPlane } from '../../../src/sandbox/nullPlane';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { services } from '../../../src/services/list';
import { everyCertificate } from '../sandbox/vpc/everyCertificate';

const { signal } = new AbortController();
const region = 'ca-mon';

async function until<T>(read: () => Promise<T>, wished: (value: T) => boolean): Promise<T> {
  let value = await read();
  for (let round = 0; round < 1000 && !wished(value); round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    value = await read();
  }
  return value;
}

// The product's clients against the sandbox's account: another hand wrote the other side.
describe('cloud and landscape on the sandbox', () => {
  let folder: string;
  let sandbox: Sandbox;
  let cloud: Cloud;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-cloud-'));
    sandbox = await startSandbox({ folder, pace: 0, dataPlane: nullPlane(), saved: false, certificates: everyCertificate });
    const transport = createTransport({ sleep: () => Promise.resolve() });
    const iam = createIam(sandbox.endpoints, transport);
    const { credential, token } = await iam.signInWithApiKey(sandbox.apiKey, signal);
    let kept: Token | undefined = token;
    const tokens = createTokenSource({
      iam, credential: () => Promise.resolve({ credential, signIn: 's' }),
      store: {
        read: () => Promise.resolve(kept),
        write: (_signIn, written) => {
          kept = written;
          return Promise.resolve();
        },
        lock: (work) => work(),
      },
    });
    cloud = createCloud({ endpoints: sandbox.endpoints, tokens, transport, services });
  });

  after(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(() => {
    sandbox.faults.clear();
  });

  it('signs in by passcode once, and says so the second time', async () => {
    const passcode = new Secret(sandbox.newPasscode());
    const { account, credential } = await cloud.iam.signInWithPasscode(passcode, signal);
    assert.equal(account.accountId, sandbox.accountId);
    assert.equal(credential.kind, 'refresh-token');
    assert.ok((await cloud.iam.renew(credential, signal)).accessToken.reveal().length > 0);
    await assert.rejects(cloud.iam.signInWithPasscode(passcode, signal), { code: 'iam.bad-passcode' });
  });

  it('refuses a wrong API key with the words of IAM', async () => {
    await assert.rejects(cloud.iam.signInWithApiKey(new Secret('wrong'), signal), { code: 'iam.bad-api-key' });
  });

  it('lists Event Streams instances of every generation with plan names and brokers', async () => {
    const instances = await cloud.resources.listInstances(signal);
    const kinds = new Set(instances.map(({ edition, access, members }) => `${edition}, ${access}, ${members.length} brokers`));
    for (const kind of ['Gen 2, private, 3 brokers', 'Gen 1, private, 3 brokers', 'Gen 1, public, 3 brokers', 'Lite, public, 6 brokers']) {
      assert.ok(kinds.has(kind), kind);
    }
    assert.ok(instances.some(({ plan }) => plan === 'lite'));
    assert.ok(instances.some(({ plan, planTitle }) => plan === 'enterprise-gen2' && planTitle === 'Enterprise (Gen 2)'));
    assert.equal(new Set(instances.map(({ crn }) => crn)).size, instances.length);
  });

  it('loads a region, its servers guarded by the groups that name them', async () => {
    const { vpcs, subnets, virtualServers, securityGroups, endpointGateways } =
      await new LandscapeStore(cloud).region(region, signal);
    for (const list of [vpcs, subnets, virtualServers, securityGroups, endpointGateways]) {
      assert.ok(list.length > 0);
    }
    const [server] = virtualServers;
    assert.ok((server?.primaryInterface?.securityGroups.length ?? 0) > 0);
    const alone = await cloud.vpc(region).getVirtualServer(server?.id ?? '', signal);
    assert.deepEqual(alone, server);
  });

  it('prices servers by profile, and says where no price is published', async () => {
    const profiles = await cloud.vpc(region).listProfiles(signal);
    const costs = await Promise.all(profiles.map(({ name }) => cloud.catalog.monthlyPrice({ kind: 'virtual-server', profile: name }, region, signal)));
    assert.ok(costs.some((cost) => cost.kind === 'priced' && cost.monthly > 0 && cost.currency === 'USD'));
    assert.deepEqual(await cloud.catalog.monthlyPrice({ kind: 'endpoint-gateway', addresses: 1 }, region, signal), { kind: 'unpublished' });
    const floating = await cloud.catalog.monthlyPrice({ kind: 'floating-ip' }, region, signal);
    assert.equal(floating.kind === 'priced' ? floating.monthly : 0, 4.02);
    const volume = await cloud.catalog.monthlyPrice({ kind: 'boot-volume', gigabytes: 100 }, region, signal);
    assert.equal(volume.kind === 'priced' ? volume.monthly : 0, 12.99);
    const vpn = await cloud.catalog.monthlyPrice({ kind: 'vpn-server' }, region, signal);
    const connected = await cloud.catalog.monthlyPrice({ kind: 'vpn-connections', hours: 100 }, region, signal);
    assert.deepEqual([vpn, connected].map((cost) => cost.kind === 'priced' ? cost.monthly : 0), [80.3, 0.21]);
    const site = await Promise.all((['vpn-gateway', 'vpn-gateway-connection'] as const).map((kind) => cloud.catalog.monthlyPrice({ kind }, region, signal)));
    assert.deepEqual(site.map((cost) => cost.kind === 'priced' ? cost.monthly : 0), [68.99, 36.14]);
  });

  it('names regions and zones, prefixes, images and keys', async () => {
    const regions = await cloud.regions(signal);
    assert.ok(regions.some(({ name }) => name === region));
    const vpc = cloud.vpc(region);
    assert.equal((await vpc.listZones(signal)).length, 3);
    const [first] = await vpc.listVpcs(signal);
    assert.ok((await vpc.listAddressPrefixes(first?.id ?? '', signal)).length > 0);
    assert.ok((await vpc.listImages(signal)).length > 0);
    assert.ok((await vpc.listSshKeys(signal)).every(({ fingerprint }) => fingerprint.startsWith('SHA256:')));
    assert.deepEqual(await vpc.readRaw(first?.href ?? '', signal).then((raw) => typeof raw), 'object');
  });

  it('makes and deletes what a connection needs, and finds each gone', async () => {
    const vpc = cloud.vpc(region);
    const resourceGroupId = (await cloud.resources.listResourceGroups(sandbox.accountId, signal)).find(({ isDefault }) => isDefault)?.id ?? '';
    const made = await vpc.createVpc({ name: 'orders-pc', resourceGroupId }, signal);
    const zone = `${region}-1`;
    const subnet = await vpc.createSubnet({ name: 'orders-pc-1', vpcId: made.id, zone, size: { addresses: 16 }, resourceGroupId }, signal);
    assert.equal(subnet.zone, zone);
    const group = await vpc.createSecurityGroup({ name: 'orders-pc-server', vpcId: made.id, resourceGroupId }, signal);
    const rule = await vpc.createSecurityGroupRule(group.id, {
      direction: 'inbound', protocol: 'tcp', portMin: 9093, portMax: 9093, remote: { kind: 'security-group', id: group.id },
    }, signal);
    assert.deepEqual([rule.portMin, rule.remote.kind], [9093, 'security-group']);
    await vpc.deleteSecurityGroupRule(group.id, rule.id, signal);
    assert.deepEqual((await vpc.getSecurityGroup(group.id, signal)).rules, []);
    await assert.rejects(vpc.createVpc({ name: 'orders-pc', resourceGroupId }, signal), (error: unknown) => {
      assert.ok(error instanceof Error && 'trace' in error && 'code' in error);
      assert.equal(error.code, 'vpc.validation_unique_failed');
      assert.equal(typeof error.trace, 'string');
      return true;
    });
  });

  it('makes a VPN server with a route, changes it as it was read, lets its routes into a table, and takes it away', async () => {
    const vpc = cloud.vpc(region);
    const resourceGroupId = (await cloud.resources.listResourceGroups(sandbox.accountId, signal)).find(({ isDefault }) => isDefault)?.id ?? '';
    const subnet = (await vpc.listSubnets({}, signal)).find(({ name }) => name === 'payments-app-1');
    assert.ok(subnet !== undefined);
    const secret = (name: string) => `crn:v1:bluemix:public:secrets-manager:${region}:a/1:2:secret:${name}`;
    const made = await vpc.createVpnServer({
      name: 'team-vpn', subnetIds: [subnet.id], clientPool: '172.20.0.0/22', certificateCrn: secret('server'),
      authentication: [{ method: 'certificate', authorityCrn: secret('clients') }, { method: 'username' }], dnsServers: ['161.26.0.7', '161.26.0.8'],
      idleTimeout: 0, splitTunnel: true, protocol: 'udp', port: 443, securityGroupIds: [], resourceGroupId,
    }, signal);
    assert.deepEqual([made.lifecycleState, made.idleTimeout, made.authentication.length], ['pending', 0, 2]);
    const stable = () => until(() => vpc.getVersionedVpnServer(made.id, signal), ({ value }) => value.lifecycleState === 'stable');
    const read = await stable();
    assert.deepEqual([read.value.healthState, read.value.addresses[0]?.subnetId], ['ok', subnet.id]);
    assert.deepEqual((await new LandscapeStore(cloud).region(region, signal)).vpnServers.map(({ name }) => name), ['team-vpn']);
    const route = await vpc.createVpnRoute(made.id, { name: 'dns', destination: '161.26.0.0/16', action: 'translate' }, signal);
    await until(() => vpc.getVpnRoute(made.id, route.id, signal), ({ lifecycleState }) => lifecycleState === 'stable');
    assert.match(await vpc.readClientConfiguration(made.id, signal), /^remote [0-9a-f]{12}\.ca-mon\.vpn-server\.appdomain\.cloud$/m);
    assert.deepEqual(await vpc.listVpnClients(made.id, signal), []);
    await vpc.updateVpnServer(read, { dnsServers: ['161.26.0.7'] }, signal);
    await assert.rejects(vpc.updateVpnServer(read, { port: 1194 }, signal), isOutdated);
    assert.deepEqual((await stable()).value.dnsServers, ['161.26.0.7']);
    const [table] = await vpc.listRoutingTables(subnet.vpc.id, signal);
    assert.deepEqual(table?.acceptsRoutesFrom.includes('vpn_server'), true);
    const versioned = await vpc.getVersionedRoutingTable(subnet.vpc.id, table.id, signal);
    assert.deepEqual((await vpc.acceptRoutesFrom(subnet.vpc.id, versioned, ['vpn_gateway'], signal)).acceptsRoutesFrom, ['vpn_gateway']);
    await vpc.deleteVpnRoute(made.id, route.id, signal);
    await vpc.deleteVpnServer(made.id, signal);
    await until(() => vpc.listVpnServers({}, signal), (servers) => servers.length === 0);
    await assert.rejects(vpc.getVpnServer(made.id, signal), isNotFound);
  });

  it('goes on when a token has run out meanwhile', async () => {
    sandbox.faults.add({ service: 'vpc', times: 1, effect: { kind: 'expired-token' } });
    assert.ok((await cloud.vpc(region).listVpcs(signal)).length > 0);
  });

  it('asks a list again after 429, and shows an HTML page for what it is', async () => {
    sandbox.faults.add({ service: 'vpc', times: 2, effect: { kind: 'status', status: 429, headers: { 'retry-after': '1' } } });
    assert.ok((await cloud.vpc(region).listVpcs(signal)).length > 0);
    sandbox.faults.add({ service: 'vpc', times: 1, effect: { kind: 'html' } });
    await assert.rejects(cloud.vpc(region).listVpcs(signal), { code: 'http.not-json' });
  });

  it('creates a service credential whose secret only the creation shows', async () => {
    const instance = (await cloud.resources.listInstances(signal)).find(({ edition, oneTimeCredentials }) => edition === 'Gen 2' && oneTimeCredentials);
    const instanceCrn = instance?.crn ?? '';
    const key = await cloud.resources.createKey({ name: 'orders-pc', instanceCrn, role: 'Manager', parameters: {} }, signal);
    assert.ok((key.secret?.reveal().length ?? 0) > 10);
    const listed = (await cloud.resources.listKeys(instanceCrn, signal)).find(({ id }) => id === key.id);
    assert.deepEqual([listed?.secret, listed?.hidden], [undefined, 'one-time']);
    await cloud.resources.deleteKey(key.id, signal);
  });
});

import type { Connection } from '../../../src/model/connection';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import type { RunView, StepView } from '../../../src/model/plan';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';
import assert from 'node:assert/strict';
import type { Cloud } from '../../../src/cloud/cloud';
import type { Exchange } from '../../../src/sandbox/http/exchange';
import type { Report } from '../../../src/model/check';
import type { Secret } from '../../../src/model/secret';
import { Setup } from '../../../src/setup/setup';
import type { SecretVault } from '../../../src/setup/dependencies';
import type { SetupDependencies } from '../../../src/setup/setupDependencies';
import { createCloud, createIam } from '../../../src/cloud/cloud';
import { join } from 'node:path';
import { newKeyPath } from '../../../src/setup/paths';
import { loadOffer, proposedServer } from '../../../src/setup/routes/vsi/defaults';
import { newConnection } from '../../../src/setup/newConnection';
import { routes } from '../../../src/setup/routes/list';
import { services } from '../../../src/services/list';
import type { ThisMachine } from '../../../src/machine/thisMachine';
import type { OpenNetwork } from '../../../src/model/vantage';
import { nullPlane } from '../../../src/sandbox/nullPlane';
import { pacedClock } from '../../../src/setup/engine/clock';
import { tmpdir } from 'node:os';

export const never = new AbortController().signal;

/** A server that was logged in to, from which nothing is asked. */
export const openNetwork: OpenNetwork = {
  resolve: () => Promise.reject(new Error('no name was expected to be asked for')),
  connect: () => Promise.reject(new Error('no connection was expected to be asked for')),
  close: () => undefined,
};

/** A machine without networks, on which a tunnel can be made, and none is up. */
export const quietMachine: ThisMachine = {
  platform: 'linux',
  interfaces: () => ({}),
  routes: () => Promise.resolve([]),
  sourceTo: () => Promise.reject(new Error('no way was expected to be asked for')),
  ownNetworks: () => Promise.resolve({ networks: [] }),
  nameServers: () => Promise.resolve([]),
  nameSetup: () => Promise.resolve({ resolver: 'other' }),
  askNameServer: () => Promise.reject(new Error('no name server was expected to be asked')),
  exchange: () => Promise.reject(new Error('nothing was expected to be sent')),
  surroundings: () => Promise.resolve('own'),
  tunnelRights: () => Promise.resolve({ kind: 'own' }),
  vpnClients: () => Promise.resolve([]),
};

/** SecretStorage's stand-in; it can be looked into. */
export class MemoryVault implements SecretVault {
  readonly secrets = new Map<string, Secret>();

  get(key: string): Promise<Secret | undefined> {
    return Promise.resolve(this.secrets.get(key));
  }

  store(key: string, secret: Secret): Promise<void> {
    this.secrets.set(key, secret);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.secrets.delete(key);
    return Promise.resolve();
  }
}

/** A sandbox without a network and without waits, and setups that work on it. */
export class Peer {
  readonly vault = new MemoryVault();

  private constructor(
    readonly folder: string, readonly sandbox: Sandbox, readonly cloud: Cloud, private readonly exchanges: Exchange[],
  ) {}

  /** With the sandbox's own network, servers can be logged in to and Kafka answers. */
  static withNetwork(): Promise<Peer> {
    return Peer.start({}, {});
  }

  static async start(options: Partial<SandboxOptions> = {}, plane: Partial<SandboxOptions> = { dataPlane: nullPlane() }): Promise<Peer> {
    const folder = await mkdtemp(join(tmpdir(), 'setup-'));
    const exchanges: Exchange[] = [];
    const sandbox = await startSandbox({
      folder, pace: 0, saved: false, record: (exchange) => exchanges.push(exchange), ...plane, ...options,
    });
    const { token } = await createIam(sandbox.endpoints).signInWithApiKey(sandbox.apiKey, never);
    const cloud = createCloud({ endpoints: sandbox.endpoints, services, tokens: { token: () => Promise.resolve(token.accessToken) } });
    exchanges.length = 0;
    return new Peer(folder, sandbox, cloud, exchanges);
  }

  /** As a window would make one: each call is another window on the same folder. */
  setup(dependencies: Partial<SetupDependencies> = {}): Setup {
    return new Setup({
      cloud: this.cloud,
      environment: this.sandbox.environment,
      secrets: this.vault,
      folder: join(this.folder, 'connections'),
      accountId: this.sandbox.accountId,
      routes,
      services,
      openServer: () => Promise.resolve(openNetwork),
      verify: (connection) => Promise.resolve(reportOf(connection, 'passed')),
      machine: quietMachine,
      // Half an hour of waiting is five seconds: enough for a busy machine, where a server of the sandbox takes a second to start.
      clock: pacedClock(0.003),
      ...dependencies,
    });
  }

  /** Requests that change something, in order: `POST /v1/vpcs`. A tag leaves what it is put on as it was. */
  writes(): readonly string[] {
    return this.exchanges
      .filter(({ method, url }) => method !== 'GET' && !url.includes('/identity/') && !url.includes('/search') && !url.includes('/tags/'))
      .map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
  }

  forgetExchanges(): void {
    this.exchanges.length = 0;
  }

  /** What the account has, one text a thing; what has been there all along stays the same. */
  async account(region = 'ca-mon'): Promise<readonly string[]> {
    const vpc = this.cloud.vpc(region);
    const instances = await this.cloud.resources.listInstances(never);
    const credentials = await Promise.all(instances.map(({ crn }) => this.cloud.resources.listKeys(crn, never)));
    const [vpcs, subnets, groups, gateways, servers, addresses, keys] = await Promise.all([
      vpc.listVpcs(never), vpc.listSubnets({}, never), vpc.listSecurityGroups({}, never), vpc.listEndpointGateways({}, never),
      vpc.listVirtualServers({}, never), vpc.listFloatingIps(never), vpc.listSshKeys(never),
    ]);
    return [
      ...[...vpcs, ...subnets, ...keys, ...credentials.flat()].map(({ crn }) => crn),
      ...groups.map(({ crn, rules, targets }) => `${crn} ${JSON.stringify(rules)} ${JSON.stringify(targets)}`),
      ...gateways.map(({ crn, securityGroups }) => `${crn} ${JSON.stringify(securityGroups)}`),
      ...servers.map(({ crn, primaryInterface }) => `${crn} ${JSON.stringify(primaryInterface?.securityGroups)}`),
      ...addresses.map(({ crn, targetId }) => `${crn} ${targetId ?? ''}`),
    ].sort();
  }

  /** Every file below the peer's folder, as text. */
  async files(): Promise<ReadonlyMap<string, string>> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const)));
  }

  /** A connection to the instance, with the defaults that the prompts would propose. */
  async connection(
    id: string, choices: Partial<VsiChoices> = {}, instanceName = 'telemetry', role = 'Writer',
  ): Promise<Connection<VsiChoices>> {
    const instances = await this.cloud.resources.listInstances(never);
    const instance = instances.find(({ name }) => name === instanceName);
    if (instance === undefined) {
      throw new Error(`the seed has no instance ${instanceName}`);
    }
    const offer = await loadOffer(this.cloud, this.sandbox.accountId, instance.region, never);
    const server = proposedServer(offer, id, `${instance.region}-1`);
    if (server === undefined) {
      throw new Error('the region offers no server');
    }
    return newConnection<VsiChoices>(id, this.sandbox.accountId, instance, { route: 'vsi', role, choices: {
      vpc: { kind: 'new', name: `${id}-vpc` },
      zones: [`${instance.region}-1`, `${instance.region}-2`],
      server,
      address: { kind: 'floating-ip' },
      loginUser: 'ubuntu',
      sshFrom: '203.0.113.77/32',
      key: { kind: 'new', path: newKeyPath(this.sandbox.environment.sshFolder, id) },
      resourceGroupId: offer.resourceGroups[0]?.id ?? '',
      ...choices,
    } });
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Fails with only what differs: an account is a long list. */
export async function assertUnchanged(peer: Peer, before: readonly string[]): Promise<void> {
  const now = await peer.account();
  assert.deepEqual({
    gone: before.filter((text) => !now.includes(text)), new: now.filter((text) => !before.includes(text)),
  }, { gone: [], new: [] });
}

/** Every file of the SSH folder, with its text. */
export async function sshFiles(peer: Peer): Promise<readonly (readonly [string, string])[]> {
  return [...await peer.files()].filter(([path]) => path.startsWith(peer.sandbox.environment.sshFolder)).sort();
}

export function stepOf(view: RunView, id: string): StepView {
  const step = view.steps.find((other) => other.id === id);
  if (step === undefined) {
    throw new Error(`the view has no step ${id}`);
  }
  return step;
}

/** Two VPCs of the seed share DNS from now on. */
export function shareDns({ sandbox }: Peer, { hub, spoke, isDelegated = false }: { hub: string; spoke: string; isDelegated?: boolean }): void {
  const region = sandbox.state.regions.get('ca-mon');
  const rows = [...region?.vpcs.values() ?? []];
  const [first, second] = [hub, spoke].map((name) => rows.find((row) => row.name === name));
  if (region === undefined || first === undefined || second === undefined) {
    throw new Error('the seed has no such VPCs');
  }
  first.isHub = true;
  first.resolver = { type: 'custom', servers: ['10.249.0.200'] };
  second.resolver = isDelegated ? { type: 'delegated', servers: [], vpc: first.id } : undefined;
  region.dnsBindings.set('b', { id: 'b', name: 'b', createdAt: '2026-01-01T00:00:00Z', phase: 'ready', vpc: second.id, hub: first.id });
}

/** `instance exists, vpc to-make ...` */
export function states(view: RunView): string {
  return view.steps.map(({ id, state }) => `${id} ${state}`).join(', ');
}

export function reportOf(connection: Connection, state: 'passed' | 'failed'): Report {
  const cause = 'The endpoint gateway’s security group does not admit the server.';
  return {
    instance: { ...connection.instance, description: '' }, connectionId: connection.id, checkedAt: '2026-01-01T00:00:00Z',
    meant: 'server', vantages: [{ id: 'server', name: 'server' }], checks: [{ id: 'tcp', title: 'TCP' }], hops: [], members: [],
    results: [{
      check: 'tcp', vantage: 'server', title: 'TCP', state, code: state === 'passed' ? 'ok' : 'tcp.timeout', summary: '', evidence: [],
      cause: state === 'passed' ? undefined : cause,
      remedy: state === 'passed' ? undefined : { title: 'Add the missing rule' },
    }],
    headline: { state, text: state },
  };
}

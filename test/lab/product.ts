import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCloud, createIam, type Cloud } from '../../src/cloud/cloud';
import type { Token } from '../../src/cloud/iamService';
import { createTokenSource, type TokenStore } from '../../src/cloud/tokens';
import { runChecks } from '../../src/diagnose/ladder';
import type { CheckRequest } from '../../src/diagnose/request';
import { eventStreams as eventStreamsChecks } from '../../src/diagnose/services/eventStreams/eventStreams';
import { systemNetwork } from '../../src/diagnose/vantage/local';
import { SharedServers } from '../../src/diagnose/vantage/sharedServers';
import { openServer, type SignInHelp } from '../../src/diagnose/vantage/ssh';
import { thisMachine } from '../../src/machine/thisMachine';
import type { Connection } from '../../src/model/connection';
import type { Instance } from '../../src/model/instance';
import type { Secret } from '../../src/model/secret';
import type { OpenNetwork } from '../../src/model/vantage';
import { laptopAddress } from '../../src/sandbox/chosenPlane';
import type { DataPlane } from '../../src/sandbox/dataPlane';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { eventStreams } from '../../src/services/eventStreams/service';
import { services } from '../../src/services/list';
import type { Clock, SecretVault } from '../../src/setup/dependencies';
import { newConnection, newConnectionId } from '../../src/setup/newConnection';
import { routes } from '../../src/setup/routes/list';
import type { VsiChoices } from '../../src/setup/routes/vsi/choices';
import { newKeyPath } from '../../src/setup/paths';
import { loadOffer, proposedServer } from '../../src/setup/routes/vsi/defaults';
import { Setup } from '../../src/setup/setup';

/** The product without an editor, signed in to a sandbox on a network of the test's choice. */
export interface Product {
  readonly sandbox: Sandbox;
  readonly cloud: Cloud;
  readonly setup: Setup;
  readonly secrets: SecretVault;
  /** Where connections are saved. */
  readonly setupFolder: string;
  /** A connection for the instance with every default. */
  connectionTo(name: string, signal: AbortSignal): Promise<Connection<VsiChoices>>;
  instance(name: string, signal: AbortSignal): Promise<Instance>;
  /** The network as the connection's server sees it. */
  openServer(connection: Connection, signal: AbortSignal): Promise<OpenNetwork>;
  checkRequest(connection: Connection, signal: AbortSignal): Promise<CheckRequest>;
  stop(): Promise<void>;
}

/** Who sits before it, and where that person's SSH agent listens. */
export interface Person {
  readonly help?: SignInHelp;
  readonly sshAgent?: string;
  /** Of set-up's own waits, for what the cloud says of no other sign than time. */
  readonly clock?: Clock;
}

export async function startProduct(dataPlane: DataPlane, signal: AbortSignal, { help, sshAgent, clock }: Person = {}): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-product-'));
  const sandbox = await startSandbox({ folder, pace: 0, dataPlane, network: systemNetwork() });
  const environment = { ...sandbox.environment, sshAgent };
  const iam = createIam(sandbox.endpoints);
  const signedIn = await iam.signInWithApiKey(sandbox.apiKey, signal);
  const tokens = createTokenSource({ iam, credential: () => Promise.resolve({ credential: signedIn.credential, signIn: '' }), store: memoryStore(signedIn.token) });
  const cloud = createCloud({ endpoints: sandbox.endpoints, tokens, services });
  const secrets = memoryVault();
  const setupFolder = join(folder, 'setup');
  const servers = new SharedServers((access, asked) => openServer(access, asked, help));

  const instance = async (name: string, asked: AbortSignal): Promise<Instance> => {
    const found = (await cloud.resources.listInstances(asked)).find((each) => each.name === name);
    if (found === undefined) throw new Error(`The sandbox has no instance ${name}.`);
    return found;
  };

  const setup: Setup = new Setup({
    cloud, environment, secrets, routes, services, accountId: sandbox.accountId, folder: setupFolder, clock,
    iamId: sandbox.state.account.iamId, machine: { ...thisMachine, surroundings: () => Promise.resolve('own') },
    openServer: (access, asked) => servers.open(access, asked),
    verify: async (connection, asked) => runChecks(await checkRequest(connection, asked), () => undefined, asked),
  });

  const open = async ({ id }: Connection, asked: AbortSignal): Promise<OpenNetwork> => {
    const { all, meant } = setup.vantages(id);
    const server = all.find((vantage) => vantage.id === meant);
    if (server?.access === undefined) throw new Error('The server has no address.');
    return server.open(asked);
  };

  const checkRequest = async (connection: Connection, asked: AbortSignal): Promise<CheckRequest> => {
    const gateways = await cloud.vpc(connection.instance.region).listEndpointGateways({}, asked);
    const [leading] = gateways.filter(({ targetCrn }) => targetCrn === connection.instance.crn);
    return {
      instance: await instance(connection.instance.name, asked),
      service: eventStreams,
      checks: eventStreamsChecks,
      connectionId: connection.id,
      vantages: setup.vantages(connection.id),
      path: setup.way(connection.id).path,
      gateways: leading === undefined ? [] : [{ name: leading.name, addresses: leading.addresses.map(({ address }) => address) }],
      secret: await setup.secret(connection.id),
      authorities: environment.authorities,
    };
  };

  return {
    sandbox, cloud, setup, secrets, setupFolder, instance, checkRequest,
    openServer: open,
    connectionTo: async (name, asked) => {
      const to = await instance(name, asked);
      const offer = await loadOffer(cloud, sandbox.accountId, to.region, asked);
      const id = newConnectionId(name);
      const server = proposedServer(offer, id);
      const [group] = offer.resourceGroups;
      if (server === undefined || group === undefined) throw new Error('The sandbox offers no server.');
      const choices: VsiChoices = {
        vpc: { kind: 'new', name: `${id}-vpc` },
        zones: offer.zones.map((zone) => zone.name),
        server,
        address: { kind: 'floating-ip' },
        loginUser: 'ubuntu',
        sshFrom: `${laptopAddress}/32`,
        key: { kind: 'new', path: newKeyPath(environment.sshFolder, id) },
        resourceGroupId: group.id,
      };
      return newConnection(id, sandbox.accountId, to, { route: 'vsi', role: 'Manager', choices });
    },
    stop: async () => {
      servers.close();
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function memoryStore(first: Token): TokenStore {
  let kept: Token | undefined = first;
  return {
    read: () => Promise.resolve(kept),
    write: (_signIn, token) => {
      kept = token;
      return Promise.resolve();
    },
    lock: (work) => work(),
  };
}

function memoryVault(): SecretVault {
  const kept = new Map<string, Secret>();
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    store: (key, secret) => {
      kept.set(key, secret);
      return Promise.resolve();
    },
    delete: (key) => {
      kept.delete(key);
      return Promise.resolve();
    },
  };
}

import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Endpoints, Environment } from '../model/account';
import { Secret } from '../model/secret';
import type { Network } from '../model/network';
import type { DataPlane } from './dataPlane';
import type { CertificateSource } from './certificateSource';
import { chosenPlane, networkOf } from './chosenPlane';
import { recordTo, type Exchange } from './http/exchange';
import { FaultBook } from './http/faults';
import { listen, type FrontDoor } from './http/server';
import type { Api } from './http/api';
import { newPasscode } from './iam/passcodePage';
import { roleOfToken } from './iam/serviceRole';
import { Tokens } from './iam/tokens';
import { dnsServicesService } from './dnsServices/service';
import { heldCertificates } from './heldCertificates';
import { happen } from './life';
import { PlaneDriver } from './plane';
import { demoSeed } from './seed/demo';
import { sandboxKey } from './seed/sshKey';
import { allApis } from './apis';
import { secretsManagerService } from './secretsManager/service';
import { sandboxServices } from './services/list';
import type { SandboxService } from './services/service';
import { MemoryFile } from './state/file';
import { State, type StateFile } from './state/state';
import { Timeline } from './timeline';
import { networkTruth } from './truth';
import { vpnDesk } from './vpc/vpnDesk';
import type { World } from './world';

/** A whole account to begin with. */
export type Seed = StateFile;

export interface SandboxOptions {
  /** Where the state, the token key, the SSH folder and the authorities lie; made if it is not there. */
  readonly folder: string;
  /** 1 takes a demo's seconds for what the cloud needs minutes for; 0 is at once. */
  readonly pace?: number;
  /** The kinds of instance that there are; those of the list when left out. */
  readonly services?: readonly SandboxService[];
  /** Where VPN servers find certificates; the account's Secrets Manager, behind IAM's policies, when left out. */
  readonly certificates?: CertificateSource;
  readonly dataPlane?: DataPlane;
  /** This machine's own DNS and TCP, for a data plane whose network this machine is on. */
  readonly network?: Network;
  readonly seed?: 'demo' | Seed;
  readonly record?: (exchange: Exchange) => void;
  /** 0, the default, takes a free port of loopback. */
  readonly port?: number;
  /** How long an access token is good. */
  readonly tokenSeconds?: number;
  /** Changes are saved to `folder`, unless this is false. */
  readonly saved?: boolean;
}

export interface Sandbox {
  readonly environment: Environment;
  readonly endpoints: Endpoints;
  readonly apiKey: Secret;
  readonly accountId: string;
  readonly faults: FaultBook;
  readonly state: State;
  /** URL of this machine's way into the sandbox's network; undefined where it is on that network. */
  readonly door: string | undefined;
  /** A one-time passcode, as the passcode page would show it. */
  newPasscode(): string;
  /** Resolves when the data plane has followed every change so far; rejects with its words where it cannot. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

type Close = () => Promise<void> | void;

/** Starts the embedded IBM Cloud on loopback. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const opened: Close[] = [];
  try {
    return await start(options, opened);
  } catch (error) {
    // No port and no network stays behind a start that failed; what made it fail is what is told.
    await Promise.allSettled(opened.map(async (close) => close()));
    throw error;
  }
}

async function start(options: SandboxOptions, opened: Close[]): Promise<Sandbox> {
  const memory = new MemoryFile(options.folder);
  const sshFolder = sshFolderIn(options.folder);
  const services = [...options.services ?? sandboxServices, secretsManagerService, dnsServicesService];
  const state = new State(memory.load() ?? chosenSeed(options, services, sshFolder));
  const save = options.saved === false ? () => undefined : () => memory.save(state.toFile());
  const faults = new FaultBook();
  const door: FrontDoor = { faults, record: recorder(options), apis: [] };
  const server = await listen(door, options.port ?? 0);
  opened.push(() => closed(server));
  const tokens = new Tokens(options.folder, Date.now, options.tokenSeconds ?? 3600);
  const plane = options.dataPlane ?? await chosenPlane(options.folder, services, (token, crn) => roleOfToken(state, tokens, token, crn), options.pace ?? 1);
  opened.push(() => plane.stop());

  const driver = new PlaneDriver(plane, state, () => networkTruth(state, tokens.keySet().keys, services), () => world.changed());
  const timeline = new Timeline(options.pace ?? 1, Date.now, () => state.events, (event) => {
    happen(state, services, event);
    world.changed();
  });
  let saving: NodeJS.Timeout | undefined;
  let stopped = false;
  const world: World = {
    state, services, certificates: options.certificates ?? heldCertificates(state, Date.now),
    now: Date.now,
    later: (seconds, event) => timeline.order(seconds, event),
    changed: () => {
      // An apply that was under way may still report when all is over.
      if (stopped) return;
      saving ??= setTimeout(() => { saving = undefined; save(); }, 100).unref();
      void driver.follow();
    },
  };
  const quiet = (): void => {
    stopped = true;
    timeline.stop();
    clearTimeout(saving);
  };
  opened.push(quiet);
  door.apis = allApis(world, tokens, faults);
  plane.serveVpn?.(vpnDesk(world));
  timeline.resume();
  await driver.follow();

  const endpoints = endpointsOf(door.apis, (server.address() as AddressInfo).port);
  return {
    environment: { endpoints, sshFolder, machine: 'this machine', network: await networkOf(plane, options.network), ...forClients(options.folder, plane) },
    endpoints, faults, state, newPasscode: () => newPasscode(world), door: plane.door,
    apiKey: new Secret(state.account.apiKey), accountId: state.account.id,
    settled: () => driver.settled(),
    async stop() {
      quiet();
      try {
        save();
      } finally {
        await closed(server);
        await plane.stop();
      }
    },
  };
}

function sshFolderIn(folder: string): string {
  const path = join(folder, 'ssh');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

async function closed(server: Server): Promise<void> {
  const done = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await done;
}

function chosenSeed({ seed }: SandboxOptions, services: readonly SandboxService[], sshFolder: string): Seed {
  return seed === undefined || seed === 'demo' ? demoSeed({ services, publicKey: sandboxKey(sshFolder) }) : seed;
}

/** Exchanges go to whoever asked, and to the file that the environment names. */
function recorder(options: SandboxOptions): FrontDoor['record'] {
  const file = process.env['PRIVATE_CONNECT_SANDBOX_RECORD'];
  const toFile = file === undefined || file === '' ? undefined : recordTo(file);
  if (toFile === undefined) return options.record;
  return (exchange) => {
    options.record?.(exchange);
    toFile(exchange);
  };
}

function forClients(folder: string, plane: DataPlane): Pick<Environment, 'authorities' | 'authoritiesFile' | 'clientNote' | 'madeUp'> {
  const known = { clientNote: clientNoteOf(plane), ...(plane.door === undefined ? {} : { madeUp: true as const }) };
  if (plane.authority === '') return { authorities: [], ...known };
  const authoritiesFile = join(folder, 'authorities.pem');
  writeFileSync(authoritiesFile, plane.authority);
  return { authorities: [plane.authority], authoritiesFile, ...known };
}

/** A plane with a door of its own lets in who knows the door; on one without, this machine is as it would be in the real cloud. */
function clientNoteOf({ door }: DataPlane): string {
  return `This is the sandbox: its names and servers are ${door === undefined ? 'those of its own network, and lead nowhere else.'
    : 'known to Private Connect alone. No client and no ssh of this machine gets there; Send Test Message… does, but for a VPN, which would have to be real.'}`;
}

function endpointsOf(apis: readonly Api[], port: number): Endpoints {
  const origin = `http://127.0.0.1:${port}`;
  const url = (name: Api['name']): string => `${origin}${apis.find((api) => api.name === name)?.basePath ?? ''}`;
  const vpc = apis.filter(({ name }) => name === 'vpc').map(({ basePath }): [string, string] => [basePath.split('/')[2] ?? '', `${origin}${basePath}`]);
  return {
    iam: url('iam'), resourceController: url('resourceController'), resourceManager: url('resourceManager'),
    globalCatalog: url('globalCatalog'), globalSearch: url('globalSearch'), globalTagging: url('globalTagging'),
    restrictions: url('restrictions'), passcodePage: `${url('iam')}/identity/passcode`, addressLookup: url('addressLookup'),
    secretsManager: `${url('secretsManager')}/{region}/{instance}`, dnsServices: url('dnsServices'),
    vpc: Object.fromEntries(vpc),
  };
}

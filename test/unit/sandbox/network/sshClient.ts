import type { Duplex } from 'node:stream';
import { Client, utils } from 'ssh2';
import type { Network } from '../../../../src/model/network';

/** A key pair as a user has it. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** What a client shows to be let in. */
export type Credentials = KeyPair | { readonly password: string };

/** Not every pair that ssh2 makes can be read: it drops leading zero bytes of the public key. */
export function newKeyPair(type: 'ed25519' | 'rsa' = 'ed25519'): KeyPair {
  const pair = type === 'rsa' ? utils.generateKeyPairSync('rsa', { bits: 2048 }) : utils.generateKeyPairSync('ed25519');
  return utils.parseKey(pair.private) instanceof Error ? newKeyPair(type) : { privateKey: pair.private, publicKey: pair.public };
}

/** An SSH client for tests: what a real one would see, as promises. */
export interface SshClient {
  readonly hostKey: string;
  /** A channel, or a rejection with the server's words; undefined when there is no answer within `withinMs`. */
  forward(host: string, port: number, withinMs?: number): Promise<Duplex | undefined>;
  exec(command: string): Promise<{ code: number; stdout: string; stderr: string }>;
  shell(): Promise<string>;
  sftp(): Promise<void>;
  /** To a Unix socket of the server. */
  forwardToSocket(path: string): Promise<void>;
  /** Resolves when the server has hung up. */
  readonly closed: Promise<void>;
  end(): void;
}

export async function logIn(
  network: Pick<Network, 'connect'>, host: string, credentials: Credentials, username = 'ubuntu', port = 22,
): Promise<SshClient> {
  const socket = await network.connect(host, port, AbortSignal.timeout(5000));
  const client = new Client();
  let hostKey = '';
  const closed = new Promise<void>((resolve) => client.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).on('error', (error) => {
      client.destroy();
      reject(error);
    });
    client.connect({
      sock: socket, username, ...('password' in credentials ? credentials : { privateKey: credentials.privateKey }),
      hostVerifier: (key: Buffer) => {
        hostKey = key.toString('base64');
        return true;
      },
    });
  });
  return {
    hostKey,
    closed,
    forwardToSocket: (path) => new Promise((resolve, reject) =>
      client.openssh_forwardOutStreamLocal(path, (error) => error === undefined ? resolve() : reject(error))),
    forward: (to, toPort, withinMs = 5000) => forward(client, to, toPort, withinMs),
    exec: (command) => exec(client, command),
    shell: () => shell(client),
    sftp: () => new Promise((resolve, reject) => client.sftp((error) => error === undefined ? resolve() : reject(error))),
    end: () => client.end(),
  };
}

function forward(client: Client, host: string, port: number, withinMs: number): Promise<Duplex | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), withinMs);
    client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
      clearTimeout(timer);
      if (error === undefined) {
        resolve(channel);
      } else {
        reject(error);
      }
    });
  });
}

function exec(client: Client, command: string): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error !== undefined) {
        reject(error);
        return;
      }
      let [stdout, stderr, code] = ['', '', -1];
      channel.on('data', (data: Buffer) => { stdout += data.toString(); });
      channel.stderr.on('data', (data: Buffer) => { stderr += data.toString(); });
      channel.on('exit', (status: number) => { code = status; });
      channel.on('close', () => resolve({ code, stdout, stderr }));
    });
  });
}

function shell(client: Client): Promise<string> {
  return new Promise((resolve, reject) => {
    client.shell((error, channel) => {
      if (error !== undefined) {
        reject(error);
        return;
      }
      let text = '';
      channel.on('data', (data: Buffer) => { text += data.toString(); });
      channel.on('close', () => resolve(text));
    });
  });
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import type { Client, ConnectConfig, ServerHostKeyAlgorithm } from 'ssh2';
import { abortReason, withDeadline } from '../../model/deadline';
import { Failure, isCancelled } from '../../model/failure';
import type { Network } from '../../model/network';
import { KnownHosts, placeOf } from './knownHosts';
import type { ServerSession } from './serverSession';
import { hostKeyChanged, signInFailure, sshFailure, type Target } from './sshFailures';
import { SshSession } from './sshSession';

/** How to sign in to a server. The key's file is read when it is used and never kept. */
export interface ServerOptions extends Target {
  /** The way to the server: this machine's network. */
  readonly network: Network;
  readonly privateKeyPath: string;
  /** Our own file; a host key seen for the first time is added to it. */
  readonly knownHostsPath: string;
  /** Limit of each single step in milliseconds; 10 s unless told. */
  readonly timeoutMs?: number | undefined;
}

const keepaliveMs = 15_000;

/**
 * Signs in over SSH. Rejects with a `Failure`: `ssh.unreachable`, `ssh.refused-key`, `ssh.key-unreadable`, `ssh.handshake`,
 * `ssh.closed`, or `ssh.host-key-changed` where the server's key is not the one pinned at the first contact.
 */
export async function openServer(options: ServerOptions, signal: AbortSignal): Promise<ServerSession> {
  const milliseconds = options.timeoutMs ?? 10_000;
  placeOf(options.host, options.port);
  const privateKey = await readKey(options);
  const knownHosts = new KnownHosts(options.knownHostsPath);
  const types = await knownHosts.types(options.host, options.port);
  const { Client: SshClient } = await import('ssh2');
  const stream = await dial(options, milliseconds, signal);
  const client = new SshClient();
  try {
    await withDeadline(
      milliseconds, signal,
      () => signIn(client, options, { sock: stream, privateKey, algorithms: algorithmsFor(types), readyTimeout: 0 }, knownHosts),
      () => sshFailure('ssh.unreachable', options, `The SSH handshake did not end within ${milliseconds / 1000} s.`),
    );
    return new SshSession(options.name, client, milliseconds);
  } catch (error) {
    client.destroy();
    stream.destroy();
    throw error;
  }
}

async function readKey(options: ServerOptions): Promise<Buffer> {
  try {
    return await readFile(options.privateKeyPath);
  } catch (error) {
    throw sshFailure('ssh.key-unreadable', options, error instanceof Error ? error.message : String(error), error);
  }
}

async function dial(options: ServerOptions, milliseconds: number, signal: AbortSignal): Promise<Duplex> {
  const late = () => sshFailure('ssh.unreachable', options, `No answer within ${milliseconds / 1000} s.`);
  try {
    return await withDeadline(milliseconds, signal, async (limited) => {
      const stream = await options.network.connect(options.host, options.port, limited);
      if (limited.aborted) {
        stream.destroy();
        throw abortReason(limited);
      }
      return stream;
    }, late);
  } catch (error) {
    throw error instanceof Failure || isCancelled(error)
      ? error : sshFailure('ssh.unreachable', options, error instanceof Error ? error.message : String(error), error);
  }
}

/** A pinned type is asked for first, as OpenSSH does: a key of another type could not be compared. */
function algorithmsFor(types: readonly string[]): NonNullable<ConnectConfig['algorithms']> {
  const preferred: ServerHostKeyAlgorithm[] = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'rsa-sha2-512', 'rsa-sha2-256'];
  const isPinned = (each: ServerHostKeyAlgorithm) => types.includes(each.startsWith('rsa-') ? 'ssh-rsa' : each);
  return { serverHostKey: [...preferred.filter(isPinned), ...preferred.filter((each) => !isPinned(each))] };
}

function signIn(client: Client, options: ServerOptions, config: ConnectConfig, knownHosts: KnownHosts): Promise<void> {
  return new Promise((resolve, reject) => {
    let refused: unknown;
    const verify = (key: Buffer, done: (accepted: boolean) => void) => {
      acceptKey(key, options, knownHosts).then(() => done(true), (error: unknown) => {
        refused = error;
        done(false);
      });
    };
    // ssh2 gives several errors for one cause; the first one decides, the others must not be unheard.
    client.on('error', (error) => reject(refused instanceof Error ? refused : signInFailure(options, error)));
    client.once('close', () => reject(refused instanceof Error ? refused : sshFailure('ssh.closed', options, 'The server closed the connection.')));
    client.once('ready', resolve);
    try {
      client.connect({
        ...config, username: options.username, hostVerifier: verify, keepaliveInterval: keepaliveMs, keepaliveCountMax: 3,
      });
    } catch (error) {
      // Thrown before any byte is sent: the key's file is not a key, or wants a passphrase.
      reject(sshFailure('ssh.key-unreadable', options, error instanceof Error ? error.message : String(error), error));
    }
  });
}

async function acceptKey(key: Buffer, options: ServerOptions, knownHosts: KnownHosts): Promise<void> {
  const verdict = await knownHosts.verdict(options.host, options.port, key);
  if (verdict === 'changed') {
    const fingerprint = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
    throw hostKeyChanged(options, knownHosts.path, fingerprint);
  }
  if (verdict === 'unknown') {
    await knownHosts.pin(options.host, options.port, key);
  }
}

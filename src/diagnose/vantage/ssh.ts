import type { Duplex } from 'node:stream';
import type { AgentAuthMethod, Client, ConnectConfig, ParsedKey, PublicKeyAuthMethod, ServerHostKeyAlgorithm } from 'ssh2';
import { abortReason, withDeadline } from '../../model/deadline';
import { Failure, isCancelled } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Passphrases } from '../../model/passphrases';
import { noPassphrases } from '../../model/passphrases';
import type { Secret } from '../../model/secret';
import type { ServerAccess } from '../../model/serverAccess';
import { agentWith } from '../../ssh/agent';
import { keyProblem, readKeyFile } from '../../ssh/keyFile';
import { KnownHosts } from '../../ssh/knownHosts';
import { fingerprintOf } from '../../ssh/publicKey';
import type { ServerSession } from './serverSession';
import { hostKeyChanged, signInFailure, sshFailure } from './sshFailures';
import { SshSession } from './sshSession';

const keepaliveMs = 15_000;
const consentMs = 60_000;

/**
 * Signs in over SSH. Rejects with a `Failure`: `ssh.unreachable`, `ssh.refused-key`, `ssh.key-unreadable`, `ssh.no-passphrase`,
 * `ssh.agent-gone`, `ssh.agent-key-missing`, `ssh.agent-refused`, `ssh.handshake`, `ssh.closed`, or `ssh.host-key-changed` where the
 * server's key is not the one pinned at the first contact.
 */
export async function openServer(access: ServerAccess, signal: AbortSignal, passphrases = noPassphrases): Promise<ServerSession> {
  const milliseconds = access.timeoutMs ?? 10_000;
  const method = await methodOf(access, passphrases, signal);
  // From here on nobody types.
  const started = performance.now();
  const knownHosts = new KnownHosts(access.knownHostsPath);
  const types = await knownHosts.types(access.host, access.port);
  const { Client: SshClient } = await import('ssh2');
  const stream = await dial(access, milliseconds, signal);
  const client = new SshClient();
  // An agent may ask a person before it signs.
  const handshakeMs = method.type === 'agent' ? Math.max(milliseconds, consentMs) : milliseconds;
  try {
    await withDeadline(
      handshakeMs, signal,
      () => signIn(client, access, { sock: stream, authHandler: [method], algorithms: algorithmsFor(types), readyTimeout: 0 }, knownHosts),
      () => sshFailure('ssh.unreachable', access, t('The SSH handshake did not end within {0} s.', handshakeMs / 1000)),
    );
    return new SshSession(access.name, client, milliseconds, Math.max(1, Math.round(performance.now() - started)));
  } catch (error) {
    client.destroy();
    stream.destroy();
    throw error;
  }
}

async function methodOf(access: ServerAccess, passphrases: Passphrases, signal: AbortSignal): Promise<PublicKeyAuthMethod | AgentAuthMethod> {
  const { username, privateKeyPath: path, agentKey } = access;
  if (path !== undefined) {
    return { type: 'publickey', username, key: await signerOf(path, access, passphrases, signal) };
  }
  if (agentKey === undefined) {
    throw new TypeError('The access names no key.');
  }
  try {
    return { type: 'agent', username, agent: await agentWith(agentKey, signal) };
  } catch (error) {
    throw error instanceof Failure ? sshFailure(error.code, access, error.why, { next: error.next, cause: error }) : error;
  }
}

async function signerOf(path: string, access: ServerAccess, passphrases: Passphrases, signal: AbortSignal): Promise<ParsedKey> {
  let text = await readKeyFile(path);
  for (let wrong: Secret | undefined; text.kind === 'protected';) {
    wrong = await passphrases.get(path, wrong, signal);
    if (wrong === undefined) {
      throw sshFailure('ssh.no-passphrase', access, t('{0} is protected by a passphrase, and none was typed.', path));
    }
    text = await readKeyFile(path, wrong);
  }
  if (text.kind === 'key') {
    return text.signer;
  }
  const { why, next } = keyProblem(path, text);
  throw sshFailure('ssh.key-unreadable', access, why, { next });
}

async function dial(access: ServerAccess, milliseconds: number, signal: AbortSignal): Promise<Duplex> {
  const late = () => sshFailure('ssh.unreachable', access, t('No answer within {0} s.', milliseconds / 1000));
  try {
    return await withDeadline(milliseconds, signal, async (limited) => {
      const stream = await access.network.connect(access.host, access.port, limited);
      if (limited.aborted) {
        stream.destroy();
        throw abortReason(limited);
      }
      return stream;
    }, late);
  } catch (error) {
    throw error instanceof Failure || isCancelled(error)
      ? error : sshFailure('ssh.unreachable', access, error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** A pinned type is asked for first, as OpenSSH does: a key of another type could not be compared. */
function algorithmsFor(types: readonly string[]): NonNullable<ConnectConfig['algorithms']> {
  const preferred: ServerHostKeyAlgorithm[] = [
    'ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'rsa-sha2-512', 'rsa-sha2-256',
  ];
  const isPinned = (each: ServerHostKeyAlgorithm) => types.includes(each.startsWith('rsa-') ? 'ssh-rsa' : each);
  return { serverHostKey: [...preferred.filter(isPinned), ...preferred.filter((each) => !isPinned(each))] };
}

function signIn(client: Client, access: ServerAccess, config: ConnectConfig, knownHosts: KnownHosts): Promise<void> {
  return new Promise((resolve, reject) => {
    let refused: unknown;
    const verify = (key: Buffer, done: (accepted: boolean) => void) => {
      acceptKey(key, access, knownHosts).then(() => done(true), (error: unknown) => {
        refused = error;
        done(false);
      });
    };
    // ssh2 gives several errors for one cause; the first one decides, the others must not be unheard.
    client.on('error', (error) => reject(refused instanceof Error ? refused : signInFailure(access, error)));
    client.once('close', () => reject(refused instanceof Error ? refused : sshFailure('ssh.closed', access, t('The server closed the connection.'))));
    client.once('ready', resolve);
    try {
      client.connect({
        ...config, username: access.username, hostVerifier: verify, keepaliveInterval: keepaliveMs, keepaliveCountMax: 3,
      });
    } catch (error) {
      // Thrown before any byte is sent: something of what is given is not fit for SSH.
      reject(signInFailure(access, error));
    }
  });
}

async function acceptKey(key: Buffer, access: ServerAccess, knownHosts: KnownHosts): Promise<void> {
  const verdict = await knownHosts.verdict(access.host, access.port, key);
  if (verdict === 'changed') {
    throw hostKeyChanged(access, knownHosts.path, fingerprintOf(key));
  }
  if (verdict === 'unknown') {
    await knownHosts.pin(access.host, access.port, key);
  }
}

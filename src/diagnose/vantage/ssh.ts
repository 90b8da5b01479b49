import type { Duplex } from 'node:stream';
import type { ParsedKey } from 'ssh2';
import { abortReason, withDeadline } from '../../model/deadline';
import { Failure, isCancelled } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Network } from '../../model/network';
import type { Passphrases } from '../../model/passphrases';
import { noPassphrases } from '../../model/passphrases';
import type { SecondFactors } from '../../model/secondFactors';
import { noSecondFactors } from '../../model/secondFactors';
import type { Secret } from '../../model/secret';
import type { ServerAccess } from '../../model/serverAccess';
import { visible } from '../../model/text';
import { agentWith } from '../../ssh/agent';
import { keyProblem, readKeyFile } from '../../ssh/keyFile';
import { KnownHosts } from '../../ssh/knownHosts';
import { type Way, wayOf } from '../../ssh/way';
import type { KeyMethod } from './authentication';
import type { OnTheWay } from './onTheWay';
import { Patience } from './patience';
import { connectBy } from './proxyCommand';
import type { ServerSession } from './serverSession';
import { algorithmsFor, signIn } from './signIn';
import { sshFailure } from './sshFailures';
import { SshSession } from './sshSession';

const consentMs = 60_000;
/** Whatever is asked and answered. */
const longestMs = 30 * 60_000;

/** Who helps to sign in where a key alone is not enough. */
export interface SignInHelp {
  readonly passphrases?: Passphrases;
  readonly factors?: SecondFactors;
}

/**
 * Signs in over SSH, first to each host that the way leads through. Rejects with a `Failure`: `ssh.unreachable`, `ssh.refused-key`,
 * `ssh.key-unreadable`, `ssh.no-passphrase`, `ssh.more-wanted`, `ssh.second-factor-refused`, `ssh.agent-gone`, `ssh.agent-key-missing`,
 * `ssh.agent-refused`, `ssh.handshake`, `ssh.closed`, `ssh.way-unusable`, `ssh.forwarding-refused`, or `ssh.host-key-changed` where a
 * server's key is not the one pinned at the first contact; of a host on the way `ssh.bastion-*` in their place, and
 * `ssh.unreachable-behind` for a server to which that leads not.
 */
export async function openServer(access: ServerAccess, signal: AbortSignal, help: SignInHelp = {}): Promise<ServerSession> {
  const { command, hops } = await wayTo(access, signal);
  let network: Network = command === undefined
    ? access.network : { ...access.network, connect: (_host, _port, own) => connectBy(command, own) };
  const before: ServerSession[] = [];
  try {
    for (const { host, port, user, keyPaths } of hops) {
      const name = t('the bastion {0} on the way to {1}', visible(host, 255), access.name);
      const session = await signInToBastion({ ...access, network, host, port, username: user, name, leadsTo: access.name }, signal, help, keyPaths);
      before.push(session);
      network = session;
    }
    const last = hops.at(-1);
    const behind = last !== undefined ? { bastion: visible(last.host, 255) } : command !== undefined ? 'command' : undefined;
    return await signInTo({ ...access, network, behind }, [await methodOf(access, help, signal)], signal, help, before);
  } catch (error) {
    before.reverse().forEach((session) => session.close());
    throw error;
  }
}

async function wayTo({ through, sshFolder, ...target }: ServerAccess, signal: AbortSignal): Promise<Way> {
  if (through === undefined) {
    return { hops: [] };
  }
  if (sshFolder === undefined) {
    throw new TypeError('A way through others is found in the SSH folder, and the access names none.');
  }
  return await wayOf(through, { ...target, sshFolder }, signal);
}

type Access = ServerAccess & OnTheWay;

/** By keys that it may know, then by the server's own. Where that needs a passphrase, nobody is asked for it before the others were refused. */
async function signInToBastion(access: Access, signal: AbortSignal, help: SignInHelp, keyPaths: readonly string[]): Promise<ServerSession> {
  const others = await openKeys(keyPaths, access);
  if (others.length > 0 && await needsPassphrase(access)) {
    try {
      return await signInTo(access, others, signal, help);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'ssh.bastion-refused-key') {
        throw error;
      }
    }
  }
  return await signInTo(access, [...others, await methodOf(access, help, signal)], signal, help);
}

async function needsPassphrase({ privateKeyPath }: ServerAccess): Promise<boolean> {
  return privateKeyPath !== undefined && (await readKeyFile(privateKeyPath)).kind === 'protected';
}

/** `before` ends with the session. */
async function signInTo(
  access: Access, methods: readonly KeyMethod[], signal: AbortSignal, { factors = noSecondFactors }: SignInHelp, before: readonly ServerSession[] = [],
): Promise<ServerSession> {
  const milliseconds = access.timeoutMs ?? 10_000;
  const knownHosts = new KnownHosts(access.knownHostsPath);
  const types = await knownHosts.types(access.host, access.port);
  const { Client: SshClient } = await import('ssh2');
  const late = (after: number) => sshFailure('ssh.unreachable', access, t('The SSH handshake did not end within {0} s.', after / 1000));
  const [patience, started] = [new Patience(late), performance.now()];
  const stream = await dial(access, milliseconds, signal);
  const dialledMs = performance.now() - started;
  const client = new SshClient();
  try {
    // An agent may ask a person before it signs.
    patience.wait(methods.some(({ type }) => type === 'agent') ? Math.max(milliseconds, consentMs) : milliseconds);
    const wasAsked = await withDeadline(
      longestMs, AbortSignal.any([signal, patience.signal]),
      () => signIn(client, { sock: stream, algorithms: algorithmsFor(types), readyTimeout: 0 }, { access, methods, knownHosts, factors, patience }),
      () => late(longestMs),
    );
    const openedInMs = Math.max(1, Math.round(dialledMs + patience.waitedMs));
    return new SshSession(access.name, client, milliseconds, { wasAsked, openedInMs, before, leadsTo: access.leadsTo });
  } catch (error) {
    client.destroy();
    stream.destroy();
    throw error;
  } finally {
    patience.pause();
  }
}

/** Keys that a host on the way may know. Nobody is asked for a passphrase only to try. */
async function openKeys(paths: readonly string[], { username, privateKeyPath }: ServerAccess): Promise<readonly KeyMethod[]> {
  const files = await Promise.all(paths.filter((path) => path !== privateKeyPath).map((path) => readKeyFile(path)));
  return files.flatMap((file): KeyMethod[] => file.kind === 'key' ? [{ type: 'publickey', username, key: file.signer }] : []);
}

async function methodOf(access: Access, { passphrases = noPassphrases }: SignInHelp, signal: AbortSignal): Promise<KeyMethod> {
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

async function signerOf(path: string, access: Access, passphrases: Passphrases, signal: AbortSignal): Promise<ParsedKey> {
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

async function dial(access: Access, milliseconds: number, signal: AbortSignal): Promise<Duplex> {
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

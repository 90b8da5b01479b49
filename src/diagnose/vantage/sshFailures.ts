import { Failure } from '../../model/failure';
import type { ServerAccess } from '../../model/serverAccess';
import { visible } from '../../model/text';
import { VantageError } from './networkError';

/** Where a sign-in went: for sentences. */
export type Target = Pick<ServerAccess, 'name' | 'host' | 'port' | 'username'>;

/** The key is right, and the server wants more; `prompts` are its own words, where it came to ask. */
export function moreWanted(target: Target, left: readonly string[], prompts: readonly string[] = []): Failure {
  const ways = [...new Set(left)].map((way) => wordsOfWay[way] ?? visible(way, 40)).slice(0, 5).join(' or ');
  const asked = prompts.length === 0 ? '' : `; nobody answered "${prompts.map((prompt) => visible(prompt, 80)).slice(0, 3).join('", "')}"`;
  return sshFailure('ssh.more-wanted', target, `The server takes the key and also wants ${ways}${asked}.`);
}

const wordsOfWay: Readonly<Record<string, string>> = {
  'keyboard-interactive': 'answers to its questions (keyboard-interactive)', 'publickey': 'another key', 'password': 'a password',
};

/** Every reason why a sign-in fails has a code of its own; `why` is in the words of the server or the system. */
export function sshFailure(code: string, target: Target, why: string, more: { readonly next?: string; readonly cause?: unknown } = {}): Failure {
  return new Failure({
    code,
    what: `Could not sign in to ${target.name} (${visible(target.username, 64)}@${visible(target.host, 255)}:${target.port})`,
    why: visible(why),
    next: more.next ?? next[code] ?? 'Check again.',
    cause: more.cause,
  });
}

const next: Readonly<Record<string, string>> = {
  'ssh.unreachable': 'Check that the server is running and that its security group admits this machine on the SSH port.',
  'ssh.refused-key': 'Check the key, and the login user: Change SSH Login… takes another one.',
  'ssh.more-wanted': 'Check again, or go on with the run, and answer when you are asked; or let this user in by the key alone (AuthenticationMethods in sshd_config).',
  'ssh.second-factor-refused': 'Check again, or go on with the run, with a fresh code.',
  'ssh.no-passphrase': 'Try again and type it when it is asked for, or add the key to your SSH agent and choose it there.',
  'ssh.agent-refused': 'Try again and allow it where the agent asks; look whether it is locked.',
  'ssh.key-unreadable': 'Check the private key\'s file.',
  'ssh.handshake': 'Check that the address and port are those of an SSH service of today.',
  'ssh.closed': 'Check again: a server that is starting closes connections.',
};

/** A changed host key is never overwritten: the person is told where the old one stands. */
export function hostKeyChanged(target: Target, file: string, fingerprint: string): Failure {
  return new Failure({
    code: 'ssh.host-key-changed',
    what: `${target.name} (${visible(target.host, 255)}:${target.port}) shows another host key than before`,
    why: `It shows ${fingerprint}, which is not the key in ${file}. Either the server was made anew at this address, or something else answers in its place.`,
    next: `If the server was made anew, remove the line of ${visible(target.host, 255)} from ${file}; otherwise do not connect.`,
  });
}

/** What ssh2 says of a failed sign-in, by the level it gives its errors. */
export function signInFailure(target: Target, error: unknown): Failure {
  const level = error instanceof Error && 'level' in error ? error.level : undefined;
  const why = error instanceof Error ? error.message : String(error);
  switch (level) {
    case 'agent': return sshFailure('ssh.agent-refused', target, `The SSH agent did not sign: ${why}.`, { cause: error });
    case 'client-timeout': return sshFailure('ssh.unreachable', target, `The server did not finish the SSH handshake: ${why}`, { cause: error });
    case 'protocol':
    case 'handshake': return sshFailure('ssh.handshake', target, why, { cause: error });
    case undefined: return sshFailure(isFarewell(error) ? 'ssh.closed' : 'ssh.handshake', target, why, { cause: error });
    default: return sshFailure('ssh.closed', target, why, { cause: error });
  }
}

/** The server's own goodbye has a number; without level and number it was something that ssh2 could not read. */
function isFarewell(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

const prohibited = 1;
const words: readonly [RegExp, string][] = [
  [/refused/i, 'ECONNREFUSED'], [/timed out/i, 'ETIMEDOUT'], [/temporary failure/i, 'EAI_AGAIN'],
  [/not known|no address/i, 'ENOTFOUND'], [/unreachable|no route/i, 'EHOSTUNREACH'],
];

/** OpenSSH passes on only the words of the server's system; they are put back into Node's codes. */
export function forwardFailure(server: string, target: string, error: unknown): Error {
  const message = visible(error instanceof Error ? error.message.replace('(SSH) Channel open failure: ', '') : String(error));
  if (error instanceof Error && 'reason' in error && error.reason === prohibited) {
    return new Failure({
      code: 'ssh.forwarding-refused',
      what: `${server} does not forward to ${visible(target, 300)}`,
      why: message,
      next: 'Set AllowTcpForwarding yes in its sshd_config and restart its SSH service, or take "restrict" off the key in authorized_keys.',
      cause: error,
    });
  }
  return new VantageError(words.find(([pattern]) => pattern.test(message))?.[1] ?? 'ECONNFAILED', `${message} (said by ${server})`);
}

import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { ServerAccess } from '../../model/serverAccess';
import { visible } from '../../model/text';
import { NetworkError } from '../../base/networkError';
import { inTheWay, type OnTheWay } from './onTheWay';

/** Where a sign-in went: for sentences. */
export type Target = Pick<ServerAccess, 'name' | 'host' | 'port' | 'username'> & OnTheWay;

/** The key is right, and the server wants more; `prompts` are its own words, where it came to ask. */
export function moreWanted(target: Target, left: readonly string[], prompts: readonly string[] = []): Failure {
  const asked = prompts.slice(0, 3).map((prompt) => `"${visible(prompt, 80)}"`).join(', ');
  const ways = [...new Set(left)].slice(0, 5).map((way) => wordsOfWay[way] ?? visible(way, 40)).join(', ');
  const wanted = prompts.length > 0 ? asked : ways;
  return target.leadsTo !== undefined ? sshFailure('ssh.more-wanted', target, wanted) : sshFailure('ssh.more-wanted', target, prompts.length > 0
    ? t('The server takes the key and also wants an answer, which nobody gave: {0}', asked) : t('The server takes the key and also wants: {0}.', ways));
}

const wordsOfWay: Readonly<Record<string, string>> = {
  'keyboard-interactive': t('answers to its questions'), 'publickey': t('another key'), 'password': t('a password'),
};

/** Every reason why a sign-in fails has a code of its own; `why` is in the words of the server or the system. */
export function sshFailure(code: string, target: Target, why: string, more: { readonly next?: string; readonly cause?: unknown } = {}): Failure {
  return new Failure({
    code,
    what: t('Could not sign in to {0} ({1}@{2}:{3})', target.name, visible(target.username, 64), visible(target.host, 255), target.port),
    why: visible(why),
    next: more.next ?? next[code] ?? t('Check again.'),
    cause: more.cause,
    ...inTheWay(code, target, visible(why)),
  });
}

const next: Readonly<Record<string, string>> = {
  'ssh.unreachable': t('Check that the server is running and that its security group admits the address from which this machine\'s SSH comes: '
    + 'behind a carrier\'s NAT or several ways out it may be another than web pages see.'),
  'ssh.refused-key': t('Check the key, and the login user: Change SSH Login… takes another one.'),
  'ssh.more-wanted': t('Check again, or go on with the run, and answer when you are asked; or let this user in by the key alone.'),
  'ssh.second-factor-refused': t('Check again, or go on with the run, with a fresh code.'),
  'ssh.no-passphrase': t('Try again and type it when it is asked for, or add the key to your SSH agent and choose it there.'),
  'ssh.agent-refused': t('Try again and allow it where the agent asks; look whether it is locked.'),
  'ssh.key-unreadable': t('Check the private key\'s file.'),
  'ssh.handshake': t('Check that the address and port are those of an SSH service of today.'),
  'ssh.closed': t('Check again: a server that is starting closes connections.'),
};

/** A changed host key is never overwritten: the person is told where the old one stands. */
export function hostKeyChanged(target: Target, file: string, fingerprint: string): Failure {
  const { name, port, leadsTo } = target;
  const host = visible(target.host, 255);
  return new Failure({
    what: t('{0} ({1}:{2}) shows another host key than before', name, host, port),
    ...leadsTo === undefined ? {
      code: 'ssh.host-key-changed',
      why: t('It shows {0}, which is not the key in {1}. '
        + 'Either the server was made anew at this address, or something else answers in its place.', fingerprint, file),
      next: t('If the server was made anew, remove the line of {0} from {1}; otherwise do not connect.', host, file),
    } : {
      code: 'ssh.bastion-host-key-changed',
      why: t('The bastion {0} on the way to {1} shows {2}, which is not the key in {3}. '
        + 'Either the bastion was made anew at this address, or something else answers in its place.', host, leadsTo, fingerprint, file),
      next: t('If the bastion was made anew, remove the line of {0} from {1}; otherwise do not connect.', host, file),
    },
  });
}

/** What ssh2 says of a failed sign-in, by the level it gives its errors. */
export function signInFailure(target: Target, error: unknown): Failure {
  const level = error instanceof Error && 'level' in error ? error.level : undefined;
  const why = error instanceof Error ? error.message : String(error);
  switch (level) {
    case 'client-authentication': return sshFailure('ssh.refused-key', target, t('The server accepts none of the offered ways to sign in.'), { cause: error });
    case 'agent': return sshFailure('ssh.agent-refused', target, t('The SSH agent did not sign: {0}.', why), { cause: error });
    case 'client-timeout': return sshFailure('ssh.unreachable', target, t('It did not finish the SSH handshake: {0}', why), { cause: error });
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
export function forwardFailure({ name: server, leadsTo }: Pick<Target, 'name' | 'leadsTo'>, target: string, error: unknown): Error {
  const message = visible(error instanceof Error ? error.message.replace('(SSH) Channel open failure: ', '') : String(error));
  if (error instanceof Error && 'reason' in error && error.reason === prohibited) {
    return new Failure({
      code: leadsTo === undefined ? 'ssh.forwarding-refused' : 'ssh.bastion-forwarding-refused',
      what: t('{0} does not forward to {1}', server, visible(target, 300)),
      why: leadsTo === undefined ? message : t('The bastion\'s SSH service does not allow forwarding for this login: {0}', message),
      next: t('Set AllowTcpForwarding yes in its sshd_config and restart its SSH service, or take "restrict" off the key in authorized_keys.'),
      cause: error,
    });
  }
  return new NetworkError(words.find(([pattern]) => pattern.test(message))?.[1] ?? 'ECONNFAILED', t('{0} (said by {1})', message, server));
}

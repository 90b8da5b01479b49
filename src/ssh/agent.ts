import type { BaseAgent, ParsedKey, SignCallback, SigningRequestOptions } from 'ssh2';
import ssh2 from 'ssh2';
import { wordsOf } from '../base/words';
import { withDeadline } from '../model/deadline';
import { Failure, isCancelled } from '../model/failure';
import { t } from '../model/l10n';
import type { AgentKey } from '../model/serverAccess';
import { visible } from '../model/text';
import type { PublicKey } from './publicKey';
import { publicKeyFrom } from './publicKey';

const patienceMs = 10_000;

/** A key that the agent has: it signs with it, and never gives it away. */
export interface HeldKey {
  readonly publicKey: PublicKey;
  readonly comment: string;
  readonly parsed: ParsedKey;
}

/** What the agent has, without keys of hardware, whose signatures ssh2 cannot send. Rejects with `ssh.agent-gone`. */
export async function heldKeys(socket: string | undefined, signal: AbortSignal): Promise<readonly HeldKey[]> {
  if (socket === undefined) {
    throw gone(t('No SSH agent is known here: SSH_AUTH_SOCK is not set.'));
  }
  const late = (): Failure => gone(t('The SSH agent at {0} did not answer within {1} s.', socket, patienceMs / 1000));
  try {
    return (await withDeadline(patienceMs, signal, () => identities(socket), late)).flatMap(held);
  } catch (error) {
    throw error instanceof Failure || isCancelled(error) ? error : gone(t('The SSH agent at {0} does not answer: {1}.', socket, wordsOf(error)), error);
  }
}

/** An agent that offers that key alone: of many, a server takes a few and hangs up. Rejects with `ssh.agent-*`. */
export async function agentWith({ socket, fingerprint, comment }: AgentKey, signal: AbortSignal): Promise<BaseAgent> {
  const keys = await heldKeys(socket, signal);
  const key = keys.find(({ publicKey }) => publicKey.fingerprint === fingerprint);
  if (key === undefined) {
    throw failure('ssh.agent-key-missing', keys.length === 0
      ? t('The SSH agent holds no key that can be used: it is locked, or was started anew.')
      : t('The SSH agent has the key "{0}" ({1}) no more.', visible(comment, 80), visible(fingerprint, 60)));
  }
  return new OneKeyAgent(ssh2.createAgent(socket ?? ''), key.parsed);
}

class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
  constructor(private readonly whole: BaseAgent, private readonly key: ParsedKey) {
    super();
  }

  getIdentities(done: (error?: Error | null, keys?: ParsedKey[]) => void): void {
    done(null, [this.key]);
  }

  sign(key: ParsedKey, data: Buffer, options: SigningRequestOptions | SignCallback, done?: SignCallback): void {
    if (typeof options === 'function') {
      this.whole.sign(key, data, options);
    } else {
      this.whole.sign(key, data, options, done);
    }
  }
}

function identities(socket: string): Promise<readonly ParsedKey[]> {
  return new Promise((resolve, reject) => {
    ssh2.createAgent(socket).getIdentities((error, keys) => {
      if (error !== null && error !== undefined) {
        reject(error);
      } else {
        resolve((keys ?? []).flatMap((key) => isParsed(key) ? [key] : []));
      }
    });
  });
}

function isParsed(key: unknown): key is ParsedKey {
  return typeof key === 'object' && key !== null && 'getPublicSSH' in key;
}

function held(parsed: ParsedKey): readonly HeldKey[] {
  const publicKey = publicKeyFrom(parsed.getPublicSSH());
  return publicKey === undefined ? [] : [{ publicKey, comment: parsed.comment, parsed }];
}

function gone(why: string, cause?: unknown): Failure {
  return failure('ssh.agent-gone', why, cause);
}

function failure(code: 'ssh.agent-gone' | 'ssh.agent-key-missing', why: string, cause?: unknown): Failure {
  return new Failure({
    code, what: t('Could not use the SSH agent'), why,
    next: code === 'ssh.agent-gone'
      ? t('Start it again and add the key with "ssh-add"; one at another address is known once VS Code is started anew.')
      : t('Unlock it, or add the key with "ssh-add", then try again.'),
    cause,
  });
}

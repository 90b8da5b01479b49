import type { Client, ConnectConfig, ServerHostKeyAlgorithm } from 'ssh2';
import { withDeadline } from '../../model/deadline';
import type { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { SecondFactors, ServerQuestion } from '../../model/secondFactors';
import type { ServerAccess } from '../../model/serverAccess';
import { visible } from '../../model/text';
import type { KnownHosts } from '../../ssh/knownHosts';
import { fingerprintOf } from '../../ssh/publicKey';
import { Authentication, type Asked, type KeyMethod } from './authentication';
import type { OnTheWay } from './onTheWay';
import type { Patience } from './patience';
import { hostKeyChanged, moreWanted, signInFailure, sshFailure } from './sshFailures';

const keepaliveMs = 15_000;
/** A server may wait for a person too, who allows it on a phone. */
const consentMs = 60_000;
/** Most servers hang up sooner. */
const answerMs = 5 * 60_000;
/** More than any server has to ask. */
const [mostQuestions, mostPrompts] = [10, 10];

export interface SignIn {
  readonly access: ServerAccess & OnTheWay;
  /** In the order in which they are tried. */
  readonly methods: readonly KeyMethod[];
  readonly knownHosts: KnownHosts;
  /** Who answers what the server asks beside the key. */
  readonly factors: SecondFactors;
  readonly patience: Patience;
}

/** Signs in on what `config` connects to; resolves with whether a person had to answer. Rejects with a `Failure`, see `openServer`. */
export function signIn(client: Client, config: ConnectConfig, { access, methods, knownHosts, factors, patience }: SignIn): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let refused: unknown;
    let questions = 0;
    /** What is to be said where the server hangs up on a person, or nobody comes. */
    let unanswered: Failure | undefined;
    const gone = new AbortController();
    const end = (error: unknown): void => {
      gone.abort();
      reject(refused instanceof Error ? refused : unanswered ?? (error instanceof Error ? error : new Error(String(error))));
    };
    const verify = (key: Buffer, done: (accepted: boolean) => void) => {
      acceptKey(key, access, knownHosts).then(() => done(true), (error: unknown) => {
        refused = error;
        done(false);
      });
    };
    const authentication = new Authentication(access, methods, (asked) => {
      questions += 1;
      patience.pause();
      const question = questionOf(asked, access);
      unanswered = moreWanted(access, ['keyboard-interactive'], question.prompts.map(({ text }) => text));
      answersTo(question, questions > mostQuestions ? undefined : factors, gone.signal).then((answers) => {
        unanswered = undefined;
        patience.wait(consentMs);
        asked.finish(answers);
      }).catch(end);
    });
    // ssh2 gives several errors for one cause; the first one decides, the others must not be unheard.
    client.on('error', (error) => end(isRefusal(error) ? authentication.failure : signInFailure(access, error)));
    client.once('close', () => end(sshFailure('ssh.closed', access, t('It closed the connection.'))));
    client.once('ready', () => resolve(questions > 0));
    try {
      client.connect({
        ...config, username: access.username, hostVerifier: verify, keepaliveInterval: keepaliveMs, keepaliveCountMax: 3,
        authHandler: (left, isPartial) => {
          const next = authentication.next(left, isPartial);
          if (next !== false && next.type === 'keyboard-interactive') {
            patience.wait(consentMs);
          }
          return next;
        },
      });
    } catch (error) {
      // Thrown before any byte is sent: something of what is given is not fit for SSH.
      end(signInFailure(access, error));
    }
  });
}

/** A pinned type is asked for first, as OpenSSH does: a key of another type could not be compared. */
export function algorithmsFor(types: readonly string[]): NonNullable<ConnectConfig['algorithms']> {
  const preferred: ServerHostKeyAlgorithm[] = [
    'ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'rsa-sha2-512', 'rsa-sha2-256',
  ];
  const isPinned = (each: ServerHostKeyAlgorithm) => types.includes(each.startsWith('rsa-') ? 'ssh-rsa' : each);
  return { serverHostKey: [...preferred.filter(isPinned), ...preferred.filter((each) => !isPinned(each))] };
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'level' in error && error.level === 'client-authentication';
}

function questionOf({ instructions, prompts }: Asked, { name }: ServerAccess): ServerQuestion {
  return {
    server: name, instructions: visible(instructions, 500),
    prompts: prompts.map(({ prompt, echo }) => ({ text: visible(prompt.trim(), 200), isSecret: echo !== true })),
  };
}

/** Nobody's answer is the end: a server counts what is guessed, and locks who guesses. */
async function answersTo(question: ServerQuestion, factors: SecondFactors | undefined, signal: AbortSignal): Promise<string[]> {
  const nobody = (): Error => new Error('nobody');
  const answers = factors === undefined || question.prompts.length > mostPrompts
    ? undefined : await withDeadline(answerMs, signal, (own) => factors.answer(question, own), nobody);
  if (answers?.length !== question.prompts.length) {
    throw nobody();
  }
  return answers.map((each) => each.reveal());
}

async function acceptKey(key: Buffer, access: ServerAccess & OnTheWay, knownHosts: KnownHosts): Promise<void> {
  const verdict = await knownHosts.verdict(access.host, access.port, key);
  if (verdict === 'changed') {
    throw hostKeyChanged(access, knownHosts.path, fingerprintOf(key));
  }
  if (verdict === 'unknown') {
    await knownHosts.pin(access.host, access.port, key);
  }
}

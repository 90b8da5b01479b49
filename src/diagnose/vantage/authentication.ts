import type { AgentAuthMethod, AnyAuthMethod, AuthenticationType, KeyboardInteractiveAuthMethod, Prompt, PublicKeyAuthMethod } from 'ssh2';
import type { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { moreWanted, sshFailure, type Target } from './sshFailures';

export type KeyMethod = PublicKeyAuthMethod | AgentAuthMethod;

/** What the server asks beside the key; `finish` sends the answers. */
export interface Asked {
  readonly instructions: string;
  readonly prompts: readonly Prompt[];
  finish(answers: string[]): void;
}

const [key, keyboard] = ['publickey', 'keyboard-interactive'] as const;

/**
 * Which way to sign in is tried next: the keys in turn, then what the server asks beside it, once. A key that is taken and not enough
 * (partial success in RFC 4252) is told from one that is refused.
 */
export class Authentication {
  readonly #taken: string[] = [];
  readonly #refused = new Set<string>();
  #last: string | undefined;
  #left: readonly AuthenticationType[] = [];

  #untried: readonly KeyMethod[];

  constructor(private readonly target: Target, private readonly methods: readonly KeyMethod[], private readonly asked: (question: Asked) => void) {
    this.#untried = methods;
  }

  /** By the ways that the server goes on with; undefined while it has told none. False where none of ours is left. */
  next(left: readonly AuthenticationType[] | null, isPartial: boolean | null): AnyAuthMethod | false {
    if (this.#last !== undefined) {
      this.#ended(this.#last, isPartial === true);
    }
    if (left === null) {
      // After an agent's key ssh2 does not pass on what the server said: it is asked for.
      return this.#last === undefined ? this.#tryKey() : { type: 'none', username: this.target.username };
    }
    this.#left = left;
    if (left.includes(key) && !this.#taken.includes(key) && !this.#refused.has(key)) {
      return this.#tryKey();
    }
    // Where the key may still be tried, it was refused: then a password in its place is nothing to ask for.
    const isBesideKey = this.#taken.includes(key) || !left.includes(key);
    return isBesideKey && left.includes(keyboard) && !this.#refused.has(keyboard) ? this.#try(keyboard, this.#question()) : false;
  }

  /** Why nothing is left to try. */
  get failure(): Failure {
    const { target } = this;
    if (this.#refused.has(keyboard)) {
      return sshFailure('ssh.second-factor-refused', target, t('The server took the key, but not what was answered to its question.'));
    }
    return this.#taken.includes(key) || (this.#left.length > 0 && !this.#left.includes(key))
      ? moreWanted(target, this.#left)
      : sshFailure('ssh.refused-key', target, t('The server accepts none of the offered ways to sign in.'));
  }

  #tryKey(): AnyAuthMethod | false {
    const [method] = this.#untried;
    return method === undefined ? false : this.#try(key, method);
  }

  #try(name: string, method: AnyAuthMethod): AnyAuthMethod {
    this.#last = name;
    return method;
  }

  #ended(name: string, isTaken: boolean): void {
    if (isTaken) {
      this.#taken.push(name);
      this.#refused.clear();
      this.#untried = this.methods;
    } else {
      this.#untried = name === key ? this.#untried.slice(1) : this.#untried;
      if (name !== key || this.#untried.length === 0) {
        this.#refused.add(name);
      }
    }
    this.#last = '';
  }

  #question(): KeyboardInteractiveAuthMethod {
    return {
      type: keyboard, username: this.target.username,
      prompt: (_name, instructions, _language, prompts, finish) => this.asked({ instructions, prompts, finish }),
    };
  }
}

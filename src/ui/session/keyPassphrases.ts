import { createHash } from 'node:crypto';
import { abortReason } from '../../model/deadline';
import { t } from '../../model/l10n';
import type { Passphrases } from '../../model/passphrases';
import { Secret } from '../../model/secret';
import { readKeyFile } from '../../ssh/keyFile';
import { accountPrefix } from '../auth/accountStore';
import type { KeptSecrets } from '../auth/keptSecrets';
import type { Prompter } from '../prompts/answers';

interface PassphraseTools {
  /** Where what is kept goes with the account. */
  readonly accountId: string;
  readonly secrets: KeptSecrets;
  readonly prompter: Pick<Prompter, 'text'>;
  /** Asks, without being waited for, whether it should be there the next time too. */
  offerToKeep(path: string, keep: () => Promise<void>): void;
}

/** A box that is open: all who want the same key's passphrase wait for it, and it closes when the last one has given up. */
interface OpenBox {
  readonly answer: Promise<Secret | undefined>;
  readonly closing: AbortController;
  waiting: number;
}

/** Asks for passphrases, one box a key; what was typed is known until the session ends, and longer by choice. */
export class KeyPassphrases implements Passphrases {
  readonly #typed = new Map<string, Secret>();
  readonly #boxes = new Map<string, OpenBox>();

  constructor(private readonly tools: PassphraseTools) {}

  async get(path: string, wrong: Secret | undefined, signal: AbortSignal): Promise<Secret | undefined> {
    signal.throwIfAborted();
    const kept = await this.tools.secrets.getIfReadable(this.#name(path));
    const known = this.#typed.get(path) ?? (kept === undefined ? undefined : new Secret(kept));
    if (known !== undefined && known.reveal() !== wrong?.reveal()) {
      return known;
    }
    if (known !== undefined) {
      await this.#forget(path);
    }
    return await this.#wait(this.#box(path, known !== undefined), signal);
  }

  #box(path: string, isStale: boolean): OpenBox {
    const open = this.#boxes.get(path);
    if (open !== undefined) {
      return open;
    }
    const closing = new AbortController();
    const answer = this.#ask(path, isStale, closing.signal).finally(() => this.#boxes.delete(path));
    const box: OpenBox = { answer, closing, waiting: 0 };
    this.#boxes.set(path, box);
    return box;
  }

  async #wait(box: OpenBox, signal: AbortSignal): Promise<Secret | undefined> {
    box.waiting += 1;
    let stop = (): void => undefined;
    try {
      return await Promise.race([box.answer, new Promise<never>((_, reject) => {
        stop = () => reject(abortReason(signal));
        signal.addEventListener('abort', stop, { once: true });
        if (signal.aborted) {
          stop();
        }
      })]);
    } finally {
      signal.removeEventListener('abort', stop);
      box.waiting -= 1;
      if (box.waiting === 0) {
        box.closing.abort();
      }
    }
  }

  async #ask(path: string, isStale: boolean, signal: AbortSignal): Promise<Secret | undefined> {
    const answer = await this.tools.prompter.text({
      prompt: isStale ? t('What was kept opens the key {0} no more. Its passphrase', path) : t('The passphrase of the key {0}', path),
      placeholder: t('Passphrase'),
      secret: true,
      signal,
      check: (text) => text === '' ? t('Type the passphrase, or press Escape to go on without it.') : undefined,
      accept: (text) => refusal(path, new Secret(text)),
    });
    if (answer.kind !== 'value') {
      return undefined;
    }
    const passphrase = new Secret(answer.value);
    this.#typed.set(path, passphrase);
    this.tools.offerToKeep(path, () => this.tools.secrets.store(this.#name(path), passphrase.reveal()));
    return passphrase;
  }

  async #forget(path: string): Promise<void> {
    this.#typed.delete(path);
    await this.tools.secrets.delete(this.#name(path));
  }

  /** The names of what is kept are no secret: where somebody's keys are stays out of them. */
  #name(path: string): string {
    return `${accountPrefix(this.tools.accountId)}passphrase.${createHash('sha256').update(path).digest('hex').slice(0, 16)}`;
  }
}

/** Undefined too where the file is no key any more, which whoever wants to sign in says. */
async function refusal(path: string, passphrase: Secret): Promise<string | undefined> {
  return (await readKeyFile(path, passphrase)).kind === 'protected'
    ? t('That does not open the key. Look at the keyboard\'s layout and at Caps Lock, then type it again.') : undefined;
}

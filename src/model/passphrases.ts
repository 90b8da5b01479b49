import type { Secret } from './secret';

/** Who gives the passphrase of a private key that has one: a person, or what keeps it for them. */
export interface Passphrases {
  /** `wrong` was given before and opens the key no more. Undefined where nobody gives one. Rejects with an AbortError when it is aborted. */
  get(path: string, wrong: Secret | undefined, signal: AbortSignal): Promise<Secret | undefined>;
}

/** For where there is nobody to ask. */
export const noPassphrases: Passphrases = { get: () => Promise.resolve(undefined) };

import * as v from 'valibot';
import { whileHeld } from '../../base/fileLock';
import type { Token } from '../../cloud/iamService';
import type { TokenStore } from '../../cloud/tokens';
import { Secret } from '../../model/secret';
import { accountPrefix } from '../auth/accountStore';
import type { KeptSecrets } from '../auth/keptSecrets';

const schema = v.object({ accessToken: v.string(), refreshToken: v.optional(v.string()), issuedAt: v.number(), expiresAt: v.number() });
/** Longer than any renewal may take. */
const patienceMs = 20_000;

/** An account's token in the editor's vault, where every window finds it; a lock file makes one window renew it. */
export class TokenVault implements TokenStore {
  readonly #key: string;

  constructor(private readonly secrets: KeptSecrets, accountId: string, private readonly lockFile: string) {
    this.#key = `${accountPrefix(accountId)}token`;
  }

  async read(): Promise<Token | undefined> {
    // Another can be had for the credential, so one that cannot be read is none.
    const text = await this.secrets.getIfReadable(this.#key);
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
    if (!parsed.success) {
      return undefined;
    }
    const { accessToken, refreshToken, issuedAt, expiresAt } = parsed.output;
    return {
      accessToken: new Secret(accessToken),
      ...(refreshToken === undefined ? {} : { refreshToken: new Secret(refreshToken) }),
      issuedAt,
      expiresAt,
    };
  }

  async write(token: Token | undefined): Promise<void> {
    if (token === undefined) {
      await this.secrets.delete(this.#key);
      return;
    }
    const { accessToken, refreshToken, issuedAt, expiresAt } = token;
    await this.secrets.store(this.#key, JSON.stringify({
      accessToken: accessToken.reveal(), refreshToken: refreshToken?.reveal(), issuedAt, expiresAt,
    }));
  }

  /** Where the others take too long it is renewed without the lock rather than never. */
  lock<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    return whileHeld(this.lockFile, { milliseconds: patienceMs, signal }, work, work);
  }
}

import * as v from 'valibot';
import { whileHeld } from '../../base/fileLock';
import type { Token } from '../../cloud/iamService';
import type { TokenStore } from '../../cloud/tokens';
import { Secret } from '../../model/secret';
import { tokenKey } from '../auth/accountStore';
import type { KeptSecrets } from '../auth/keptSecrets';

const schema = v.object({ accessToken: v.string(), refreshToken: v.optional(v.string()), issuedAt: v.number(), expiresAt: v.number() });
/** Longer than any renewal may take. */
const patienceMs = 20_000;

/** An account's tokens in the editor's vault, where every window finds them; a lock file makes one window renew them. */
export class TokenVault implements TokenStore {
  constructor(private readonly secrets: KeptSecrets, private readonly accountId: string, private readonly lockFile: string) {}

  async read(signIn: string): Promise<Token | undefined> {
    // Another can be had for the credential, so one that cannot be read is none.
    const text = await this.secrets.getIfReadable(tokenKey(this.accountId, signIn));
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

  async write(signIn: string, token: Token): Promise<void> {
    await keepToken(this.secrets, this.accountId, signIn, token);
  }

  /** Where the others take too long it is renewed without the lock rather than never. */
  lock<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    return whileHeld(this.lockFile, { milliseconds: patienceMs, signal }, work, work);
  }
}

/** Puts a sign-in's token where every window finds it. */
export async function keepToken(secrets: KeptSecrets, accountId: string, signIn: string, token: Token): Promise<void> {
  const { accessToken, refreshToken, issuedAt, expiresAt } = token;
  await secrets.store(tokenKey(accountId, signIn), JSON.stringify({
    accessToken: accessToken.reveal(), refreshToken: refreshToken?.reveal(), issuedAt, expiresAt,
  }));
}

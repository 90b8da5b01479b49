import type { Credential } from '../model/account';
import { Failure, type FailureText } from '../model/failure';
import type { Secret } from '../model/secret';
import type { IamService, Token } from './iamService';
import { SingleFlight } from '../base/singleFlight';

/** Gives the bearer token of the signed-in account, renewed as needed. */
export interface TokenSource {
  /**
   * Fails with `iam.signed-out` when IAM has refused the account's credential. `rejected` is a token that a
   * service has just refused: a newer one is given, or the same if there is none.
   */
  token(signal: AbortSignal, rejected?: Secret): Promise<Secret>;
}

/** What an account signs in with. */
export interface KeptCredential {
  readonly credential: Credential;
  /** Of the sign-in that brought it: tokens of another one are not this one's. */
  readonly signIn: string;
  /** IAM's refusal of it. It is not asked about this credential again. */
  readonly refused?: FailureText | undefined;
}

/** Where an account's tokens are kept, shared by all windows. */
export interface TokenStore {
  /** The last token of that sign-in. */
  read(signIn: string): Promise<Token | undefined>;
  write(signIn: string, token: Token): Promise<void>;
  /** Runs `work` while no other window runs one on this store, so that a token is renewed once. */
  lock<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export interface TokenSourceOptions {
  readonly iam: Pick<IamService, 'renew'>;
  /** What the account signs in with by now: a new sign-in replaces it in every session that is open. Fails where there is nothing. */
  readonly credential: () => Promise<KeptCredential>;
  readonly store: TokenStore;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  /** Told when IAM refuses what a sign-in brought; from its end on, `credential` says so itself. Nothing is deleted. */
  readonly onRefused?: ((signIn: string, failure: Failure) => Promise<void>) | undefined;
}

// Of a token's life, an hour at most; the rest is time for a renewal that fails at first.
const freshPart = 0.8;

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const now = options.now ?? Date.now;
  let known: Token | undefined;
  let refused: string | undefined;
  const renewal = new SingleFlight((signal) => options.store.lock(() => renewed(signal), signal));

  function isGood(token: Token | undefined): token is Token {
    return token !== undefined && token.accessToken.reveal() !== refused
      && now() < token.issuedAt + freshPart * (token.expiresAt - token.issuedAt);
  }

  /** Under the lock: what another window has renewed meanwhile is taken, else it is renewed here. */
  async function renewed(signal: AbortSignal): Promise<Token> {
    const { credential, signIn, refused: refusal } = await options.credential();
    if (refusal !== undefined) {
      throw new Failure({ ...refusal });
    }
    const stored = await options.store.read(signIn);
    if (isGood(stored)) {
      return stored;
    }
    try {
      const token = await options.iam.renew(latest(credential, stored), signal);
      await options.store.write(signIn, token);
      return token;
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'iam.signed-out') {
        throw error;
      }
      await options.onRefused?.(signIn, error);
      // Somebody may have signed in anew meanwhile: that was not refused.
      if ((await options.credential()).signIn !== signIn) {
        return await renewed(signal);
      }
      throw error;
    }
  }

  return {
    async token(signal, rejected) {
      refused = rejected?.reveal() ?? refused;
      if (isGood(known)) {
        return known.accessToken;
      }
      try {
        known = await renewal.join(signal);
      } catch (error) {
        // While a token lasts, a renewal that fails for want of a network is no reason to fail: the next call tries again.
        if (known === undefined || now() >= known.expiresAt || known.accessToken.reveal() === refused
          || !(error instanceof Failure) || isSignedOut(error)) {
          throw error;
        }
      }
      return known.accessToken;
    },
  };
}

/** Whether somebody has to sign in before anything else can be done: the credential was refused, or there is none. */
export function isSignedOut(error: unknown): error is Failure {
  return error instanceof Failure && (error.code === 'iam.signed-out' || error.code === 'account.signed-out');
}

/** A refresh token may be replaced with each renewal: the last one given is the one that counts. */
function latest(credential: Credential, stored: Token | undefined): Credential {
  return credential.kind === 'refresh-token' && stored?.refreshToken !== undefined
    ? { kind: 'refresh-token', refreshToken: stored.refreshToken }
    : credential;
}

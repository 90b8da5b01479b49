import type { Credential } from '../model/account';
import { Failure } from '../model/failure';
import type { Secret } from '../model/secret';
import type { IamService, Token } from './iamService';
import { SingleFlight } from '../base/singleFlight';

/** Gives the bearer token of the signed-in account, renewed as needed. */
export interface TokenSource {
  /**
   * Fails with `iam.signed-out` when the account's credential is no longer accepted. `rejected` is a token that a
   * service has just refused: a newer one is given, or the same if there is none.
   */
  token(signal: AbortSignal, rejected?: Secret): Promise<Secret>;
}

/** Where an account's token is kept, shared by all windows. */
export interface TokenStore {
  read(): Promise<Token | undefined>;
  /** `undefined` removes it. */
  write(token: Token | undefined): Promise<void>;
  /** Runs `work` while no other window runs one on this store, so that a token is renewed once. */
  lock<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export interface TokenSourceOptions {
  readonly iam: Pick<IamService, 'renew'>;
  readonly credential: Credential;
  readonly store: TokenStore;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  /** Told once when IAM no longer accepts the credential; the store is empty by then. */
  readonly onSignedOut?: ((failure: Failure) => void) | undefined;
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
    const stored = await options.store.read();
    if (isGood(stored)) {
      return stored;
    }
    try {
      const token = await options.iam.renew(latest(options.credential, stored), signal);
      await options.store.write(token);
      return token;
    } catch (error) {
      if (error instanceof Failure && error.code === 'iam.signed-out') {
        await options.store.write(undefined);
        options.onSignedOut?.(error);
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
        if (!canStillServe(known, error)) {
          throw error;
        }
      }
      return known.accessToken;
    },
  };

  /** While a token lasts, a renewal that fails for want of a network is no reason to fail: the next call tries again. */
  function canStillServe(token: Token | undefined, error: unknown): token is Token {
    return token !== undefined && now() < token.expiresAt && token.accessToken.reveal() !== refused
      && error instanceof Failure && error.code !== 'iam.signed-out';
  }
}

/** A refresh token may be replaced with each renewal: the last one given is the one that counts. */
function latest(credential: Credential, stored: Token | undefined): Credential {
  return credential.kind === 'refresh-token' && stored?.refreshToken !== undefined
    ? { kind: 'refresh-token', refreshToken: stored.refreshToken }
    : credential;
}

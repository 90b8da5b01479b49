import type { Secret } from '../model/secret';

/** Gives the bearer token of the signed-in account, renewed as needed. */
export interface TokenSource {
  /** Fails with `iam.signed-out` when the account's credential is no longer accepted. */
  token(signal: AbortSignal): Promise<Secret>;
}

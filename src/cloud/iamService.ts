import type { Account, Credential } from '../model/account';
import type { Secret } from '../model/secret';

/** An access token and what came with it. */
export interface Token {
  readonly accessToken: Secret;
  /** Set where the grant gives one: with a passcode, not with an API key. */
  readonly refreshToken?: Secret | undefined;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What a successful sign-in leaves: who it is, what to keep, and the first token. */
export interface SignIn {
  /** Without `kind`, which only the caller knows. */
  readonly account: Omit<Account, 'kind'>;
  readonly credential: Credential;
  readonly token: Token;
}

/** IBM Cloud's identity service (cloud.ibm.com/apidocs/iam-identity-token-api): tokens, and whose an API key is. */
export interface IamService {
  /** Fails with `iam.bad-api-key` when the key is not accepted. */
  signInWithApiKey(apiKey: Secret, signal: AbortSignal): Promise<SignIn>;
  /** Fails with `iam.bad-passcode` when it is wrong, used or older than its few minutes. */
  signInWithPasscode(passcode: Secret, signal: AbortSignal): Promise<SignIn>;
  /** A new token for a kept credential; fails with `iam.signed-out` when IAM says, by a code of its own, that the credential is worth nothing. */
  renew(credential: Credential, signal: AbortSignal): Promise<Token>;
}

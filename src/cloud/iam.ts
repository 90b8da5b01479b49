import { number, object, optional, safeParse, string } from 'valibot';
import type { Credential } from '../model/account';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { Secret } from '../model/secret';
import { Client } from './client';
import { isIamsOwn, isRefusalOfCredential, isRefusalOfKey } from './iamRefusals';
import type { IamService, SignIn, Token } from './iamService';
import type { Transport } from './transport';

const tokenAnswer = object({
  access_token: string(),
  refresh_token: optional(string()),
  expires_in: number(),
});

const keyDetails = object({ name: string(), iam_id: string(), account_id: string() });

// What the product reads of an access token's claims: it is a JWT, with the account in `account.bss`.
const claims = object({
  iam_id: string(),
  account: optional(object({ bss: optional(string()) })),
  email: optional(string()),
  name: optional(string()),
});

// Any client may use this public pair; with it IAM gives a refresh token.
const publicClient = `Basic ${Buffer.from('bx:bx').toString('base64')}`;

/** Sign-in and renewal over IAM's HTTP API. */
export class Iam implements IamService {
  readonly #client: Client;
  readonly #now: () => number;

  constructor(baseUrl: string, transport: Transport, now: () => number = Date.now) {
    this.#client = new Client({ service: 'iam', baseUrl, transport });
    this.#now = now;
  }

  async signInWithApiKey(apiKey: Secret, signal: AbortSignal): Promise<SignIn> {
    const what = t('Could not sign in with the API key');
    const token = await this.#token(keyGrant(apiKey), what, signal).catch(renamed(
      isRefusalOfKey, 'iam.bad-api-key', t('Paste the whole key; if it was deleted, make a new one in IBM Cloud under Manage > Access (IAM) > API keys.'),
    ));
    const details = await this.#client.ask(keyDetails, {
      method: 'GET', path: '/v1/apikeys/details', what, secret: true,
      headers: { Authorization: `Bearer ${token.accessToken.reveal()}`, 'IAM-Apikey': apiKey.reveal() },
    }, signal);
    return {
      account: accountOf(details.account_id, details.iam_id, details.name),
      credential: { kind: 'api-key', apiKey },
      token,
    };
  }

  async signInWithPasscode(passcode: Secret, signal: AbortSignal): Promise<SignIn> {
    const what = t('Could not sign in with the passcode');
    const token = await this.#token({ grant_type: passcodeGrant, passcode: passcode.reveal() }, what, signal).catch(renamed(
      isIamsOwn, 'iam.bad-passcode', t('Get a new passcode and paste it: each is good once, and for a few minutes.'),
    ));
    if (token.refreshToken === undefined) {
      throw new Failure({
        code: 'iam.no-refresh-token', what, why: t('IBM Cloud gave no refresh token, so the sign-in would end within the hour.'),
        next: t('Sign in with an API key.'),
      });
    }
    return {
      account: accountIn(token.accessToken, what),
      credential: { kind: 'refresh-token', refreshToken: token.refreshToken },
      token,
    };
  }

  renew(credential: Credential, signal: AbortSignal): Promise<Token> {
    const grant = credential.kind === 'api-key'
      ? keyGrant(credential.apiKey)
      : { grant_type: 'refresh_token', refresh_token: credential.refreshToken.reveal() };
    return this.#token(grant, t('Could not renew the sign-in'), signal).catch(renamed(isRefusalOfCredential, 'iam.signed-out', t('Sign in again.')));
  }

  async #token(grant: Readonly<Record<string, string>>, what: string, signal: AbortSignal): Promise<Token> {
    const byApiKey = grant['grant_type'] === apiKeyGrant;
    const asked = this.#now();
    const answer = await this.#client.ask(tokenAnswer, {
      method: 'POST', path: '/identity/token', form: grant, what, secret: true,
      headers: byApiKey ? {} : { Authorization: publicClient },
      // A passcode is good once and a refresh token may be, so only a key's grant can be asked for again.
      repeatable: byApiKey,
    }, signal);
    const refresh = answer.refresh_token === 'not_supported' ? undefined : answer.refresh_token;
    return {
      accessToken: new Secret(answer.access_token),
      refreshToken: refresh === undefined ? undefined : new Secret(refresh),
      issuedAt: asked,
      expiresAt: asked + answer.expires_in * 1000,
    };
  }
}

const apiKeyGrant = 'urn:ibm:params:oauth:grant-type:apikey';
const passcodeGrant = 'urn:ibm:params:oauth:grant-type:passcode';

function keyGrant(apiKey: Secret): Readonly<Record<string, string>> {
  return { grant_type: apiKeyGrant, apikey: apiKey.reveal() };
}

/** Names IAM's refusal of what was given; its words and trace stay. Other failures pass. */
function renamed(isMeant: (failure: Failure) => boolean, code: string, next: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Failure && isMeant(error)) {
      const { what, why, trace, status } = error;
      throw new Failure({ what, why, trace, status, cause: error, code, next });
    }
    throw error;
  };
}

/** Whose a token is. It came from IAM over TLS just now, so its signature is not looked at. */
function accountIn(token: Secret, what: string): SignIn['account'] {
  const payload = token.reveal().split('.')[1] ?? '';
  const read = safeParse(claims, jsonOf(Buffer.from(payload, 'base64url').toString('utf8')));
  const accountId = read.success ? read.output.account?.bss : undefined;
  if (!read.success || accountId === undefined) {
    throw new Failure({
      code: 'iam.no-account', what, why: t('IBM Cloud does not say which account the passcode is for.'),
      next: t('Choose the account in the IBM Cloud console and get a new passcode there, or sign in with an API key of the account.'),
    });
  }
  const { iam_id: iamId, email, name } = read.output;
  return accountOf(accountId, iamId, email ?? name ?? iamId);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function accountOf(accountId: string, iamId: string, who: string): SignIn['account'] {
  return { id: `${accountId}:${iamId}`, accountId, iamId, label: t('{0}, account {1}', who, accountId.slice(0, 8)) };
}

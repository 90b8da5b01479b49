import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { Refusal } from '../http/reply';
import type { AccountRow } from '../state/state';

const keyId = '20260301';
const claims = v.object({ iat: v.number(), exp: v.number(), iam_id: v.string() });
type Claims = v.InferOutput<typeof claims>;

/** Makes and checks IAM's access tokens. Their claims are what SDKs and Terraform read. */
export class Tokens {
  readonly #key: KeyObject;
  readonly #good = new Map<string, Claims>();

  constructor(folder: string, private readonly now: () => number, readonly lifetimeSeconds: number) {
    this.#key = signingKey(join(folder, 'token-key.pem'));
  }

  issue(account: AccountRow, identity: string, grant: string): { token: string; expiration: number } {
    const issued = Math.floor(this.now() / 1000);
    const expiration = issued + this.lifetimeSeconds;
    const payload = {
      iam_id: identity, id: identity, realmid: identity.split('-')[0], jti: randomUUID(), identifier: identity.replace(/^\w+-/, ''),
      given_name: 'Sam', family_name: 'Sandbox', name: 'Sam Sandbox', email: account.email, sub: account.email,
      account: { valid: true, bss: account.id, frozen: true },
      iat: issued, exp: expiration, iss: 'https://iam.cloud.ibm.com/identity', grant_type: grant, scope: 'ibm openid', client_id: 'default',
      acr: 1, amr: ['pwd'],
    };
    const unsigned = `${encode({ kid: keyId, alg: 'RS256', typ: 'JWT' })}.${encode(payload)}`;
    return { token: `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), this.#key).toString('base64url')}`, expiration };
  }

  /** Refuses a header that is not `Bearer` and a token of ours that is still good. */
  check(header: string | undefined): void {
    const token = /^Bearer (.+)$/i.exec(header ?? '')?.[1];
    if (token === undefined) throw new Refusal(401, 'not_authenticated', 'The request needs a bearer token.');
    this.identityOf(token);
  }

  /** The IAM id of whoever a token was made for. */
  identityOf(token: string): string {
    const known = this.#good.get(token) ?? this.#verify(token);
    this.#good.set(token, known);
    if (known.exp * 1000 <= this.now()) throw new Refusal(401, 'not_authenticated', 'The token is expired.');
    return known.iam_id;
  }

  /** JSON Web Key Set, as `/identity/keys` publishes it. */
  keySet(): { keys: JsonWebKey[] } {
    return { keys: [{ ...createPublicKey(this.#key).export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: keyId }] };
  }

  #verify(token: string): Claims {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const signed = verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), createPublicKey(this.#key), Buffer.from(signature, 'base64url'));
    if (!signed) throw new Refusal(401, 'not_authenticated', 'The token was not made by this IAM.');
    return v.parse(claims, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Kept on disk: tokens that a window holds stay good over its reload. */
function signingKey(path: string): KeyObject {
  if (existsSync(path)) return createPrivateKey(readFileSync(path));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return privateKey;
}

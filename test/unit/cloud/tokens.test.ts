import assert from 'node:assert/strict';
import type { Token } from '../../../src/cloud/iamService';
import { createTokenSource, type TokenStore } from '../../../src/cloud/tokens';
import type { Credential } from '../../../src/model/account';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';

const { signal } = new AbortController();
const hour = 3_600_000;
const apiKey: Credential = { kind: 'api-key', apiKey: new Secret('key') };

describe('token source', () => {
  let clock: number;
  let kept: Token | undefined;
  let renewals: Credential[];
  let chain: Promise<unknown>;

  beforeEach(() => {
    clock = 0;
    kept = undefined;
    renewals = [];
    chain = Promise.resolve();
  });

  /** As two windows share it: what one writes the other reads, and the lock is one for both. */
  const store: TokenStore = {
    read: () => Promise.resolve(kept),
    write: (token) => {
      kept = token;
      return Promise.resolve();
    },
    lock: (work) => {
      const mine = chain.then(work);
      chain = mine.catch(() => undefined);
      return mine;
    },
  };
  const tokenAt = (name: string, issuedAt = clock, refreshToken?: string): Token => ({
    accessToken: new Secret(name), issuedAt, expiresAt: issuedAt + hour,
    refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
  });
  const iam = {
    renew: (credential: Credential) => {
      renewals.push(credential);
      return Promise.resolve(tokenAt(`token-${renewals.length}`, clock, `refresh-${renewals.length}`));
    },
  };
  const refusing = (code: string) => ({
    renew: () => Promise.reject(new Failure({ code, what: 'Could not renew', why: 'no', next: 'Sign in again.' })),
  });
  const source = (credential: Credential = apiKey, from: Parameters<typeof createTokenSource>[0]['iam'] = iam, onSignedOut?: (failure: Failure) => void) =>
    createTokenSource({ iam: from, credential, store, now: () => clock, onSignedOut });
  const text = async (tokens: ReturnType<typeof source>, rejected?: Secret) => (await tokens.token(signal, rejected)).reveal();

  it('uses a token for four fifths of its life, then renews it', async () => {
    const tokens = source();
    assert.equal(await text(tokens), 'token-1');
    clock = 0.79 * hour;
    assert.equal(await text(tokens), 'token-1');
    clock = 0.81 * hour;
    assert.equal(await text(tokens), 'token-2');
  });

  it('renews once for all who ask at the same time', async () => {
    const tokens = source();
    const given = await Promise.all(Array.from({ length: 20 }, () => text(tokens)));
    assert.deepEqual([...new Set(given)], ['token-1']);
    assert.equal(renewals.length, 1);
  });

  it('renews once across windows', async () => {
    const given = await Promise.all([source(), source(), source()].map((tokens) => text(tokens)));
    assert.deepEqual(given, ['token-1', 'token-1', 'token-1']);
    assert.equal(renewals.length, 1);
  });

  it('takes what another window has renewed meanwhile', async () => {
    const tokens = source();
    await text(tokens);
    clock = 0.9 * hour;
    kept = tokenAt('of another window');
    assert.equal(await text(tokens), 'of another window');
    assert.equal(renewals.length, 1);
  });

  it('renews with the refresh token that came last, since each may be good once', async () => {
    const tokens = source({ kind: 'refresh-token', refreshToken: new Secret('first') });
    await text(tokens);
    clock = hour;
    await text(tokens);
    const used = renewals.map((credential) => credential.kind === 'refresh-token' ? credential.refreshToken.reveal() : '');
    assert.deepEqual(used, ['first', 'refresh-1']);
  });

  it('renews a token that a service refused, though it looks fresh', async () => {
    const tokens = source();
    const refused = await tokens.token(signal);
    assert.equal(await text(tokens, refused), 'token-2');
    assert.equal(await text(tokens), 'token-2');
  });

  it('signs out everywhere when the credential is no longer accepted, and says so once', async () => {
    const told: string[] = [];
    const tokens = source(apiKey, refusing('iam.signed-out'), ({ code }) => told.push(code));
    kept = tokenAt('old', -hour);
    await assert.rejects(Promise.all([text(tokens), text(tokens)]), { code: 'iam.signed-out' });
    assert.deepEqual(told, ['iam.signed-out']);
    assert.equal(kept, undefined);
  });

  it('goes on with a token that still lasts when it cannot be renewed for want of a network', async () => {
    let from: Parameters<typeof createTokenSource>[0]['iam'] = iam;
    const tokens = source(apiKey, { renew: (...given) => from.renew(...given) });
    await text(tokens);
    from = refusing('http.no-answer');
    clock = 0.9 * hour;
    assert.equal(await text(tokens), 'token-1');
    clock = hour;
    await assert.rejects(text(tokens), { code: 'http.no-answer' });
  });

  it('lets one caller leave without disturbing the others', async () => {
    const tokens = source();
    const leaving = new AbortController();
    const left = tokens.token(leaving.signal);
    const stayed = text(tokens);
    leaving.abort();
    await assert.rejects(left, { name: 'AbortError' });
    assert.equal(await stayed, 'token-1');
  });
});

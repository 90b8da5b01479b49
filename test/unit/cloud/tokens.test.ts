import assert from 'node:assert/strict';
import type { Token } from '../../../src/cloud/iamService';
import { createTokenSource, type KeptCredential, type TokenStore } from '../../../src/cloud/tokens';
import type { Credential } from '../../../src/model/account';
import { Failure, failureText } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';

const { signal } = new AbortController();
const hour = 3_600_000;
const apiKey: Credential = { kind: 'api-key', apiKey: new Secret('key') };

describe('token source', () => {
  let clock: number;
  let kept: Token | undefined;
  let keptOf: string;
  let account: KeptCredential;
  let renewals: Credential[];
  let chain: Promise<unknown>;

  beforeEach(() => {
    clock = 0;
    kept = undefined;
    keptOf = 's1';
    renewals = [];
    chain = Promise.resolve();
  });

  /** As two windows share it: what one writes the other reads, and the lock is one for both. */
  const store: TokenStore = {
    read: (signIn) => Promise.resolve(signIn === keptOf ? kept : undefined),
    write: (signIn, token) => {
      [keptOf, kept] = [signIn, token];
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
  type Options = Parameters<typeof createTokenSource>[0];
  const source = (credential: Credential = apiKey, from: Options['iam'] = iam, onRefused?: Options['onRefused']) => {
    account = { credential, signIn: 's1' };
    return createTokenSource({ iam: from, credential: () => Promise.resolve(account), store, now: () => clock, onRefused });
  };
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

  it('tells a refusal once, deletes nothing, and asks IAM no more about what was refused', async () => {
    const told: string[] = [];
    let asked = 0;
    const refusal = new Failure({ code: 'iam.signed-out', what: 'Could not renew', why: 'no', next: 'Sign in again.' });
    const tokens = source(apiKey, { renew: () => { asked += 1; return Promise.reject(refusal); } }, (signIn, { code }) => {
      told.push(`${signIn} ${code}`);
      account = { ...account, refused: failureText(refusal, '') };
      return Promise.resolve();
    });
    kept = tokenAt('old', -hour);
    await assert.rejects(Promise.all([text(tokens), text(tokens)]), { code: 'iam.signed-out' });
    for (let call = 0; call < 3; call += 1) await assert.rejects(text(tokens), { code: 'iam.signed-out', why: 'no' });
    assert.deepEqual(told, ['s1 iam.signed-out']);
    assert.equal(asked, 1);
    assert.equal(kept.accessToken.reveal(), 'old');
  });

  it('goes over to what a new sign-in brought, although the former was good', async () => {
    const tokens = source();
    await text(tokens);
    account = { credential: { kind: 'api-key', apiKey: new Secret('new') }, signIn: 's2' };
    clock = 0.9 * hour;
    await text(tokens);
    assert.deepEqual(renewals.map((used) => used.kind === 'api-key' ? used.apiKey.reveal() : ''), ['key', 'new']);
    assert.equal(keptOf, 's2');
  });

  it('renews with the refresh token that a new sign-in brought, not with a kept one of the former', async () => {
    const tokens = source({ kind: 'refresh-token', refreshToken: new Secret('first') });
    await text(tokens);
    account = { credential: { kind: 'refresh-token', refreshToken: new Secret('second sign-in') }, signIn: 's2' };
    clock = 0.9 * hour;
    await text(tokens);
    assert.deepEqual(renewals.map((used) => used.kind === 'refresh-token' ? used.refreshToken.reveal() : ''), ['first', 'second sign-in']);
  });

  it('tries what was given meanwhile when the former is refused, and takes the refusal for nothing else', async () => {
    const told: string[] = [];
    const tokens = source(apiKey, {
      renew: (credential) => credential === apiKey ? refusing('iam.signed-out').renew() : iam.renew(credential),
    }, (signIn) => {
      told.push(signIn);
      account = { credential: { kind: 'api-key', apiKey: new Secret('new') }, signIn: 's2' };
      return Promise.resolve();
    });
    assert.equal(await text(tokens), 'token-1');
    assert.deepEqual(told, ['s1']);
  });

  it('goes on with a token that still lasts when it cannot be renewed for want of a network', async () => {
    let from: Options['iam'] = iam;
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

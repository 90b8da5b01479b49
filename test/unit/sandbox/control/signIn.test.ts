import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { Json } from './json';
import { region } from './story';
import { Bench } from './support';

const grant = { apiKey: 'urn:ibm:params:oauth:grant-type:apikey', passcode: 'urn:ibm:params:oauth:grant-type:passcode' };
const cli = { authorization: `Basic ${Buffer.from('bx:bx').toString('base64')}` };

describe('signing in to the sandbox', () => {
  let bench: Bench;
  before(async () => { bench = await Bench.start(); });
  after(() => bench.stop());

  it('gives a token with the claims that clients read, signed with the published key', async () => {
    const { body } = await bench.token({ grant_type: grant.apiKey, apikey: bench.sandbox.apiKey.reveal() });
    const [header = '', payload = '', signature = ''] = body.get('access_token').text.split('.');
    const read = (part: string): Json => new Json(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
    assert.equal(read(header).get('alg').text, 'RS256');
    const claims = read(payload);
    assert.equal(claims.get('exp').number - claims.get('iat').number, body.get('expires_in').number);
    assert.equal(body.get('expiration').number, claims.get('exp').number);
    assert.match(claims.get('iss').text, /^https:\/\/iam\.cloud\.ibm\.com/);
    assert.equal(claims.get('account', 'bss').text, bench.sandbox.accountId);
    for (const name of ['id', 'iam_id', 'email']) assert.notEqual(claims.get(name).text, '');
    const keys = await bench.send('GET', `${bench.sandbox.endpoints.iam}/identity/keys`);
    const jwk = keys.body.get('keys').list.find((key) => key.get('kid').text === read(header).get('kid').text);
    const key = createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: jwk?.get('n').text ?? '', e: jwk?.get('e').text ?? '' } });
    assert.ok(verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')));
  });

  it('knows no wrong key, in IAM\'s own envelope', async () => {
    const { status, body } = await bench.token({ grant_type: grant.apiKey, apikey: 'wrong' });
    assert.equal(status, 400);
    assert.equal(body.get('errorCode').text, 'BXNIM0415E');
    assert.notEqual(body.get('context', 'requestId').text, '');
  });

  it('takes a passcode once', async () => {
    const fields = { grant_type: grant.passcode, passcode: bench.sandbox.newPasscode() };
    assert.equal((await bench.token(fields, cli)).status, 200);
    assert.equal((await bench.token(fields, cli)).body.get('errorCode').text, 'BXNIM0420E');
  });

  it('takes a passcode from the command line\'s client alone, and does not use it up before', async () => {
    const fields = { grant_type: grant.passcode, passcode: bench.sandbox.newPasscode() };
    assert.equal((await bench.token(fields)).status, 401);
    assert.equal((await bench.token(fields, cli)).status, 200);
  });

  it('shows a new passcode on its page', async () => {
    const { text } = await bench.send('GET', bench.sandbox.endpoints.passcodePage);
    const passcode = /id="passcode"[^>]*>([^<]+)</.exec(text)?.[1] ?? '';
    assert.equal((await bench.token({ grant_type: grant.passcode, passcode }, cli)).status, 200);
  });

  it('refreshes a session, each refresh token once; a key\'s token has none', async () => {
    const session = await bench.token({ grant_type: grant.passcode, passcode: bench.sandbox.newPasscode() }, cli);
    const fields = { grant_type: 'refresh_token', refresh_token: session.body.get('refresh_token').text };
    const refreshed = await bench.token(fields, cli);
    assert.equal(refreshed.status, 200);
    assert.equal((await bench.token(fields, cli)).status, 400);
    assert.equal((await bench.token({ ...fields, refresh_token: refreshed.body.get('refresh_token').text }, cli)).status, 200);
    const byKey = await bench.token({ grant_type: grant.apiKey, apikey: bench.sandbox.apiKey.reveal() });
    assert.equal(byKey.body.get('refresh_token').text, 'not_supported');
  });

  it('lets nobody in without a token, with a forged one, or with one that has expired', async () => {
    const url = `${bench.sandbox.endpoints.vpc[region] ?? ''}/vpcs?version=2026-01-01&generation=2`;
    const statusWith = async (authorization?: string) => (await bench.send('GET', url, { headers: authorization === undefined ? {} : { authorization } })).status;
    assert.equal(await statusWith(), 401);
    assert.equal(await statusWith('Bearer a.b.c'), 401);
    const brief = await Bench.start({ tokenSeconds: 0 });
    try {
      const answer = await brief.vpc(region, 'GET', '/vpcs');
      assert.equal(answer.status, 401);
      assert.match(answer.text, /expired/);
    } finally {
      await brief.stop();
    }
  });

  it('tells whose key it is', async () => {
    const { body } = await bench.call('GET', `${bench.sandbox.endpoints.iam}/v1/apikeys/details`);
    assert.equal(body.get('account_id').text, bench.sandbox.accountId);
  });
});

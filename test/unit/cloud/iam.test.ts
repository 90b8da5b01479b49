import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createIam } from '../../../src/cloud/cloud';
import { createTransport } from '../../../src/cloud/transport';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { script, startPeer, type Peer, type Reply } from './peer';

const { signal } = new AbortController();
const jwt = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
const who = { iam_id: 'IBMid-1', account: { bss: '0123456789abcdef0123456789abcdef' }, email: 'ana@example.com' };
const tokenReply = (refresh = 'refresh-1', access = jwt(who)): Reply =>
  ({ json: { access_token: access, refresh_token: refresh, expires_in: 3600, expiration: 1, token_type: 'Bearer', scope: 'ibm openid' } });
const details: Reply = { json: { id: 'ApiKey-1', name: 'ci', iam_id: 'IBMid-1', account_id: '0123456789abcdef0123456789abcdef', apikey: '***' } };
const refused: Reply = { status: 400, json: { errorCode: 'BXNIM0415E', errorMessage: 'Provided API key could not be found.', context: { requestId: 'r-1' } } };

describe('IAM', () => {
  let peer: Peer;

  const iamOn = async (...replies: readonly Reply[]) => {
    peer = await startPeer(script(...replies));
    return createIam({ iam: peer.url }, createTransport({ sleep: () => Promise.resolve() }));
  };

  afterEach(() => peer.stop());

  it('signs in with an API key: a token, then whose key it is', async () => {
    const iam = await iamOn(tokenReply('not_supported'), details);
    const { account, credential, token } = await iam.signInWithApiKey(new Secret('k&y'), signal);
    assert.deepEqual(account, {
      id: '0123456789abcdef0123456789abcdef:IBMid-1', accountId: '0123456789abcdef0123456789abcdef', iamId: 'IBMid-1', label: 'ci, account 01234567',
    });
    assert.equal(credential.kind, 'api-key');
    assert.equal(token.refreshToken, undefined);
    assert.equal(token.expiresAt - token.issuedAt, 3_600_000);
    const [first, second] = peer.received;
    const form = new URLSearchParams(first?.body);
    assert.equal(form.get('grant_type'), 'urn:ibm:params:oauth:grant-type:apikey');
    assert.equal(form.get('apikey'), 'k&y');
    assert.equal(first?.headers.authorization, undefined);
    assert.equal(second?.path, '/v1/apikeys/details');
    assert.equal(second.headers['iam-apikey'], 'k&y');
  });

  it('names a wrong API key, in the words of IAM and with its trace, and shows the key nowhere', async () => {
    const iam = await iamOn(refused);
    await assert.rejects(iam.signInWithApiKey(new Secret('canary-key'), signal), (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'iam.bad-api-key');
      assert.equal(error.why, 'Provided API key could not be found.');
      assert.equal(error.trace, 'r-1');
      assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), /canary-key/);
      return true;
    });
  });

  it('signs in with a passcode as the public client, and keeps the refresh token', async () => {
    const iam = await iamOn(tokenReply());
    const { account, credential } = await iam.signInWithPasscode(new Secret('pass'), signal);
    assert.equal(account.label, 'ana@example.com, account 01234567');
    assert.equal(credential.kind === 'refresh-token' ? credential.refreshToken.reveal() : '', 'refresh-1');
    const [first] = peer.received;
    assert.equal(first?.headers.authorization, `Basic ${Buffer.from('bx:bx').toString('base64')}`);
    assert.equal(new URLSearchParams(first.body).get('passcode'), 'pass');
  });

  it('never sends a passcode twice, since it is good once', async () => {
    const iam = await iamOn({ status: 503, json: {} });
    await assert.rejects(iam.signInWithPasscode(new Secret('pass'), signal), { status: 503 });
    assert.equal(peer.received.length, 1);
  });

  it('tells a used passcode from a service that is down', async () => {
    const iam = await iamOn({ status: 400, json: { errorCode: 'BXNIM0134E', errorMessage: 'Invalid passcode' } }, { status: 502, text: '<html>' });
    await assert.rejects(iam.signInWithPasscode(new Secret('pass'), signal), { code: 'iam.bad-passcode', why: 'Invalid passcode' });
    await assert.rejects(iam.signInWithPasscode(new Secret('pass'), signal), { code: 'http.not-json' });
  });

  it('refuses a passcode that names no account, and a token that is no JWT', async () => {
    const iam = await iamOn(tokenReply('r', jwt({ iam_id: 'IBMid-1' })), tokenReply('r', 'opaque'), tokenReply('not_supported'));
    await assert.rejects(iam.signInWithPasscode(new Secret('pass'), signal), { code: 'iam.no-account' });
    await assert.rejects(iam.signInWithPasscode(new Secret('pass'), signal), { code: 'iam.no-account' });
    await assert.rejects(iam.signInWithPasscode(new Secret('pass'), signal), { code: 'iam.no-refresh-token' });
  });

  it('takes IAM\'s own word on a credential for a sign-out', async () => {
    const codes = ['BXNIM0407E', 'BXNIM0408E', 'BXNIM0415E', 'BXNIM0439E', 'BXNIM0462E'];
    const iam = await iamOn(...codes.map((errorCode): Reply => ({ status: 400, json: { errorCode, errorMessage: 'No.' } })));
    for (const code of codes) {
      await assert.rejects(iam.renew({ kind: 'refresh-token', refreshToken: new Secret('r') }, signal), { code: 'iam.signed-out', why: 'No.' }, code);
    }
  });

  it('takes nothing else for one, nor for a wrong key: not a proxy\'s word, a portal\'s, an outage\'s or another of IAM\'s', async () => {
    const replies: Readonly<Record<string, Reply>> = {
      'http.in-between 302': { status: 302, text: '', headers: { location: 'https://portal.example/' } },
      'http.in-between 407': { status: 407, json: { errorCode: 'BXNIM0415E' } },
      'http.in-between 511': { status: 511, text: '<html>sign in to this network' },
      'http.not-json 200': { status: 200, text: '<html>welcome' },
      'http.not-json 400': { status: 400, text: '<html>proxy</html>' },
      'iam.http-400 400': { status: 400, text: '' },
      'iam.http-401 401': { status: 401, json: { error: 'unauthorized' } },
      'iam.BXNIM0400E 401': { status: 401, json: { errorCode: 'BXNIM0400E', errorMessage: 'Account has been locked for 30 minutes' } },
      'iam.http-403 403': { status: 403, json: { errorMessage: 'IP address not allowed' } },
      'iam.BXNIM0415E 500': { status: 500, json: { errorCode: 'BXNIM0415E' } },
      'iam.http-503 503': { status: 503, json: {} },
    };
    for (const [expected, reply] of Object.entries(replies)) {
      const iam = await iamOn(reply);
      const [code = '', status] = expected.split(' ');
      const asked = { code, status: Number(status) };
      await assert.rejects(iam.renew({ kind: 'api-key', apiKey: new Secret('k') }, signal), asked);
      await assert.rejects(iam.renew({ kind: 'refresh-token', refreshToken: new Secret('r') }, signal), asked);
      await assert.rejects(iam.signInWithApiKey(new Secret('k'), signal), asked);
      await peer.stop();
    }
  });

  it('quotes nothing of an answer that may hold a secret, nor what was sent where IAM repeats it', async () => {
    const canary = 'canary-4711';
    const replies: readonly Reply[] = [
      { status: 200, text: `{"access_token":"${canary}"` },
      { status: 502, text: `<html>${canary}` },
      { status: 200, json: { access_token: 't', expires_in: canary } },
      { status: 400, json: { errorCode: 'BXNIM0109E', errorMessage: `The property apikey=${canary} is wrong.` } },
    ];
    for (const reply of replies) {
      const iam = await iamOn(reply);
      await assert.rejects(iam.renew({ kind: 'api-key', apiKey: new Secret(canary) }, signal), (error) => {
        assert.ok(error instanceof Failure);
        assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), /canary-4711/);
        return true;
      });
      await peer.stop();
    }
  });

  it('asks again for a token by API key when IAM is busy: that grant may be repeated', async () => {
    const iam = await iamOn({ status: 429, json: {} }, tokenReply('not_supported'));
    await iam.renew({ kind: 'api-key', apiKey: new Secret('k') }, signal);
    assert.equal(peer.received.length, 2);
  });
});

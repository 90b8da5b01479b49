import assert from 'node:assert/strict';
import type { IamService, SignIn } from '../../../../src/cloud/iamService';
import { Failure } from '../../../../src/model/failure';
import { Secret } from '../../../../src/model/secret';
import { askWay, signInByText } from '../../../../src/ui/auth/signIn';
import { ScriptedPrompter, type Act } from '../prompts/scriptedPrompter';

const good: SignIn = {
  account: { id: 'acc:me', accountId: 'acc', iamId: 'me', label: 'me@example.com' },
  credential: { kind: 'api-key', apiKey: new Secret('good') },
  token: { accessToken: new Secret('t'), issuedAt: 0, expiresAt: 1 },
};
const refuse = (code: string, why: string): Failure => new Failure({ code, what: 'Could not sign in', why, next: 'Paste the whole key.' });

function iam(calls: string[]): IamService {
  const answer = (kind: string, secret: Secret): Promise<SignIn> => {
    calls.push(`${kind} ${secret.reveal()}`);
    return secret.reveal() === 'good' ? Promise.resolve(good) : Promise.reject(refuse('iam.bad-api-key', 'Provided API key could not be found.'));
  };
  return {
    signInWithApiKey: (apiKey) => answer('key', apiKey),
    signInWithPasscode: (passcode) => answer('passcode', passcode),
    renew: () => Promise.reject(new Error('not asked for')),
  };
}

interface Tried {
  readonly result: SignIn | undefined;
  readonly prompter: ScriptedPrompter;
  readonly calls: readonly string[];
  readonly opened: number;
}

async function signIn(way: 'api-key' | 'passcode', ...acts: Act[]): Promise<Tried> {
  const prompter = new ScriptedPrompter(...acts);
  const calls: string[] = [];
  let opened = 0;
  const result = await signInByText(way, {
    prompter, iam: () => Promise.resolve(iam(calls)), openPasscodePage: () => { opened += 1; return Promise.resolve(); },
  });
  return { result, prompter, calls, opened };
}

describe('signing in', () => {
  it('offers a key, a passcode and the sandbox', async () => {
    const prompter = new ScriptedPrompter({ take: 'Sandbox' });
    assert.equal(await askWay(prompter), 'sandbox');
    assert.deepEqual(prompter.seen[0]?.labels, ['API key', 'One-time passcode', 'Sandbox']);
  });

  it('tries the key while the box is open, and takes the blanks of a paste away', async () => {
    const { result, calls } = await signIn('api-key', { type: ' good\n' });
    assert.equal(result?.account.label, 'me@example.com');
    assert.deepEqual(calls, ['key good']);
  });

  it('says in the box that a key is wrong, and lets the next one be tried', async () => {
    const { result, prompter } = await signIn('api-key', { type: 'wrong' }, { type: 'good' });
    assert.match(prompter.refused[0] ?? '', /could not be found/);
    assert.ok(result !== undefined);
  });

  it('asks IBM Cloud nothing for an empty box', async () => {
    const { calls, result } = await signIn('api-key', { type: '  ' }, 'escape');
    assert.deepEqual(calls, []);
    assert.equal(result, undefined);
  });

  it('leaves nothing after Escape, also after a wrong key', async () => {
    assert.equal((await signIn('api-key', { type: 'wrong' }, 'escape')).result, undefined);
  });

  it('opens the passcode page only when that was chosen', async () => {
    assert.equal((await signIn('passcode', { take: 'I have a passcode' }, { type: 'good' })).opened, 0);
    const { opened, calls } = await signIn('passcode', { take: 'Open the passcode page' }, { type: 'good' });
    assert.equal(opened, 1);
    assert.deepEqual(calls, ['passcode good']);
  });

  it('never shows what was typed', async () => {
    const { prompter } = await signIn('api-key', { type: 'canary-4711' }, 'escape');
    assert.ok(!JSON.stringify([prompter.seen, prompter.refused]).includes('canary-4711'));
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from '../../../../src/base/fileLock';
import { Secret } from '../../../../src/model/secret';
import { TokenVault } from '../../../../src/ui/session/tokenVault';
import { Machine } from './memory';

const { signal } = new AbortController();

describe('an account\'s token that windows share', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'pc-token-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is in the vault and nowhere on disk', async () => {
    const machine = new Machine();
    const tokens = new TokenVault(machine.window().secrets, 'acc:me', join(folder, 'token.lock'));
    assert.equal(await tokens.read('s1'), undefined);
    await tokens.lock(() => tokens.write('s1', { accessToken: new Secret('canary-4711'), refreshToken: new Secret('r'), issuedAt: 1, expiresAt: 2 }), signal);
    const token = await tokens.read('s1');
    assert.deepEqual([token?.accessToken.reveal(), token?.refreshToken?.reveal(), token?.expiresAt], ['canary-4711', 'r', 2]);
    assert.deepEqual(await readdir(folder), []);
  });

  it('is not that of another sign-in to the same account', async () => {
    const tokens = new TokenVault(new Machine().window().secrets, 'acc:me', join(folder, 'token.lock'));
    await tokens.write('s1', { accessToken: new Secret('t'), issuedAt: 1, expiresAt: 2 });
    assert.equal(await tokens.read('s2'), undefined);
  });

  it('is renewed by one window at a time, and one that is closed does not wait for it', async () => {
    const lock = join(folder, 'token.lock');
    const tokens = new TokenVault(new Machine().window().secrets, 'acc:me', lock);
    const theirs = await takeLock(lock);
    const closing = new AbortController();
    const waiting = tokens.lock(() => Promise.resolve('renewed'), closing.signal);
    closing.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    const patient = tokens.lock(() => Promise.resolve('renewed'), signal);
    await theirs?.release();
    assert.equal(await patient, 'renewed');
    assert.deepEqual(await readdir(folder), []);
  });

  it('is none where it is damaged', async () => {
    const { secrets } = new Machine().window();
    await secrets.store('privateConnect.account.acc%3Ame.token.s1', '{"accessToken":7}');
    assert.equal(await new TokenVault(secrets, 'acc:me', join(folder, 'l')).read('s1'), undefined);
  });
});

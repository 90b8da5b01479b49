import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from '../../../../src/base/fileLock';
import { Secret } from '../../../../src/model/secret';
import { KeptSecrets } from '../../../../src/ui/auth/keptSecrets';
import { TokenVault } from '../../../../src/ui/session/tokenVault';
import { MemoryVault } from './memory';

const { signal } = new AbortController();

describe('an account\'s token that windows share', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'pc-token-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is in the vault and nowhere on disk', async () => {
    const vault = new MemoryVault();
    const tokens = new TokenVault(new KeptSecrets(vault, () => undefined), 'acc:me', join(folder, 'token.lock'));
    assert.equal(await tokens.read(), undefined);
    await tokens.lock(() => tokens.write({ accessToken: new Secret('canary-4711'), refreshToken: new Secret('r'), issuedAt: 1, expiresAt: 2 }), signal);
    const token = await tokens.read();
    assert.deepEqual([token?.accessToken.reveal(), token?.refreshToken?.reveal(), token?.expiresAt], ['canary-4711', 'r', 2]);
    assert.deepEqual(await readdir(folder), []);
    await tokens.write(undefined);
    assert.deepEqual([...vault.kept.keys()], []);
  });

  it('is renewed by one window at a time, and one that is closed does not wait for it', async () => {
    const lock = join(folder, 'token.lock');
    const tokens = new TokenVault(new KeptSecrets(new MemoryVault(), () => undefined), 'acc:me', lock);
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
    const vault = new MemoryVault();
    const secrets = new KeptSecrets(vault, () => undefined);
    await secrets.store('privateConnect.account.acc%3Ame.token', '{"accessToken":7}');
    assert.equal(await new TokenVault(secrets, 'acc:me', join(folder, 'l')).read(), undefined);
  });
});

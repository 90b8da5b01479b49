import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../../src/model/secret';
import { KeptSecrets } from '../../../../src/ui/auth/keptSecrets';
import { claimSandboxFolder } from '../../../../src/ui/session/sandboxFolder';
import { takeLock } from '../../../../src/base/fileLock';
import { TokenVault } from '../../../../src/ui/session/tokenVault';
import { MemoryVault } from './memory';

const { signal } = new AbortController();

describe('files that windows share', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'pc-lock-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are a sandbox of its own for each window, and the usual one again when it is free', async () => {
    const first = await claimSandboxFolder(folder, 0);
    const second = await claimSandboxFolder(folder, 0);
    assert.deepEqual([first.number, second.number], [1, 2]);
    assert.notEqual(first.path, second.path);
    await first.release();
    assert.equal((await claimSandboxFolder(folder, 0)).number, 1);
  });

  it('are waited for by a reloaded window whose former self is about to leave', async () => {
    const first = await claimSandboxFolder(folder, 0);
    const waiting = claimSandboxFolder(folder, 5000);
    setTimeout(() => void first.release(), 50);
    assert.equal((await waiting).number, 1);
  });

  it('do not run out silently', async () => {
    for (let count = 0; count < 8; count += 1) {
      await claimSandboxFolder(folder, 0);
    }
    await assert.rejects(claimSandboxFolder(folder, 0), { code: 'sandbox.too-many' });
  });

  it('keep an account\'s token in the vault and nowhere on disk', async () => {
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

  it('let one window at a time renew a token, and one that is closed not wait for it', async () => {
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

  it('take a damaged token for none', async () => {
    const vault = new MemoryVault();
    const secrets = new KeptSecrets(vault, () => undefined);
    await secrets.store('privateConnect.account.acc%3Ame.token', '{"accessToken":7}');
    assert.equal(await new TokenVault(secrets, 'acc:me', join(folder, 'l')).read(), undefined);
  });
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../../src/model/secret';
import { KeptSecrets } from '../../../../src/ui/auth/keptSecrets';
import { takeLock, withFileLock } from '../../../../src/ui/session/fileLock';
import { claimSandboxFolder } from '../../../../src/ui/session/sandboxFolder';
import { TokenVault } from '../../../../src/ui/session/tokenVault';
import { MemoryVault } from './memory';

/** The id of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}

describe('files that windows share', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'pc-lock-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are held by one at a time', async () => {
    const lock = join(folder, 'deep', 'token.lock');
    let inside = 0;
    let most = 0;
    await Promise.all(Array.from({ length: 4 }, () => withFileLock(lock, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    })));
    assert.equal(most, 1);
    assert.deepEqual(await readdir(join(folder, 'deep')), []);
  });

  it('are given back when the work fails', async () => {
    const lock = join(folder, 'token.lock');
    await assert.rejects(withFileLock(lock, () => Promise.reject(new Error('no'))), /no/);
    assert.equal(await takeLock(lock), true);
  });

  it('are not held by a window that has died', async () => {
    const lock = join(folder, 'token.lock');
    await writeFile(lock, String(await deadProcess()));
    assert.equal(await takeLock(lock), true);
    assert.equal(await takeLock(lock), false, 'held by this process now');
  });

  it('are not held for ever by one that died between creating and writing', async () => {
    const lock = join(folder, 'token.lock');
    await writeFile(lock, '');
    assert.equal(await takeLock(lock), false, 'somebody may be at it');
    await utimes(lock, new Date(0), new Date(0));
    assert.equal(await takeLock(lock), true);
  });

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
    await tokens.lock(() => tokens.write({ accessToken: new Secret('canary-4711'), refreshToken: new Secret('r'), issuedAt: 1, expiresAt: 2 }));
    const token = await tokens.read();
    assert.deepEqual([token?.accessToken.reveal(), token?.refreshToken?.reveal(), token?.expiresAt], ['canary-4711', 'r', 2]);
    assert.deepEqual(await readdir(folder), []);
    await tokens.write(undefined);
    assert.deepEqual([...vault.kept.keys()], []);
  });

  it('take a damaged token for none', async () => {
    const vault = new MemoryVault();
    const secrets = new KeptSecrets(vault, () => undefined);
    await secrets.store('privateConnect.account.acc%3Ame.token', '{"accessToken":7}');
    assert.equal(await new TokenVault(secrets, 'acc:me', join(folder, 'l')).read(), undefined);
  });
});

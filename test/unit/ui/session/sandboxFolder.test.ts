import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimSandboxFolder } from '../../../../src/ui/session/sandboxFolder';

describe('the folder of a window\'s sandbox', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'pc-claim-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is one of its own for each window, and the usual one again when it is free', async () => {
    const first = await claimSandboxFolder(folder, 0);
    const second = await claimSandboxFolder(folder, 0);
    assert.deepEqual([first.number, second.number], [1, 2]);
    assert.notEqual(first.path, second.path);
    await first.release();
    assert.equal((await claimSandboxFolder(folder, 0)).number, 1);
  });

  it('is waited for by a reloaded window whose former self is about to leave', async () => {
    const first = await claimSandboxFolder(folder, 0);
    const waiting = claimSandboxFolder(folder, 5000);
    setTimeout(() => void first.release(), 50);
    assert.equal((await waiting).number, 1);
  });

  it('does not run out silently', async () => {
    for (let count = 0; count < 8; count += 1) {
      await claimSandboxFolder(folder, 0);
    }
    await assert.rejects(claimSandboxFolder(folder, 0), { code: 'sandbox.too-many' });
  });
});

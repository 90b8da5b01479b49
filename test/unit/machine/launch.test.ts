import assert from 'node:assert/strict';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launch } from '../../../src/machine/launch';

describe('a program that goes on by itself', () => {
  it('is started with its words as they are', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'launch '));
    try {
      const made = join(folder, 'a $HOME file');
      await launch(process.execPath, ['-e', 'require("fs").writeFileSync(process.argv[1], "")', made]);
      while (!await access(made).then(() => true, () => false)) await pause(10);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('that is not there is said to be', async () => {
    await assert.rejects(launch(join(tmpdir(), 'no-such-program'), []), { code: 'ENOENT' });
  });
});

import assert from 'node:assert/strict';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
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

  it('is not taken for Node, as programs that are made with Electron are by what an editor puts into the environment of its extensions', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'launch '));
    const before = process.env['ELECTRON_RUN_AS_NODE'];
    process.env['ELECTRON_RUN_AS_NODE'] = '1';
    try {
      const [made, whole] = [join(folder, 'written'), join(folder, 'whole')];
      const script = 'const fs = require("fs"); fs.writeFileSync(process.argv[1], JSON.stringify(process.env)); fs.renameSync(process.argv[1], process.argv[2])';
      await launch(process.execPath, ['-e', script, made, whole]);
      while (!await access(whole).then(() => true, () => false)) await pause(10);
      const seen = JSON.parse(await readFile(whole, 'utf8')) as Record<string, string>;
      assert.deepEqual([seen['ELECTRON_RUN_AS_NODE'], seen['PATH']], [undefined, process.env['PATH']]);
    } finally {
      if (before === undefined) delete process.env['ELECTRON_RUN_AS_NODE'];
      else process.env['ELECTRON_RUN_AS_NODE'] = before;
      await rm(folder, { recursive: true });
    }
  });

  it('that is not there is said to be', async () => {
    await assert.rejects(launch(join(tmpdir(), 'no-such-program'), []), { code: 'ENOENT' });
  });
});

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { codeOf } from '../../../src/base/codes';
import { readIfThere } from '../../../src/base/readFile';
import { renameOver, replaceFile } from '../../../src/base/replaceFile';

describe('a file that is replaced', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'pc-replace-')); });
  afterEach(() => rm(folder, { recursive: true }));

  it('is its owner\'s alone unless told otherwise, and leaves nothing beside it', async () => {
    const path = join(folder, 'a');
    await writeFile(path, 'old', { mode: 0o644 });
    await replaceFile(path, 'new é');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.equal(await readIfThere(path), 'new é');
    await replaceFile(path, 'é', { mode: 0o640, encoding: 'latin1' });
    assert.equal((await stat(path)).mode & 0o777, 0o640);
    assert.deepEqual([...await readFile(path)], [0xe9]);
    assert.deepEqual(await readdir(folder), ['a']);
  });

  it('is never seen half written', async () => {
    const path = join(folder, 'a');
    const texts = ['a', 'b'].map((letter) => letter.repeat(200_000));
    await replaceFile(path, texts[0] ?? '');
    const seen = new Set<string>();
    const writing = { on: true };
    const looking = (async () => {
      while (writing.on) {
        seen.add(await readFile(path, 'utf8'));
        await turn();
      }
    })();
    for (let round = 0; round < 30; round += 1) {
      await replaceFile(path, texts[round % 2] ?? '');
    }
    writing.on = false;
    await looking;
    assert.deepEqual([...seen].filter((text) => !texts.includes(text)), []);
  });

  it('leaves nothing beside it when it cannot be replaced', async () => {
    await mkdir(join(folder, 'a', 'full'), { recursive: true });
    await assert.rejects(replaceFile(join(folder, 'a'), 'x'), (error) => ['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? ''));
    assert.deepEqual(await readdir(folder), ['a']);
  });
});

describe('a rename over a file that another program has open', () => {
  /** As Windows' own, which refuses so often before it does it. */
  function refusing(times: number, code: string): { readonly asked: string[]; readonly rename: (from: string, to: string) => Promise<void> } {
    const asked: string[] = [];
    return {
      asked,
      rename: (from, to) => {
        asked.push(`${from} ${to}`);
        return asked.length > times ? Promise.resolve() : Promise.reject(Object.assign(new Error('no'), { code }));
      },
    };
  }

  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    it(`is tried again on Windows, which answers ${code} for as long as that lasts`, async () => {
      const { asked, rename } = refusing(2, code);
      await renameOver('a.new', 'a', 'win32', rename);
      assert.deepEqual(asked, ['a.new a', 'a.new a', 'a.new a']);
    });
  }

  it('is given up where the file stays open, with what Windows says', async () => {
    const { asked, rename } = refusing(Infinity, 'EPERM');
    await assert.rejects(renameOver('a.new', 'a', 'win32', rename), { code: 'EPERM' });
    assert.equal(asked.length, 11);
  });

  it('is tried once where waiting mends nothing', async () => {
    for (const [platform, code] of [['win32', 'ENOENT'], ['linux', 'EPERM'], ['darwin', 'EACCES']] as const) {
      const { asked, rename } = refusing(1, code);
      await assert.rejects(renameOver('a.new', 'a', platform, rename), { code });
      assert.equal(asked.length, 1);
    }
  });
});

describe('a file that may be missing', () => {
  it('is undefined, while one that cannot be read is a failure', async () => {
    assert.equal(await readIfThere(join(tmpdir(), 'pc-none', 'none')), undefined);
    await assert.rejects(readIfThere(tmpdir()), (error) => codeOf(error) === 'EISDIR');
  });
});

describe('the code of an error', () => {
  it('is what Node gives it, and nothing else', () => {
    assert.equal(codeOf(Object.assign(new Error('x'), { code: 'ENOENT' })), 'ENOENT');
    for (const other of [new Error('x'), Object.assign(new Error('x'), { code: 7 }), { code: 'ENOENT' }, 'ENOENT', undefined]) {
      assert.equal(codeOf(other), undefined);
    }
  });
});

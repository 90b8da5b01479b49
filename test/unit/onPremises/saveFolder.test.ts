import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Failure } from '../../../src/model/failure';
import { officeFiles } from '../../../src/onPremises/files';
import { saveFolder } from '../../../src/onPremises/saveFolder';
import { anyOffice, description, domain, key, office } from './offices';

const open = (): Promise<void> => Promise.resolve();
const { signal } = new AbortController();

describe('the folder for an office\'s network team', () => {
  let parent: string;
  beforeEach(async () => { parent = await mkdtemp(join(tmpdir(), 'office-')); });
  afterEach(() => rm(parent, { recursive: true }));

  it('has the key in one file, which is its owner\'s alone before the key is in it', async () => {
    for (const keyIn of ['swanctl', 'ipsec'] as const) {
      const folder = join(parent, keyIn);
      const closed: string[] = [];
      await saveFolder(folder, officeFiles(office(), keyIn), async (path) => { closed.push(await readFile(path, 'utf8')); }, signal);
      const paths = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
      const withKey = (await Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') })))).filter(({ text }) => text.includes(key));
      assert.equal(withKey.length, 1);
      assert.ok(withKey[0]?.path.includes(`strongswan-${keyIn}`));
      assert.deepEqual(closed, ['', '']);
      if (process.platform !== 'win32') assert.equal((await stat(withKey[0]?.path ?? '')).mode & 0o777, 0o600);
    }
  });

  it('is never written into one that is there, which stays as it is', async () => {
    const folder = join(parent, 'there');
    await mkdir(folder);
    await writeFile(join(folder, 'README.md'), 'mine');
    await assert.rejects(() => saveFolder(folder, officeFiles(office()), open, signal),
      (error) => error instanceof Failure && error.code === 'on-premises.folder-exists' && !inspect(error).includes(key));
    assert.deepEqual(await readdir(folder), ['README.md']);
    assert.equal(await readFile(join(folder, 'README.md'), 'utf8'), 'mine');
  });

  it('leaves nothing where it cannot be made whole', async () => {
    const folder = join(parent, 'new');
    await assert.rejects(() => saveFolder(folder, officeFiles(office()), () => Promise.reject(new Error('no owner')), signal), /no owner/);
    const ending = new AbortController();
    await assert.rejects(() => saveFolder(folder, officeFiles(office()), () => { ending.abort(); return Promise.resolve(); }, ending.signal), { name: 'AbortError' });
    assert.deepEqual(await readdir(parent), []);
    await assert.rejects(() => saveFolder(join(parent, 'none', 'new'), officeFiles(office()), open, signal), (error) => error instanceof Failure && error.code === 'on-premises.not-saved');
  });

  it('tells every parameter, and the key in no text that people read', () => {
    const texts = officeFiles(office()).flatMap(({ content }) => typeof content === 'string' ? [content] : []);
    assert.ok(texts.every((text) => !text.includes(key)));
    const parameters = officeFiles(office()).find(({ path }) => path === 'PARAMETERS.md')?.content.toString() ?? '';
    for (const value of ['203.0.113.40', '198.51.100.9', 'aes256-sha256-modp2048', '28800', '3600', '192.168.50.0/24', '10.240.1.0/28', '10.240.1.5', domain]) {
      assert.ok(parameters.includes(value), value);
    }
  });

  it('has commands that a shell reads, and that name files of the folder', () => {
    fc.assert(fc.property(anyOffice, (each) => {
      const files = officeFiles(each);
      const text = files.find(({ path }) => path === 'README.md')?.content.toString() ?? '';
      const commands = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, lines]) => lines ?? '');
      assert.ok(commands.length > 8);
      assert.equal(spawnSync('sh', ['-n'], { input: commands.join('\n') }).status, 0);
      for (const [, path] of commands.join('\n').matchAll(/^install -(?:D )?(?:-)?m \d+ (\S+) /gm)) {
        assert.ok(files.some((file) => file.path === path), path);
      }
    }), { numRuns: 30 });
  });

  it('can leave the key out', () => {
    const files = officeFiles(office({ key: undefined }));
    assert.equal(files.length, officeFiles(office()).length);
    assert.ok(description.key !== undefined);
    assert.match(files.find(({ path }) => path === 'README.md')?.content.toString() ?? '', /not in these files/);
  });
});

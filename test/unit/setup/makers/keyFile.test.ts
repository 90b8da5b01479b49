import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFile, keyFileKind, keyFileMaker } from '../../../../src/setup/makers/keyFile';
import { publicKeyOf } from '../../../../src/ssh/keyFile';
import { scripted } from '../scripted';

describe('A private key’s file', () => {
  let folder: string;
  let path: string;
  const { context } = scripted({});
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'key-file-'));
    path = join(folder, 'key');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made with its public half beside it, under the comment', async () => {
    await keyFileMaker.make(context, { name: path, comment: 'orders-pc-key', replaces: false });
    const { line } = await publicKeyOf(path);
    assert.equal(await readFile(`${path}.pub`, 'utf8'), `${line} orders-pc-key\n`);
  });

  it('is never written over one that is not known to be ours', async () => {
    await writeFile(path, 'mine');
    await assert.rejects(keyFileMaker.make(context, { name: path, comment: 'c', replaces: false }), { code: 'key.file-exists' });
    assert.equal(await readFile(path, 'utf8'), 'mine');
  });

  it('takes the place of one that a crash left half written', async () => {
    await writeFile(path, 'half');
    await keyFileMaker.make(context, { name: path, comment: 'c', replaces: true });
    assert.equal((await publicKeyOf(path)).type, 'ed25519');
  });

  it('is found again by its path, where it is there', async () => {
    const lost = { kind: 'key-file', name: path };
    const described = { kind: 'key-file', id: path, name: path };
    assert.equal(keyFileKind, 'key-file');
    assert.equal(await keyFileMaker.recover(context, lost), undefined);
    await writeFile(path, 'half');
    assert.deepEqual(await keyFileMaker.recover(context, lost), described);
    assert.deepEqual(keyFile(path), described);
    assert.deepEqual(keyFileMaker.describe(undefined, { name: path, comment: 'c', replaces: false }), described);
    assert.deepEqual(await Promise.all([keyFileMaker.find(context, { name: path, comment: 'c', replaces: false })]), [undefined]);
  });

  it('is removed with its public half, and may be gone already', async () => {
    await keyFileMaker.make(context, { name: path, comment: 'c', replaces: false });
    for (let times = 0; times < 2; times += 1) {
      await keyFileMaker.remove(context, { ...keyFile(path), origin: 'made' });
      assert.deepEqual([existsSync(path), existsSync(`${path}.pub`)], [false, false]);
    }
  });

  it('is said to be on this machine, where an undo lists it beside the account’s key', () => {
    assert.equal(keyFileMaker.inUndo?.('SSH key orders-pc-key', 'orders-pc-key'), 'SSH key orders-pc-key (its file on this machine)');
  });
});

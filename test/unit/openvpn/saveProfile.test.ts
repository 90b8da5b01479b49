import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { saveProfile } from '../../../src/openvpn/saveProfile';

const open = (): Promise<void> => Promise.resolve();

describe('a saved VPN profile', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'profile-')); });
  afterEach(() => rm(folder, { recursive: true }));

  it('is its owner\'s alone before the key is in it', async () => {
    const path = join(folder, 'orders.ovpn');
    let before = '';
    await saveProfile(path, new Secret('client\nKEY\n'), async () => { before = await readFile(path, 'utf8'); });
    assert.equal(before, '');
    assert.equal(await readFile(path, 'utf8'), 'client\nKEY\n');
    if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  it('is never written over another file, which stays as it is', async () => {
    const path = join(folder, 'orders.ovpn');
    await writeFile(path, 'mine');
    await assert.rejects(() => saveProfile(path, new Secret('KEY'), open), (error) => error instanceof Failure && error.code === 'openvpn.profile-exists' && !inspect(error).includes('KEY'));
    assert.equal(await readFile(path, 'utf8'), 'mine');
  });

  it('leaves nothing where it cannot be closed to others, and says so of a folder that is not there', async () => {
    const path = join(folder, 'orders.ovpn');
    await assert.rejects(() => saveProfile(path, new Secret('KEY'), () => Promise.reject(new Error('no owner'))), /no owner/);
    const failure = new Failure({ code: 'key.no-owner', what: 'Could not close it', why: 'Whose it is is not known.', next: 'Ask whoami.' });
    await assert.rejects(() => saveProfile(path, new Secret('KEY'), () => Promise.reject(failure)), failure, 'nobody is told to choose another folder');
    await assert.rejects(() => stat(path), { code: 'ENOENT' });
    await assert.rejects(() => saveProfile(join(folder, 'none', 'a.ovpn'), new Secret('KEY'), open), (error) => error instanceof Failure && error.code === 'openvpn.profile-not-saved');
  });
});

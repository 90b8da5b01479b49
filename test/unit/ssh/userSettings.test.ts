import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { userSettings } from '../../../src/ssh/userSettings';

const never = new AbortController().signal;

describe('What the user\'s SSH configuration says of a host', () => {
  let folder: string;

  before(function () {
    try {
      execFileSync('ssh', ['-V'], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
  });
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'user-settings-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read as OpenSSH reads it, whatever includes or matches it', async () => {
    await writeFile(join(folder, 'more'), 'Host build-*\n  HostName 198.51.100.4\n  Port 2222\n');
    await writeFile(join(folder, 'config'), `Include ${join(folder, 'more')}\nMatch host 198.51.100.4\n  User admin\n`);
    assert.deepEqual(await userSettings(folder, 'build-box', never), { host: '198.51.100.4', user: 'admin', port: 2222 });
  });

  it('has no user where it names none: this machine\'s is no proposal', async () => {
    await writeFile(join(folder, 'config'), `Host a\n  User ${userInfo().username}\n`);
    assert.deepEqual(await userSettings(folder, '10.240.0.4', never), { host: '10.240.0.4', user: undefined, port: 22 });
  });

  it('is nothing where there is none, or none that OpenSSH takes', async () => {
    assert.equal(await userSettings(folder, '10.240.0.4', never), undefined);
    await writeFile(join(folder, 'config'), 'NoSuchWord yes\n');
    assert.equal(await userSettings(folder, '10.240.0.4', never), undefined);
  });
});

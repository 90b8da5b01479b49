import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { userSettings } from '../../../src/ssh/userSettings';
import { hasSsh } from './hasSsh';

const never = new AbortController().signal;

describe('What the user\'s SSH configuration says of a host', () => {
  let folder: string;

  before(function () {
    if (!hasSsh) {
      this.skip();
    }
  });
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'user-settings-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read as OpenSSH reads it, whatever includes or matches it', async () => {
    await writeFile(join(folder, 'more'), 'Host build-*\n  HostName 198.51.100.4\n  Port 2222\n');
    await writeFile(join(folder, 'config'), `Include ${join(folder, 'more')}\nMatch host 198.51.100.4\n  User admin\n`);
    const { host, user, port, jump, command } = await userSettings(folder, 'build-box', never) ?? {};
    assert.deepEqual([host, user, port, jump, command], ['198.51.100.4', 'admin', 2222, undefined, undefined]);
  });

  it('has no user where it names none: this machine\'s is no proposal', async () => {
    await writeFile(join(folder, 'config'), `Host a\n  User ${userInfo().username}\n`);
    const { host, user, port } = await userSettings(folder, '10.240.0.4', never) ?? {};
    assert.deepEqual([host, user, port], ['10.240.0.4', undefined, 22]);
  });

  it('names what leads there and which keys are tried, and nothing where that is turned off', async () => {
    await writeFile(join(folder, 'config'), [
      'Host a', '  ProxyJump me@jump:2222,inner', '  IdentityFile ~/one', '  IdentityFile /two', 'Host b', '  ProxyCommand nc -x proxy %h %p', 'Host c', '  ProxyJump none',
      'Host *', '  ProxyJump other', '',
    ].join('\n'));
    const [a, b, c, d] = await Promise.all(['a', 'b', 'c', 'd'].map((host) => userSettings(folder, host, never)));
    assert.deepEqual([a?.jump, a?.keyPaths], ['me@jump:2222,inner', [join(homedir(), 'one'), '/two']]);
    assert.deepEqual([b?.jump, b?.command], [undefined, 'nc -x proxy %h %p']);
    assert.deepEqual([c?.jump, d?.jump], [undefined, 'other']);
  });

  it('is nothing where there is none, or none that OpenSSH takes', async () => {
    assert.equal(await userSettings(folder, '10.240.0.4', never), undefined);
    await writeFile(join(folder, 'config'), 'NoSuchWord yes\n');
    assert.equal(await userSettings(folder, '10.240.0.4', never), undefined);
  });
});

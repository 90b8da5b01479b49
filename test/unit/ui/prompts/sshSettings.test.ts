import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sshSettings } from '../../../../src/ui/prompts/sshSettings';
import { hasSsh } from '../../ssh/hasSsh';

describe('What the SSH configuration says while questions are asked', () => {
  let sshFolder = '';
  before(function () {
    if (!hasSsh) {
      this.skip();
    }
  });
  beforeEach(async () => { sshFolder = await mkdtemp(join(tmpdir(), 'settings-')); });
  afterEach(() => rm(sshFolder, { recursive: true, force: true }));

  const says = (user: string): Promise<void> => writeFile(join(sshFolder, 'config'), `Host box\n  User ${user}\n`);

  it('is asked once for each host, and anew for other questions', async () => {
    await says('one');
    const settingsOf = sshSettings({ sshFolder });
    assert.equal((await settingsOf('box'))?.user, 'one');
    await says('two');
    assert.equal((await settingsOf('box'))?.user, 'one');
    assert.equal((await sshSettings({ sshFolder })('box'))?.user, 'two');
  });

  it('is nothing of servers that are made up', async () => {
    await says('one');
    assert.equal(await sshSettings({ sshFolder, madeUp: true })('box'), undefined);
  });
});

import assert from 'node:assert/strict';
import { authentication, commands, extensions, window } from 'vscode';
import { authenticationId, commandIds, withoutAccount } from '../../../src/ui/ids';

describe('a command that needs an account', () => {
  before(() => extensions.getExtension('private-connect.private-connect')?.activate());

  it('does nothing but say so when it is run by its id while nobody is signed in', async () => {
    const open = new Set<string>();
    const runs = commandIds.filter((id) => !withoutAccount.some((free) => free === id)).map(async (id) => {
      open.add(id);
      await commands.executeCommand(id);
      open.delete(id);
    });
    assert.ok(runs.length > 20);
    // One notice says it for all. A command that asked something instead would not end with the notice.
    await until(() => open.size === 1);
    await commands.executeCommand('notifications.clearAll');
    await until(() => open.size === 0);
    await Promise.all(runs);
    assert.deepEqual(await authentication.getAccounts(authenticationId), []);
    assert.deepEqual(window.tabGroups.all.flatMap(({ tabs }) => tabs), []);
  });

  async function until(holds: () => boolean): Promise<void> {
    for (let tries = 0; tries < 100 && !holds(); tries += 1) await new Promise((resume) => setTimeout(resume, 100));
    assert.ok(holds());
  }
});

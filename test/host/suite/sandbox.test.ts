import assert from 'node:assert/strict';
import { authentication, commands, extensions, window } from 'vscode';
import { authenticationId } from '../../../src/ui/ids';

describe('the sandbox', () => {
  before(() => extensions.getExtension('private-connect.private-connect')?.activate());

  it('is signed in to by its command, and stands in the Accounts menu', async () => {
    assert.deepEqual(await authentication.getAccounts(authenticationId), []);
    await commands.executeCommand('privateConnect.trySandbox');
    const [account] = await authentication.getAccounts(authenticationId);
    assert.match(account?.label ?? '', /sandbox/i);
  });

  it('opens no editor and no panel by itself', () => {
    assert.deepEqual(window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)), []);
  });

  it('is signed in to once, however often it is asked for', async () => {
    await commands.executeCommand('privateConnect.trySandbox');
    assert.equal((await authentication.getAccounts(authenticationId)).length, 1);
  });
});

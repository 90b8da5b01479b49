import assert from 'node:assert/strict';
import { machineName } from '../../../src/ui/machineName';

describe('the name of the machine that checks look from', () => {
  const on = (remoteName: string | undefined, isOfKeyboard = false): string =>
    machineName({ remoteName, isOfKeyboard, hostName: 'build-7', wslDistribution: 'Ubuntu' });

  it('tells a remote host, WSL, a container and a codespace from this machine', () => {
    assert.deepEqual([undefined, '', 'wsl', 'ssh-remote', 'dev-container', 'attached-container', 'codespaces', '127.0.0.1:8080'].map((name) => on(name)), [
      'this machine', 'this machine', 'WSL Ubuntu', 'SSH host build-7', 'container build-7', 'container build-7', 'codespace build-7', 'remote host build-7',
    ]);
  });

  it('is this machine where the extension runs beside the keyboard, wherever the window\'s folder is', () => {
    assert.deepEqual(['wsl', 'ssh-remote', 'dev-container'].map((name) => on(name, true)), ['this machine', 'this machine', 'this machine']);
  });
});

import assert from 'node:assert/strict';
import { inTime } from '../../../src/ui/inTime';
import { plain } from '../../../src/ui/plain';
import { machineName } from '../../../src/ui/machineName';

describe('the name of the machine that checks look from', () => {
  const on = (remoteName: string | undefined): string => machineName({ remoteName, hostName: 'build-7', wslDistribution: 'Ubuntu' });

  it('tells a remote host, WSL, a container and a codespace from this machine', () => {
    assert.deepEqual([undefined, '', 'wsl', 'ssh-remote', 'dev-container', 'attached-container', 'codespaces', '127.0.0.1:8080'].map(on), [
      'this machine', 'this machine', 'WSL Ubuntu', 'SSH host build-7', 'container build-7', 'container build-7', 'codespace build-7', 'remote host build-7',
    ]);
  });
});

describe('text from the cloud in the editor\'s own places', () => {
  it('is neither an icon nor a link that may run a command', () => {
    const text = plain('$(trash) [go](command:evil) $$(x) [a]](b)');
    assert.doesNotMatch(text, /\$\(|\]\(/);
  });

  it('stays as it is where it is neither', () => {
    assert.equal(plain('orders (Event Streams) $5 [1]'), 'orders (Event Streams) $5 [1]');
  });
});

describe('work that a person waits for', () => {
  it('ends in time, and says what took too long', async () => {
    const work = inTime('Could not plan', 5, () => new Promise(() => undefined));
    await assert.rejects(work, { code: 'ui.too-late', what: 'Could not plan' });
  });

  it('ends its requests with it', async () => {
    let seen: AbortSignal | undefined;
    await assert.rejects(inTime('x', 5, (signal) => { seen = signal; return new Promise(() => undefined); }));
    assert.equal(seen?.aborted, true);
  });

  it('is cancelled by the person, which is no failure', async () => {
    const controller = new AbortController();
    const work = inTime('x', 10_000, () => new Promise(() => undefined), controller.signal);
    controller.abort();
    await assert.rejects(work, { name: 'AbortError' });
  });
});

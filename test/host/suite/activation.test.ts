import assert from 'node:assert/strict';
import dns from 'node:dns';
import net from 'node:net';
import { commands, extensions } from 'vscode';
import { commandIds, viewIds } from '../../../src/ui/ids';

const extensionId = 'private-connect.private-connect';

describe('activation', () => {
  const extension = extensions.getExtension(extensionId);

  it('makes no connection, listens nowhere and asks no name before a view is seen or a command is run', async () => {
    assert.ok(extension, `${extensionId} is installed`);
    assert.equal(extension.isActive, false, 'nothing has asked for it yet');
    const seen = await watchSockets(extension.extensionPath, async () => {
      await extension.activate();
      // What activation leaves for later ticks counts as well.
      await new Promise((resume) => setTimeout(resume, 500));
    });
    assert.deepEqual(seen, []);
  });

  it('registers every command of the list, and no other under its name', async () => {
    await extension?.activate();
    const registered = (await commands.getCommands(true)).filter((id) => id.startsWith('privateConnect.'));
    // Each view brings commands of the editor's own: focus, open, resetViewLocation ...
    const own = registered.filter((id) => !viewIds.some((view) => id === view || id.startsWith(`${view}.`)));
    assert.deepEqual(own.sort(), [...commandIds].sort());
  });

  it('contributes its two views', async () => {
    const registered = await commands.getCommands(true);
    for (const view of viewIds) assert.ok(registered.includes(`${view}.focus`), `the view ${view} exists`);
  });
});

/** Names the calls that reach for the network while `work` runs and whose stack passes through files of `folder`. */
async function watchSockets(folder: string, work: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const note = (what: string): void => {
    const stack = new Error().stack ?? '';
    if (stack.includes(`${folder}/dist/`)) seen.push(what);
  };
  const restore = [
    replace(net.Socket.prototype, 'connect', () => note('connect')),
    replace(net.Server.prototype, 'listen', () => note('listen')),
    replace(dns, 'lookup', () => note('lookup')),
  ];
  try {
    await work();
  } finally {
    for (const undo of restore) undo();
  }
  return seen;
}

/** Calls `before` ahead of a method; returns what puts the method back. */
function replace<T extends object>(owner: T, name: keyof T & string, before: () => void): () => void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new Error(`${name} is no method`);
  Reflect.set(owner, name, function replaced(this: unknown, ...args: unknown[]): unknown {
    before();
    const result: unknown = Reflect.apply(original, this, args);
    return result;
  });
  return () => Reflect.set(owner, name, original);
}

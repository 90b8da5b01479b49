import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createServer } from 'node:net';
import { systemNetwork } from '../../../../src/diagnose/vantage/local';
import { portOf } from '../../kafka/support/kafkaPeer';

describe('this machine\'s own network', () => {
  const network = systemNetwork();
  const never = new AbortController().signal;

  async function nobodyListens(signal: AbortSignal): Promise<void> {
    while (getEventListeners(signal, 'abort').length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('resolves as any client here would, hosts file included', async () => {
    assert.deepEqual(await network.resolve('localhost', never), ['127.0.0.1']);
  });

  it('connects, and gives Node\'s own code when nobody listens', async () => {
    const server = createServer((socket) => socket.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = portOf(server);
    const stream = await network.connect('127.0.0.1', port, never);
    const words = await new Promise((resolve) => stream.once('data', (chunk: Buffer) => resolve(chunk.toString())));
    assert.equal(words, 'hello');
    stream.destroy();
    await new Promise((resolve) => server.close(resolve));
    const { signal } = new AbortController();
    await assert.rejects(network.connect('127.0.0.1', port, signal), { code: 'ECONNREFUSED' });
    await nobodyListens(signal);
  });

  it('says in Node\'s own code that a name is not known', async () => {
    await assert.rejects(network.resolve('nobody.invalid', never), (error: Error & { code?: string }) => /^(ENOTFOUND|EAI_AGAIN)$/.test(error.code ?? ''));
  });

  it('begins nothing when it is cancelled before', async () => {
    await assert.rejects(network.resolve('localhost', AbortSignal.abort()), { name: 'AbortError' });
    await assert.rejects(network.connect('127.0.0.1', 1, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('leaves nothing on the signal of one that goes on', async () => {
    const server = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const controller = new AbortController();
    const stream = await network.connect('127.0.0.1', portOf(server), controller.signal);
    await network.resolve('localhost', controller.signal);
    await nobodyListens(controller.signal);
    controller.abort();
    assert.equal(stream.destroyed, false);
    stream.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('stops waiting, and closes its socket, when it is cancelled', async () => {
    const controller = new AbortController();
    // 192.0.2.0/24 is for documentation: nobody answers there.
    const waiting = [network.connect('192.0.2.1', 9093, controller.signal), network.resolve('localhost', controller.signal)];
    controller.abort();
    for (const each of waiting) {
      await assert.rejects(each, { name: 'AbortError' });
    }
    await assert.rejects(network.connect('127.0.0.1', 1, controller.signal), { name: 'AbortError' });
  });
});

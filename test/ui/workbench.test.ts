import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { startFront } from '../../scripts/workbench/front';

describe('the proxy before the workbench', () => {
  it('gives the page the same half of the key that seals secrets at every load, and passes the rest on', async () => {
    const behind = createServer((request, response) => response.end(`${request.method ?? ''} ${request.url ?? ''}`)).listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const address = behind.address();
    const front = await startFront(address === null || typeof address === 'string' ? 0 : address.port);
    const mint = async (): Promise<string> => Buffer.from(await (await fetch(`${front.url}/mint-key`, { method: 'POST' })).arrayBuffer()).toString('hex');
    const [first, second] = [await mint(), await mint()];
    const passed = await (await fetch(`${front.url}/static/out/main.js?v=1`)).text();
    await front.stop();
    behind.close();
    assert.equal(first.length, 64);
    assert.equal(second, first);
    assert.equal(passed, 'GET /static/out/main.js?v=1');
  });
});

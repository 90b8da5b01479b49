import assert from 'node:assert/strict';
import { PassThrough, type Duplex } from 'node:stream';
import { BrokerProbe } from '../../../src/diagnose/probe';
import type { Network } from '../../../src/model/network';

describe('the probe of a broker', () => {
  it('closes the connection that had opened when a cancellation finds another one on its way', async () => {
    const opened: Duplex[] = [];
    const network: Network = {
      resolve: () => Promise.resolve(['10.0.0.1', '10.0.0.2']),
      connect: (host) => {
        if (host === '10.0.0.2') return new Promise(() => undefined);
        const stream = new PassThrough();
        opened.push(stream);
        return Promise.resolve(stream);
      },
    };
    const controller = new AbortController();
    const probe = new BrokerProbe({ host: 'kafka-0.test', port: 9093 }, { network, authorities: [], milliseconds: 60_000 });
    await probe.resolve(controller.signal);
    const connecting = probe.connect(controller.signal);
    setImmediate(() => controller.abort());
    await assert.rejects(connecting, { name: 'AbortError' });
    probe.close();
    assert.deepEqual(opened.map((stream) => stream.destroyed), [true]);
  });
});

import assert from 'node:assert/strict';
import { ByteWriter } from '../../../src/kafka/bytes';
import { allMetadata, apiVersions } from '../../../src/kafka/messages';
import { readApiVersions } from '../../../src/kafka/session';
import { KafkaWire } from '../../../src/kafka/wire';
import { broker, scriptedPeer } from './support/scriptedPeer';

describe('one Kafka connection', () => {
  const never = new AbortController().signal;

  it('sends key, version, correlation and client, and reads the answer', async () => {
    const { wire, sent } = scriptedPeer(() => ({ body: new ByteWriter().int16(0).int32(1).int16(3).int16(0).int16(13).finish() }));
    assert.deepEqual(await readApiVersions(wire, never), [{ key: 3, min: 0, max: 13 }]);
    const [request] = sent;
    assert.ok(request);
    assert.equal(request.readInt32BE(0), request.length - 4);
    assert.deepEqual([request.readInt16BE(4), request.readInt16BE(6), request.toString('utf8', 14, 29)], [18, 0, 'private-connect']);
  });

  it('asks for metadata with authorized operations, of all topics, and makes none', async () => {
    const { wire, sent } = scriptedPeer(() => undefined);
    await assert.rejects(wire.request(allMetadata, never), { code: 'kafka.timeout' });
    assert.deepEqual([...sent[0]?.subarray(29) ?? []], [255, 255, 255, 255, 0, 1, 1]);
  });

  it('gives up in time, names the request and the broker, and ends the connection', async () => {
    const { wire, stream } = scriptedPeer(() => undefined);
    await assert.rejects(wire.request(apiVersions, never), (error: Error & { code?: string; what?: string }) =>
      error.code === 'kafka.timeout' && error.what === 'kafka-0.guid.private.test:9093 did not answer ApiVersions');
    assert.ok(stream.destroyed);
  });

  it('takes the answer to another request for garbage', async () => {
    const { wire } = scriptedPeer((_key, correlation) => ({ raw: new ByteWriter().bytes(new ByteWriter().int32(correlation + 1).finish()).finish() }));
    await assert.rejects(wire.request(apiVersions, never), { code: 'kafka.garbage' });
  });

  it('tells a connection that ended from a silent one, before and during a request', async () => {
    const { wire, stream } = scriptedPeer(() => undefined);
    const waiting = wire.request(apiVersions, never);
    setImmediate(() => stream.push(null));
    await assert.rejects(waiting, { code: 'kafka.closed' });
    await assert.rejects(wire.request(apiVersions, never), { code: 'kafka.closed' });
  });

  it('knows of a stream that had ended before anyone listened', async () => {
    const { stream } = scriptedPeer(() => undefined);
    stream.once('error', () => undefined);
    stream.destroy(new Error('cut off'));
    await new Promise((resolve) => stream.once('close', resolve));
    await assert.rejects(new KafkaWire(stream, broker, 60_000).request(apiVersions, never), { code: 'kafka.closed', why: 'cut off' });
    const other = scriptedPeer(() => undefined).stream.destroy();
    await new Promise((resolve) => other.once('close', resolve));
    await assert.rejects(new KafkaWire(other, broker, 60_000).request(apiVersions, never), { code: 'kafka.closed', why: 'The connection ended.' });
  });

  it('is cancelled down to its socket', async () => {
    const { wire, stream } = scriptedPeer(() => undefined);
    const controller = new AbortController();
    const waiting = wire.request(apiVersions, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    assert.ok(stream.destroyed);
  });
});

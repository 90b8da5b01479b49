import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { Secret } from '../../../src/model/secret';
import { ByteWriter } from '../../../src/kafka/bytes';
import { allMetadata, apiVersions } from '../../../src/kafka/messages';
import { readApiVersions, signIn } from '../../../src/kafka/session';
import { KafkaWire } from '../../../src/kafka/wire';

describe('one Kafka connection', () => {
  const place = { host: 'kafka-0.guid.private.test', port: 9093 };
  const never = new AbortController().signal;

  /** A peer that answers each request with what `answer` makes of it: a body, raw bytes, or nothing. */
  function peer(answer: (key: number, correlation: number) => { body?: Buffer; raw?: Buffer } | undefined): { wire: KafkaWire; stream: Duplex; sent: Buffer[] } {
    const sent: Buffer[] = [];
    const stream = new Duplex({
      read: () => undefined,
      write(chunk: Buffer, _encoding, done) {
        sent.push(chunk);
        const [key, correlation] = [chunk.readInt16BE(4), chunk.readInt32BE(8)];
        const reply = answer(key, correlation);
        if (reply?.raw !== undefined) {
          this.push(reply.raw);
        } else if (reply?.body !== undefined) {
          this.push(new ByteWriter().bytes(Buffer.concat([new ByteWriter().int32(correlation).finish(), reply.body])).finish());
        }
        done();
      },
    });
    return { wire: new KafkaWire(stream, place, 200), stream, sent };
  }

  it('sends key, version, correlation and client, and reads the answer', async () => {
    const { wire, sent } = peer(() => ({ body: new ByteWriter().int16(0).int32(1).int16(3).int16(0).int16(13).finish() }));
    assert.deepEqual(await readApiVersions(wire, never), [{ key: 3, min: 0, max: 13 }]);
    const [request] = sent;
    assert.ok(request);
    assert.equal(request.readInt32BE(0), request.length - 4);
    assert.deepEqual([request.readInt16BE(4), request.readInt16BE(6), request.toString('utf8', 14, 29)], [18, 0, 'private-connect']);
  });

  it('asks for metadata with authorized operations, of all topics, and makes none', async () => {
    const { wire, sent } = peer(() => undefined);
    await assert.rejects(wire.request(allMetadata, never), { code: 'kafka.timeout' });
    assert.deepEqual([...sent[0]?.subarray(29) ?? []], [255, 255, 255, 255, 0, 1, 1]);
  });

  it('gives up in time, names the request and the broker, and ends the connection', async () => {
    const { wire, stream } = peer(() => undefined);
    await assert.rejects(wire.request(apiVersions, never), (error: Error & { code?: string; what?: string }) =>
      error.code === 'kafka.timeout' && error.what === 'kafka-0.guid.private.test:9093 did not answer ApiVersions');
    assert.ok(stream.destroyed);
  });

  it('takes the answer to another request for garbage', async () => {
    const { wire } = peer((_key, correlation) => ({ raw: new ByteWriter().bytes(new ByteWriter().int32(correlation + 1).finish()).finish() }));
    await assert.rejects(wire.request(apiVersions, never), { code: 'kafka.garbage' });
  });

  it('tells a connection that ended from a silent one, before and during a request', async () => {
    const { wire, stream } = peer(() => undefined);
    const waiting = wire.request(apiVersions, never);
    setImmediate(() => stream.push(null));
    await assert.rejects(waiting, { code: 'kafka.closed' });
    await assert.rejects(wire.request(apiVersions, never), { code: 'kafka.closed' });
  });

  it('knows of a stream that had ended before anyone listened', async () => {
    const { stream } = peer(() => undefined);
    stream.once('error', () => undefined);
    stream.destroy(new Error('cut off'));
    await new Promise((resolve) => stream.once('close', resolve));
    await assert.rejects(new KafkaWire(stream, place, 60_000).request(apiVersions, never), { code: 'kafka.closed', why: 'cut off' });
    const other = peer(() => undefined).stream.destroy();
    await new Promise((resolve) => other.once('close', resolve));
    await assert.rejects(new KafkaWire(other, place, 60_000).request(apiVersions, never), { code: 'kafka.closed', why: 'The connection ended.' });
  });

  it('is cancelled down to its socket', async () => {
    const { wire, stream } = peer(() => undefined);
    const controller = new AbortController();
    const waiting = wire.request(apiVersions, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    assert.ok(stream.destroyed);
  });

  it('does not send the key before the broker has said that it takes PLAIN', async () => {
    const { wire, sent } = peer(() => ({ body: new ByteWriter().int16(33).int32(1).text('OAUTHBEARER').finish() }));
    await assert.rejects(signIn(wire, new Secret('canary'), never), (error: Error & { code?: string; why?: string }) =>
      error.code === 'sasl.mechanism' && error.why === 'It offers OAUTHBEARER.');
    assert.doesNotMatch(Buffer.concat(sent).toString('latin1'), /canary/);
  });

  it('gives a refusal in the broker\'s own words, as text, and without the key', async () => {
    const { wire } = peer((key) => ({
      body: key === 17 ? new ByteWriter().int16(0).int32(1).text('PLAIN').finish() : new ByteWriter().int16(58).text('no such\u202e key').int32(0).finish(),
    }));
    await assert.rejects(signIn(wire, new Secret('canary'), never), (error: Error & { code?: string; why?: string }) =>
      error.code === 'sasl.rejected' && error.why === 'no such[U+202E] key' && !JSON.stringify(error).includes('canary'));
  });

  it('keeps a code that it does not know as Kafka\'s number', async () => {
    const { wire } = peer(() => ({ body: new ByteWriter().int16(35).int32(0).finish() }));
    await assert.rejects(readApiVersions(wire, never), { code: 'kafka.error-35' });
  });
});

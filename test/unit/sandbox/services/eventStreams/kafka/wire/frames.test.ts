import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FrameReader, frameOf, maxMessageBytes } from '../../../../../../../src/sandbox/services/eventStreams/kafka/wire/frames';
import { Malformed } from '../../../../../../../src/sandbox/services/eventStreams/kafka/wire/reader';

describe('Kafka frames', () => {
  it('come out whole, however the network cuts the stream', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (bodies, cuts) => {
      const stream = Buffer.concat(bodies.map((body) => frameOf(Buffer.from(body))));
      const reader = new FrameReader();
      const found: Buffer[] = [];
      let at = 0;
      for (let turn = 0; at < stream.length; turn += 1) {
        const length = cuts[turn % cuts.length] ?? 1;
        found.push(...reader.push(stream.subarray(at, at + length)));
        at += length;
      }
      assert.deepEqual(found, bodies.map((body) => Buffer.from(body)));
    }));
  });

  it('may be as large as a message and what stands around it, and no larger', () => {
    assert.deepEqual(new FrameReader().push(length(maxMessageBytes + 2 * 1024 * 1024)), []);
    assert.throws(() => new FrameReader().push(length(maxMessageBytes + 2 * 1024 * 1024 + 1)), Malformed);
    assert.throws(() => new FrameReader().push(length(-1)), Malformed);
  });

  it('are made of their parts', () => {
    assert.equal(frameOf(Buffer.from('ab'), Buffer.from('c')).toString('hex'), '00000003616263');
  });
});

function length(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

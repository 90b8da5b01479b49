import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteWriter, GarbageError } from '../../../src/kafka/bytes';
import { FrameBuffer } from '../../../src/kafka/frames';

describe('the frames of a Kafka connection', () => {
  const bytes = (longest: number) => fc.uint8Array({ maxLength: longest }).map((array) => Buffer.from(array));

  it('are put together however they were chopped up', () => {
    fc.assert(fc.property(fc.array(bytes(60), { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (bodies, cuts) => {
      const frames = bodies.map((body) => Buffer.concat([Buffer.alloc(4), body]));
      let rest = Buffer.concat(frames.map((frame) => new ByteWriter().bytes(frame).finish()));
      const buffer = new FrameBuffer();
      const seen: Buffer[] = [];
      for (let turn = 0; rest.length > 0; turn++) {
        const size = cuts[turn % cuts.length] ?? 1;
        seen.push(...buffer.take(rest.subarray(0, size)));
        rest = rest.subarray(size);
      }
      assert.deepEqual(seen, frames);
    }));
  });

  it('are refused in a size that no answer has', () => {
    for (const size of [-1, 0, 3, 8 * 1024 * 1024 + 1, 100_000_000, 0x48545450]) {
      assert.throws(() => new FrameBuffer().take(new ByteWriter().int32(size).finish()), GarbageError);
    }
    assert.throws(() => new FrameBuffer().take(new ByteWriter().int32(3).finish()), { message: 'a frame of 3 bytes' });
    assert.deepEqual(new FrameBuffer().take(new ByteWriter().int32(8 * 1024 * 1024).finish()), []);
    assert.equal(new FrameBuffer().take(new ByteWriter().bytes(Buffer.alloc(4)).finish()).length, 1);
  });
});

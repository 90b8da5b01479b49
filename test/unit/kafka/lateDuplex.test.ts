import assert from 'node:assert/strict';
import { Duplex, PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { LateDuplex } from '../../../src/kafka/lateDuplex';

describe('a stream over a connection that opens later', () => {
  it('loses no byte, whenever the connection opens', async () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 30_000 }), { maxLength: 6 });
    await fc.assert(fc.asyncProperty(chunks, fc.nat(6), async (parts, opensAfter) => {
      let open: (stream: Duplex) => void = () => undefined;
      const late = new LateDuplex(new Promise((resolve) => { open = resolve; }));
      const echoed = buffer(late);
      parts.forEach((part, at) => {
        if (at === opensAfter) {
          open(new PassThrough());
        }
        late.write(part);
      });
      open(new PassThrough());
      late.end();
      assert.deepEqual(await echoed, Buffer.concat(parts));
    }), { numRuns: 40 });
  });

  it('fails as the connection fails', async () => {
    const late = new LateDuplex(Promise.reject(new Error('no way there')));
    await assert.rejects(buffer(late), /no way there/);
    const broken = new PassThrough();
    const over = new LateDuplex(Promise.resolve(broken));
    setImmediate(() => broken.destroy(new Error('cut')));
    await assert.rejects(buffer(over), /cut/);
  });

  it('closes a connection that opens after it was given up', async () => {
    const stream = new PassThrough();
    let open: (stream: Duplex) => void = () => undefined;
    const late = new LateDuplex(new Promise((resolve) => { open = resolve; }));
    late.destroy();
    open(stream);
    await new Promise((resolve) => stream.once('close', resolve));
    assert.ok(stream.destroyed);
  });

  it('ends when the other side closes without a goodbye', async () => {
    const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    const late = new LateDuplex(Promise.resolve(stream));
    setImmediate(() => stream.destroy());
    assert.equal((await buffer(late)).length, 0);
  });
});

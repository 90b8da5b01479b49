import { Duplex } from 'node:stream';
import { ByteWriter } from '../../../../src/kafka/bytes';
import { KafkaWire } from '../../../../src/kafka/wire';

export const broker = { host: 'kafka-0.guid.private.test', port: 9093 };

/** A peer that answers each request with what `answer` makes of it: a body, raw bytes, nothing, or the connection's end. */
export function scriptedPeer(
  answer: (key: number, correlation: number) => { body?: Buffer; raw?: Buffer } | 'close' | undefined,
): { wire: KafkaWire; stream: Duplex; sent: Buffer[] } {
  const sent: Buffer[] = [];
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      sent.push(chunk);
      const [key, correlation] = [chunk.readInt16BE(4), chunk.readInt32BE(8)];
      const reply = answer(key, correlation);
      if (reply === 'close') {
        this.destroy();
      } else if (reply?.raw !== undefined) {
        this.push(reply.raw);
      } else if (reply?.body !== undefined) {
        this.push(new ByteWriter().bytes(Buffer.concat([new ByteWriter().int32(correlation).finish(), reply.body])).finish());
      }
      done();
    },
  });
  return { wire: new KafkaWire(stream, broker, 200), stream, sent };
}

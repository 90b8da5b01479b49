import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteWriter, GarbageError } from '../../../src/kafka/bytes';
import { allMetadata, apiVersions, saslAuthenticate, saslHandshake } from '../../../src/kafka/messages';

describe('the answers of a Kafka broker', () => {
  const readers = [apiVersions.read, saslHandshake('PLAIN').read, saslAuthenticate(Buffer.alloc(0)).read, allMetadata.read];
  const bytes = (longest: number) => fc.uint8Array({ maxLength: longest }).map((array) => Buffer.from(array));

  it('are read from any bytes, or are garbage, and nothing else happens', () => {
    fc.assert(fc.property(bytes(200), (answer) => {
      for (const read of readers) {
        try {
          read(answer);
        } catch (error) {
          assert.ok(error instanceof GarbageError, String(error));
        }
      }
    }));
  });

  it('name no broker at an impossible port', () => {
    const answer = (port: number) => (
      new ByteWriter().int32(0).int32(1).int32(7).text('broker').int32(port).int16(-1).int16(-1).int32(0).int32(0).int32(0).finish());
    assert.deepEqual(allMetadata.read(answer(9093)).brokers, [{ id: 7, host: 'broker', port: 9093 }]);
    for (const port of [0, -1, 65_536]) {
      assert.throws(() => allMetadata.read(answer(port)), GarbageError);
    }
  });

  it('tell cluster, brokers and topics, with what may be done where the broker says it', () => {
    const answer = (operations: number) => {
      const writer = new ByteWriter().int32(0).int32(1).int32(7).text('broker').int32(9093).text('rack').text('abc').int32(3).int32(1);
      writer.int16(29).text('orders').boolean(true).int32(2);
      for (const partition of [0, 1]) {
        writer.int16(0).int32(partition).int32(7).int32(0).int32(1).int32(7).int32(1).int32(7).int32(0);
      }
      return allMetadata.read(writer.int32(operations).int32(operations).finish());
    };
    const cluster = { clusterId: 'abc', controllerId: 3, brokers: [{ id: 7, host: 'broker', port: 9093 }] };
    const topic = { name: 'orders', error: 29, internal: true, partitions: 2 };
    assert.deepEqual(answer(24), { ...cluster, topics: [{ ...topic, operations: 24 }], operations: 24 });
    assert.deepEqual(answer(-2_147_483_648), { ...cluster, topics: [{ ...topic, operations: undefined }], operations: undefined });
  });

  it('tell which mechanisms a broker takes, and why it refuses', () => {
    assert.deepEqual(saslHandshake('PLAIN').read(new ByteWriter().int16(33).int32(2).text('A').text('B').finish()), { error: 33, mechanisms: ['A', 'B'] });
    assert.deepEqual(saslAuthenticate(Buffer.alloc(0)).read(new ByteWriter().int16(58).text('no').finish()), { error: 58, message: 'no' });
    assert.deepEqual([...saslHandshake('PLAIN').body], [0, 5, ...Buffer.from('PLAIN')]);
    assert.deepEqual([...saslAuthenticate(Buffer.from('x')).body], [0, 0, 0, 1, 0x78]);
  });
});

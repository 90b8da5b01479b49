import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Writer } from '../../../../../../src/sandbox/services/eventStreams/kafka/wire/writer';
import { frameOf } from '../../../../../../src/sandbox/services/eventStreams/kafka/wire/frames';
import type { Reader } from '../../../../../../src/sandbox/services/eventStreams/kafka/wire/reader';
import { RawClient } from './rawClient';
import { kafkaForSuite, truth } from './support';

describe('embedded Kafka: the protocol, byte by byte', () => {
  const kafka = kafkaForSuite();

  it('tells its versions in the flexible form without a flexible header', async () => {
    const client = await RawClient.open(kafka());
    const answer = await client.ask(18, 3, (body) => body.unsignedVarint(0).unsignedVarint(1).unsignedVarint(1).unsignedVarint(0));
    answer.flexible = true;
    assert.equal(answer.int16(), 0);
    const apis = versionsIn(answer);
    assert.deepEqual(apis.get(18), [0, 3]);
    assert.deepEqual(apis.get(0), [0, 8], 'librdkafka compresses only when the oldest version is named');
    assert.deepEqual(apis.get(3), [0, 9]);
    client.close();
  });

  it('answers a version that is too new in the oldest form, as Kafka does', async () => {
    const client = await RawClient.open(kafka());
    const answer = await client.ask(18, 4, (body) => body.unsignedVarint(0));
    assert.equal(answer.int16(), 35);
    assert.deepEqual(versionsIn(answer), new Map([[18, [0, 3]]]));
    assert.equal(answer.remaining, 0);
    client.close();
  });

  it('closes the connection of a client that asks before it is let in', async () => {
    const client = await RawClient.open(kafka());
    client.send(3, 1, (body) => body.int32(-1));
    await client.ended();
  });

  it('refuses an exchange without a handshake, and a second one of who is in', async () => {
    const early = await RawClient.open(kafka());
    assert.equal((await early.ask(36, 0, (body) => body.bytes(Buffer.from('\0token\0manager-key')))).int16(), 34);
    await early.ended();
    const late = await RawClient.signedIn(kafka(), 'manager-key');
    late.send(17, 1, (body) => body.string('PLAIN'));
    await late.ended();
  });

  it('names what it speaks when it refuses a mechanism', async () => {
    const client = await RawClient.open(kafka());
    const answer = await client.ask(17, 1, (body) => body.string('GSSAPI'));
    assert.equal(answer.int16(), 33);
    assert.deepEqual(answer.array(() => answer.string()), ['PLAIN', 'OAUTHBEARER']);
    await client.ended();
  });

  it('takes the bare exchange of the oldest clients', async () => {
    const client = await RawClient.open(kafka());
    assert.equal((await client.ask(17, 0, (body) => body.string('PLAIN'))).int16(), 0);
    client.sendBytes(frameOf(Buffer.from('\0token\0reader-key')));
    assert.equal((await client.frame()).length, 0);
    assert.equal((await client.ask(16, 0)).int16(), 0);
    client.close();
  });

  it('challenges a refused token, and refuses only after the client has answered', async () => {
    const client = await RawClient.open(kafka());
    await client.ask(17, 1, (body) => body.string('OAUTHBEARER'));
    const challenge = await client.ask(36, 1, (body) => body.bytes(Buffer.from('n,,\u0001auth=Bearer x.y.z\u0001\u0001')));
    assert.equal(challenge.int16(), 0);
    assert.equal(challenge.nullableString(), null);
    assert.equal(challenge.bytes().toString(), '{"status":"invalid_token"}');
    const refusal = await client.ask(36, 1, (body) => body.bytes(Buffer.from([1])));
    assert.equal(refusal.int16(), 58);
    assert.equal(refusal.string(), '{"status":"invalid_token"}');
    await client.ended();
  });

  it('keeps who is in when the key is deleted, and ends everybody when the service is', async () => {
    const client = await RawClient.signedIn(kafka(), 'reader-key');
    await kafka().apply([truth({ keys: [] })]);
    assert.equal((await client.ask(16, 0)).int16(), 0);
    await kafka().apply([]);
    await client.ended();
    await assert.rejects(kafka().connect(truth().crn), { code: 'ECONNREFUSED' });
    await kafka().apply([truth()]);
  });

  const operations = { topicOperations: { Manager: 3576, Writer: 1304, Reader: 1288 }, clusterOperations: { Manager: 5408, Writer: 4352, Reader: 256 } };
  for (const role of ['Manager', 'Writer', 'Reader'] as const) {
    it(`tells a ${role} what it may do`, async () => {
      const client = await RawClient.signedIn(kafka(), `${role.toLowerCase()}-key`);
      const answer = await client.ask(3, 8, (body) => body.array(['orders'], (writer, name) => writer.string(name)).boolean(false).boolean(true).boolean(true));
      // The last eight bytes: operations of the one topic, operations of the cluster.
      while (answer.remaining > 8) {
        answer.int8();
      }
      assert.equal(answer.int32(), operations.topicOperations[role]);
      assert.equal(answer.int32(), operations.clusterOperations[role]);
      client.close();
    });
  }

  it('sends a client that asks the wrong broker to the leader or to the coordinator', async () => {
    const codes = new Set<number>();
    for (const brokerId of [0, 1, 2]) {
      const client = await RawClient.signedIn(kafka(), 'writer-key', brokerId);
      const offsets = await client.ask(2, 1, (body) => body.int32(-1).array(['payments'], (writer, name) => writer.string(name)
        .array([0], (_, index) => writer.int32(index).int64(-1))));
      offsets.int32();
      offsets.string();
      offsets.int32();
      offsets.int32();
      const heartbeat = await client.ask(12, 0, (body) => body.string('nobody').int32(1).string('me'));
      codes.add(offsets.int16()).add(heartbeat.int16());
      client.close();
    }
    assert.deepEqual(codes, new Set([0, 6, 16, 25]));
  });

  it('ends only the connection of a client that sends garbage', async () => {
    const frames = fc.uint8Array({ minLength: 4, maxLength: 200 }).map((bytes) => frameOf(Buffer.from(bytes)));
    const bodies = fc.record({
      key: fc.constantFrom(0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 16, 19, 20, 22, 32, 42, 60),
      version: fc.integer({ min: 0, max: 11 }),
      body: fc.uint8Array({ maxLength: 120 }),
    });
    await fc.assert(fc.asyncProperty(frames, async (bytes) => {
      const client = await RawClient.open(kafka());
      client.sendBytes(bytes);
      client.socket.end();
      await client.ended();
    }), { numRuns: 40 });
    await fc.assert(fc.asyncProperty(bodies, async ({ key, version, body }) => {
      const client = await RawClient.signedIn(kafka(), 'manager-key');
      client.send(key, version, (writer: Writer) => body.forEach((byte) => writer.unsignedVarint(byte % 128)));
      client.socket.end();
      await client.ended();
    }), { numRuns: 120 });
    const client = await RawClient.signedIn(kafka(), 'manager-key');
    assert.equal((await client.ask(16, 0)).int16(), 0);
    client.close();
  });

  it('closes at a frame that is longer than any client sends, before it is read', async () => {
    const client = await RawClient.open(kafka());
    const head = Buffer.alloc(4);
    head.writeInt32BE(100_000_000);
    client.sendBytes(head);
    await client.ended();
  });
});

function versionsIn(answer: Reader): Map<number, number[]> {
  return new Map(answer.array(() => {
    const row = [answer.int16(), [answer.int16(), answer.int16()]] as const;
    answer.tags();
    return [row[0], [...row[1]]] as const;
  }));
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { connect } from 'node:tls';
import { embeddedKafka, type EmbeddedKafka } from '../../../../../../src/sandbox/services/eventStreams/kafka/embeddedKafka';
import { RawClient } from './rawClient';
import { openAuthority } from '../../../../../../src/sandbox/tls/authority';
import { sharedAuthority } from '../../../tls/sharedAuthority';
import { addressOf, brokerNames, client, crn, truth } from './support';

describe('embedded Kafka: what it is told is made true', () => {
  let kafka: EmbeddedKafka;
  beforeEach(async () => {
    kafka = await embeddedKafka({ authority: await openAuthority(await sharedAuthority()) });
  });
  afterEach(() => kafka.stop());

  it('has no service before it is told of one, and none after it is stopped', async () => {
    await assert.rejects(kafka.connect(crn), { code: 'ECONNREFUSED' });
    await kafka.apply([truth()]);
    (await kafka.connect(crn)).destroy();
    await kafka.stop();
    await assert.rejects(kafka.connect(crn), { code: 'ECONNREFUSED' });
  });

  it('gives a stream on which TLS runs as it would on a socket', async () => {
    await kafka.apply([truth()]);
    const socket = connect({ socket: await kafka.connect(crn), servername: brokerNames[2], ca: kafka.authority });
    await once(socket, 'secureConnect');
    assert.equal(socket.authorized, true);
    socket.destroy();
  });

  it('keeps address, connections and messages when it is told the same again', async () => {
    await kafka.apply([truth()]);
    const at = addressOf(kafka);
    const inside = await RawClient.signedIn(kafka, 'manager-key');
    await kafka.apply([truth()]);
    assert.deepEqual(addressOf(kafka), at);
    assert.equal((await inside.ask(16, 0)).int16(), 0);
    inside.close();
  });

  it('answers under new names, with what it held under the old ones', async () => {
    await kafka.apply([truth({ members: [{ host: 'kafka-0.old.example', port: 9093 }] })]);
    const cluster = await clusterId('kafka-0.old.example');
    await kafka.apply([truth()]);
    const admin = client(kafka, 'manager-key').admin();
    await admin.connect();
    assert.equal((await admin.describeCluster()).clusterId, cluster);
    await admin.disconnect();
    await assert.rejects(clusterId('kafka-0.old.example'));
  });

  it('keeps services apart: names, keys and messages of one are not those of another', async () => {
    const other = truth({ crn: `${crn}other`, members: [{ host: 'kafka-0.other.example', port: 9093 }], keys: [] });
    await kafka.apply([truth(), other]);
    assert.notDeepEqual(kafka.addressOf(other.crn), addressOf(kafka));
    await assert.rejects(clusterId('kafka-0.other.example'), 'the first service has no such name');
    await kafka.apply([other]);
    await assert.rejects(kafka.connect(crn), { code: 'ECONNREFUSED' });
    (await kafka.connect(other.crn)).destroy();
  });

  it('has the same cluster id after a restart', async () => {
    await kafka.apply([truth()]);
    const before = await clusterId(brokerNames[0]);
    await kafka.stop();
    kafka = await embeddedKafka({ authority: await openAuthority(await sharedAuthority()) });
    await kafka.apply([truth()]);
    assert.equal(await clusterId(brokerNames[0]), before);
  });

  it('says what to do when its port is taken, and comes up once it is free', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const at = taken.address();
    assert.ok(at !== null && typeof at === 'object');
    const fixed = await embeddedKafka({ authority: await openAuthority(await sharedAuthority()), listenAt: () => ({ host: '127.0.0.1', port: at.port }) });
    await assert.rejects(fixed.apply([truth()]), { code: 'sandbox.kafka.listen', next: /start the sandbox again/ });
    taken.close();
    await once(taken, 'close');
    await fixed.apply([truth()]);
    assert.equal(fixed.addressOf(crn)?.port, at.port);
    await fixed.stop();
  });

  it('ends a client that waits for messages when it stops', async () => {
    await kafka.apply([truth()]);
    const waiting = await RawClient.signedIn(kafka, 'manager-key');
    waiting.send(1, 4, (body) => body.int32(-1).int32(60_000).int32(1).int32(1000).int8(0).array([], () => undefined));
    await kafka.stop();
    await waiting.ended();
  });

  async function clusterId(name: string | undefined): Promise<string | null> {
    const socket = connect({ ...addressOf(kafka), servername: name ?? '', ca: kafka.authority });
    await once(socket, 'secureConnect');
    const raw = new RawClient(socket);
    await raw.signIn('manager-key');
    const answer = await raw.ask(3, 2, (body) => body.array([], () => undefined));
    answer.array(() => [answer.int32(), answer.string(), answer.int32(), answer.nullableString()]);
    raw.close();
    return answer.nullableString();
  }
});

import assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import { bench, type Bench } from './bench';
import { logIn, newKeyPair, type SshClient } from './sshClient';
import { brokerName, floatingAddress, gatewayAddress, workingTruth } from './truths';

const keys = newKeyPair();

describe('the resolvers answer over TCP', () => {
  let under: Bench;
  let server: SshClient;

  beforeEach(async () => {
    under = await bench();
    await under.plane.apply(workingTruth([keys.publicKey]));
    server = await logIn(under.laptop, floatingAddress, keys);
  });

  afterEach(async () => {
    server.end();
    await under.plane.stop();
  });

  const ask = async (resolver: string, bytes: Buffer): Promise<Buffer> => {
    const channel = await server.forward(resolver, 53);
    assert.ok(channel);
    return answerTo(channel, bytes);
  };

  it('a private name has the gateway\'s address', async () => {
    for (const resolver of ['161.26.0.7', '161.26.0.8']) {
      const answer = await ask(resolver, query(brokerName));
      assert.deepEqual(summary(answer), { id: 7, code: 0, answers: 1 });
      assert.equal([...answer.subarray(-4)].join('.'), gatewayAddress);
    }
  });

  it('a name is found in whatever case it is written', async () => {
    assert.equal(summary(await ask('161.26.0.7', query(brokerName.toUpperCase()))).answers, 1);
  });

  it('a name that is not there is "no such name"', async () => {
    assert.deepEqual(summary(await ask('161.26.0.7', query('no-such.example.com'))), { id: 7, code: 3, answers: 0 });
    assert.deepEqual(summary(await ask('161.26.0.7', query(`a.b.${brokerName}`))), { id: 7, code: 3, answers: 0 });
  });

  it('a known name has no address of another type', async () => {
    assert.deepEqual(summary(await ask('161.26.0.7', query(brokerName, 28))), { id: 7, code: 0, answers: 0 });
  });

  it('public resolvers do not know private names', async () => {
    for (const resolver of ['161.26.0.10', '161.26.0.11']) {
      assert.equal(summary(await ask(resolver, query(brokerName))).code, 3);
    }
  });

  it('a question that comes byte by byte is understood, and the next one on the same connection too', async () => {
    const channel = await server.forward('161.26.0.7', 53);
    assert.ok(channel);
    const bytes = query(brokerName);
    for (const byte of bytes.subarray(0, -1)) {
      channel.write(Buffer.from([byte]));
    }
    assert.equal(summary(await answerTo(channel, bytes.subarray(-1))).answers, 1);
    assert.equal(summary(await answerTo(channel, bytes)).answers, 1);
  });

  it('a malformed question is answered as such, and a message without a header ends the connection', async () => {
    const broken = query(brokerName);
    broken[14] = 0xc0;
    assert.equal(summary(await ask('161.26.0.7', broken)).code, 1);
    const channel = await server.forward('161.26.0.7', 53);
    assert.ok(channel);
    const closed = new Promise((resolve) => channel.once('close', resolve));
    channel.resume().write(Buffer.from([0, 2, 1, 2]));
    await closed;
  });
});

function query(name: string, type = 1): Buffer {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  const message = Buffer.from([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, type, 0, 1]);
  return Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
}

function answerTo(channel: Duplex, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    let got = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      got = Buffer.concat([got, chunk]);
      if (got.length >= 2 && got.length >= got.readUInt16BE(0) + 2) {
        channel.off('data', take);
        resolve(got.subarray(2));
      }
    };
    channel.on('data', take);
    channel.write(bytes);
  });
}

function summary(answer: Buffer): { id: number; code: number; answers: number } {
  return { id: answer.readUInt16BE(0), code: answer.readUInt16BE(2) & 15, answers: answer.readUInt16BE(6) };
}

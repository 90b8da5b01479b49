import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { askNameServer } from '../../../src/machine/askNameServer';
import { exchange } from '../../../src/machine/datagram';
import { answerNames } from '../../../src/sandbox/network/dnsOverTcp';
import { portOf } from '../kafka/support/kafkaPeer';

const never = new AbortController().signal;

/** A name server over UDP that says the same to everybody: one address, or with a code that there is none. It hears nothing of the first so many. */
async function udpNameServer(code: number, deafTo = 0): Promise<{ readonly port: number; readonly close: () => void }> {
  const socket = createSocket('udp4');
  let heard = 0;
  socket.on('message', (question, { port, address }) => {
    heard++;
    if (heard > deafTo) {
      const answer = Buffer.concat([question, ...code === 0 ? [Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 249, 1, 4])] : []]);
      answer.writeUInt16BE(0x8180 | code, 2);
      answer.writeUInt16BE(code === 0 ? 1 : 0, 6);
      socket.send(answer, port, address);
    }
  });
  await new Promise<void>((resolve) => { socket.bind(0, '127.0.0.1', resolve); });
  return { port: socket.address().port, close: () => socket.close() };
}

describe('asking one name server itself', () => {
  it('gives over UDP what it says, after a question that got lost too', async () => {
    for (const deafTo of [0, 1]) {
      const server = await udpNameServer(0, deafTo);
      assert.deepEqual(await askNameServer({ name: 'a.test', server: '127.0.0.1', over: 'udp', port: server.port }, never), ['10.249.1.4']);
      server.close();
    }
  });

  it('rejects in Node\'s codes: a name that it does not know, a question that it refuses, nobody there', async () => {
    for (const [code, expected] of [[3, 'ENOTFOUND'], [5, 'EREFUSED'], [2, 'ESERVFAIL']] as const) {
      const server = await udpNameServer(code);
      await assert.rejects(askNameServer({ name: 'a.test', server: '127.0.0.1', over: 'udp', port: server.port }, never), { code: expected });
      server.close();
    }
    const gone = await udpNameServer(0);
    gone.close();
    for (const over of ['udp', 'tcp'] as const) {
      await assert.rejects(askNameServer({ name: 'a.test', server: '127.0.0.1', over, port: gone.port }, never), { code: 'ECONNREFUSED' });
    }
  });

  it('gives over TCP what it says', async () => {
    const server = createServer((socket) => answerNames(socket, (name) => name === 'a.test' ? ['10.249.1.4'] : []));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const ask = (name: string) => askNameServer({ name, server: '127.0.0.1', over: 'tcp', port: portOf(server) }, never);
    assert.deepEqual(await ask('a.test'), ['10.249.1.4']);
    await assert.rejects(ask('b.test'), { code: 'ENOTFOUND' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('waits for one that is silent until it is told to stop', async () => {
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => { silent.bind(0, '127.0.0.1', resolve); });
    const stop = new AbortController();
    silent.once('message', () => stop.abort());
    await assert.rejects(exchange({ host: '127.0.0.1', port: silent.address().port }, Buffer.from('?'), stop.signal), { name: 'AbortError' });
    silent.close();
  });
});

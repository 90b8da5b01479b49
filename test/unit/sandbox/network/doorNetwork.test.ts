import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { doorNetwork } from '../../../../src/sandbox/network/doorNetwork';
import { bench, until, type Bench } from './bench';
import { newKeyPair } from './sshClient';
import { floatingAddress, workingTruth } from './truths';

const keys = newKeyPair();
const soon = (): AbortSignal => AbortSignal.timeout(5000);

describe('this machine\'s network through the door', () => {
  let under: Bench;

  beforeEach(async () => {
    under = await bench();
    await under.plane.apply(workingTruth([keys.publicKey]));
  });

  afterEach(() => under.plane.stop());

  it('gives the server\'s first bytes, also when they come with the door\'s own answer', async () => {
    const stream = await under.laptop.connect(floatingAddress, 22, soon());
    const [greeting] = await once(stream, 'data') as [Buffer];
    assert.match(greeting.toString(), /^SSH-2\.0-OpenSSH/);
    stream.destroy();
  });

  it('passes on what a client sent before it was told that it is connected', async () => {
    const door = new URL(under.plane.door ?? '');
    const socket = connect(Number(door.port), door.hostname);
    socket.write(`CONNECT ${floatingAddress}:22 HTTP/1.1\r\nhost: x\r\n\r\nSSH-2.0-early\r\n`);
    let text = '';
    socket.on('data', (chunk: Buffer) => { text += chunk.toString('latin1'); });
    await until(() => text.includes('diffie-hellman') || text.includes('curve25519'));
    socket.destroy();
  });

  it('an address is its own name; a port that is none, or no target at all, is refused', async () => {
    assert.deepEqual(await under.laptop.resolve('198.51.100.9', soon()), ['198.51.100.9']);
    await assert.rejects(under.laptop.connect('no-such.example.com', 22, soon()), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
  });

  it('rejects with the signal\'s reason when it is aborted, before and while it waits', async () => {
    await assert.rejects(under.laptop.connect(floatingAddress, 22, AbortSignal.abort()), { name: 'AbortError' });
    const controller = new AbortController();
    const waiting = under.laptop.connect('198.51.100.99', 22, controller.signal);
    setTimeout(() => controller.abort(), 20);
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  it('lets go of a client that hangs up, while it waits and when it is connected', async () => {
    const door = new URL(under.plane.door ?? '');
    for (const address of ['198.51.100.99', floatingAddress]) {
      const socket = connect({ port: Number(door.port), host: door.hostname, allowHalfOpen: true });
      socket.write(`CONNECT ${address}:22 HTTP/1.1\r\nhost: x\r\n\r\n`);
      const closed = once(socket, 'end');
      setTimeout(() => socket.end(), 20);
      socket.resume();
      await closed;
    }
  });

  it('an abort after the answer leaves the connection open', async () => {
    const controller = new AbortController();
    const stream = await under.laptop.connect(floatingAddress, 22, controller.signal);
    controller.abort();
    const [greeting] = await once(stream, 'data') as [Buffer];
    assert.match(greeting.toString(), /^SSH/);
    stream.destroy();
  });
});

describe('a door that does not do as agreed', () => {
  it('is an unreachable network when it is gone: never "refused", which would blame the server', async () => {
    const under = await bench();
    await under.plane.stop();
    await assert.rejects(under.laptop.connect(floatingAddress, 22, soon()), { code: 'ENETUNREACH' });
    await assert.rejects(under.laptop.resolve('x.example.com', soon()), { code: 'ENETUNREACH' });
  });

  it('loses its connection when the client gives up', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer();
    silent.on('connect', () => undefined);
    silent.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    const network = doorNetwork(await listening(silent));
    const controller = new AbortController();
    const waiting = network.connect(floatingAddress, 22, controller.signal);
    await until(() => sockets.size === 1);
    const [socket] = sockets;
    socket?.resume().on('end', () => socket.destroy());
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    await until(() => sockets.size === 0);
    await new Promise((resolve) => silent.close(resolve));
  });

  it('gives no address from an answer that is none', async () => {
    for (const answer of ['{"addresses":1}', '["not an address", 7]']) {
      const strange = createServer((_request, response) => response.end(answer));
      const found = doorNetwork(await listening(strange)).resolve('x.example.com', soon());
      if (answer.startsWith('{')) {
        await assert.rejects(found, { code: 'ENOTFOUND' });
      } else {
        assert.deepEqual(await found, []);
      }
      await new Promise((resolve) => strange.close(resolve));
    }
  });
});

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

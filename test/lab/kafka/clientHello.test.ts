import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { connect } from 'node:tls';
import { serverName } from './clientHello';

/** The first bytes that Node's own TLS sends. */
async function hello(options: { servername?: string; host: string }): Promise<Buffer> {
  const server = createServer();
  const heard = new Promise<Buffer>((resolve) => server.once('connection', (socket) => socket.once('data', resolve)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const client = connect({ ...options, port: address === null || typeof address === 'string' ? 0 : address.port });
  client.on('error', () => client.destroy());
  const bytes = await heard;
  client.destroy();
  server.close();
  return bytes;
}

describe('the server name of a TLS hello', () => {
  it('is what the client asked for', async () => {
    assert.equal(serverName(await hello({ host: '127.0.0.1', servername: 'kafka-1.private.test' })), 'kafka-1.private.test');
  });

  it('is empty where the client went by an address', async () => {
    assert.equal(serverName(await hello({ host: '127.0.0.1' })), '');
  });

  it('is not known before every byte of the hello is there', async () => {
    const whole = await hello({ host: '127.0.0.1', servername: 'kafka-1.private.test' });
    for (let length = 0; length < whole.length; length += 7) assert.equal(serverName(whole.subarray(0, length)), undefined);
  });

  it('is empty for what is no hello, whatever it holds', () => {
    assert.equal(serverName(Buffer.from('GET / HTTP/1.1\r\n')), '');
    assert.equal(serverName(Buffer.from([22, 3, 1, 0, 5, 1, 0, 0, 1, 9])), '');
  });
});

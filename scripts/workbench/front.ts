import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Front {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A small proxy before VS Code's server. The page seals secrets with a key of which the server gives one half on
 * `POST /mint-key`; VS Code's own server does not answer that, and then secrets are lost with a reload. This one does.
 */
export async function startFront(port: number): Promise<Front> {
  const keyHalf = randomBytes(32);
  const open = new Set<Duplex>();
  const server = createServer((incoming, response) => {
    if (incoming.method === 'POST' && incoming.url?.split('?')[0]?.endsWith('/mint-key') === true) {
      response.end(keyHalf);
      return;
    }
    const { method, url, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  server.on('upgrade', (incoming, client, head) => {
    const onward = connect(port, '127.0.0.1', () => {
      onward.write(Buffer.concat([Buffer.from(requestHead(incoming)), head]));
      client.pipe(onward).pipe(client);
    });
    tie(client, onward);
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

function requestHead(incoming: IncomingMessage): string {
  const lines = [`${incoming.method ?? 'GET'} ${incoming.url ?? '/'} HTTP/1.1`];
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    lines.push(`${incoming.rawHeaders[at] ?? ''}: ${incoming.rawHeaders[at + 1] ?? ''}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** When one of the two ends, so does the other. */
function tie(one: Duplex, other: Duplex): void {
  for (const [from, to] of [[one, other], [other, one]] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

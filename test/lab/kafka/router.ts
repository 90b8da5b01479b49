import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { serverName } from './clientHello';

export interface Router {
  readonly port: number;
  stop(): Promise<void>;
}

const helloLimit = 16_384;
const helloMs = 10_000;

/**
 * All brokers behind one address and port, as the service has them: the name in the TLS hello picks the broker, and every byte
 * passes as it came. Without a name, or with one that nobody has, the connection is closed.
 */
export async function startRouter(target: (name: string) => number | undefined): Promise<Router> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    client.setTimeout(helloMs, () => client.destroy());
    let seen = Buffer.alloc(0);
    const read = (chunk: Buffer): void => {
      seen = Buffer.concat([seen, chunk]);
      const name = serverName(seen);
      if (name === undefined && seen.length < helloLimit) return;
      client.off('data', read);
      client.pause();
      client.setTimeout(0);
      const port = target(name ?? '');
      if (port === undefined) client.destroy();
      else forward(client, port, seen);
    };
    client.on('data', read);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: address === null || typeof address === 'string' ? 0 : address.port,
    stop: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

function forward(client: Socket, port: number, first: Buffer): void {
  const broker = connect(port, '127.0.0.1', () => {
    broker.write(first);
    client.pipe(broker).pipe(client);
  });
  for (const [from, to] of [[client, broker], [broker, client]] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

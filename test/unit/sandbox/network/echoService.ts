import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { ServicePeer, ServiceTruth } from '../../../../src/sandbox/dataPlane';

/** Stands in for a service: a real TCP service on loopback that sends back what it is sent. */
export interface EchoService extends ServicePeer {
  readonly applied: (readonly ServiceTruth[])[];
  /** Connections that are open now. */
  open(): number;
}

export async function echoService(): Promise<EchoService> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const applied: (readonly ServiceTruth[])[] = [];
  return {
    applied,
    open: () => sockets.size,
    async apply(services) {
      await Promise.resolve();
      applied.push(services);
    },
    async connect() {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    },
    async stop() {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { HostPort } from '../../../src/model/instance';
import type { Network } from '../../../src/model/network';

/** The service's port on a loopback address; every connection goes on through the network to one of the service's names. */
export async function listenThrough(network: Network, to: HostPort, address: string): Promise<Server> {
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    network.connect(to.host, to.port, AbortSignal.timeout(10_000)).then((far) => {
      far.on('error', () => client.destroy()).on('close', () => client.destroy());
      client.on('close', () => far.destroy());
      client.pipe(far).pipe(client);
    }, () => client.destroy());
  });
  server.listen(to.port, address);
  await once(server, 'listening');
  return server;
}

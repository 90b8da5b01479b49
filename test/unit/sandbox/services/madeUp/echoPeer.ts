import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { createServer, type TLSSocket } from 'node:tls';
import type { ServicePeer, ServiceTruth } from '../../../../../src/sandbox/dataPlane';
import type { Authority } from '../../../../../src/sandbox/tls/authority';

/** Answers for every instance: TLS under the members' names, then lines. The first one signs in with `user word`. */
export async function echoPeer(authority: Authority): Promise<ServicePeer> {
  let instances: readonly ServiceTruth[] = [];
  const sockets = new Set<TLSSocket>();
  const instanceOf = (name: string): ServiceTruth | undefined => instances.find(({ members }) => members.some(({ host }) => host === name));
  const server = createServer({
    SNICallback: (name, done) => (instanceOf(name) === undefined ? done(new Error('nobody has this name')) : done(null, authority.contextFor([name]))),
  }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    void talk(socket, instanceOf(String(socket.servername)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apply(truths) {
      instances = truths;
      return Promise.resolve();
    },
    async connect() {
      const at = server.address();
      const socket = connect(typeof at === 'object' && at !== null ? at.port : 0, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    },
    async stop() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function talk(socket: TLSSocket, instance: ServiceTruth | undefined): Promise<void> {
  let role: string | undefined;
  for await (const line of createInterface({ input: socket })) {
    if (role !== undefined) {
      socket.write(`${line}\n`);
      continue;
    }
    role = instance?.keys.find(({ guid, apiKey }) => line === `user_${guid ?? ''} ${apiKey}`)?.role;
    socket.write(`${role ?? 'who are you?'}\n`);
  }
}

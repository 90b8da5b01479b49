import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Network } from '../../src/model/network';
import { systemNetwork } from '../../src/diagnose/vantage/local';

/** Loopback with a distance: every name, connection and byte takes its time. Ports lead to themselves. */
export interface DelayedNetwork extends Network {
  stop(): Promise<void>;
}

/** A round trip takes `milliseconds`; a name takes one, a connection takes one, and every chunk half of one each way. */
export function delayedNetwork(milliseconds: number): DelayedNetwork {
  const system = systemNetwork();
  const relays = new Map<number, Promise<Server>>();
  return {
    async resolve() {
      await pause(milliseconds);
      return ['127.0.0.1'];
    },
    async connect(host, port, signal) {
      const relay = relays.get(port) ?? startRelay(port, milliseconds / 2);
      relays.set(port, relay);
      const address = (await relay).address();
      await pause(milliseconds);
      return system.connect(host, typeof address === 'object' && address !== null ? address.port : 0, signal);
    },
    async stop() {
      for (const relay of relays.values()) {
        (await relay).close();
      }
    },
  };
}

async function startRelay(port: number, milliseconds: number): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    pass(near, far, milliseconds);
    pass(far, near, milliseconds);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function pass(from: Socket, to: Socket, milliseconds: number): void {
  from.setNoDelay(true);
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), milliseconds));
  from.on('error', () => to.destroy());
  from.on('close', () => setTimeout(() => to.destroy(), milliseconds));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below the ports that Linux gives to outgoing connections: while a broker is stopped, none of the others' attempts to reach it can
 * be given its port, which it then could not have back.
 */
const [lowest, highest] = [12_000, 32_000];
const attempts = 1_000;

/** Free ports on loopback: all are held at once, so that none is given twice. */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  try {
    for (let left = attempts; held.size < count; left -= 1) {
      if (left === 0) throw new Error(`No ${count} free ports on loopback after ${attempts} attempts.`);
      const port = lowest + Math.floor(Math.random() * (highest - lowest));
      const server = await listening(port);
      if (server !== undefined) held.set(port, server);
    }
    return [...held.keys()];
  } finally {
    await Promise.all([...held.values()].map((server) => once(server.close(), 'close')));
  }
}

async function listening(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
}

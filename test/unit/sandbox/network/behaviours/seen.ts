import assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import type { Network } from '../../../../../src/model/network';
import type { SshClient } from '../sshClient';

/** What became of a connection, as a client sees it. */
export type Seen = 'open' | 'refused' | 'silence' | 'no such name';

/** The system's own words, from wherever the connection was made: Node's codes, and what OpenSSH says of a forwarding. */
const words: ReadonlyMap<string, Seen> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'no such name'],
  ['(SSH) Channel open failure: Connection refused', 'refused'],
  ['(SSH) Channel open failure: Name or service not known', 'no such name'],
]);

/** From this machine. Other words than the known ones are given as they came. */
export async function connects(network: Pick<Network, 'connect'>, host: string, port: number, withinMs = 300): Promise<string> {
  try {
    const stream: Duplex = await network.connect(host, port, AbortSignal.timeout(withinMs));
    stream.on('error', () => stream.destroy());
    stream.destroy();
    return 'open';
  } catch (error) {
    if (!(error instanceof Error)) {
      throw error;
    }
    return error.name === 'TimeoutError' ? 'silence' : inWords('code' in error ? String(error.code) : error.message);
  }
}

/** The same from a server. */
export async function forwards(server: SshClient, host: string, port: number, withinMs = 300): Promise<string> {
  try {
    const channel = await server.forward(host, port, withinMs);
    channel?.destroy();
    return channel === undefined ? 'silence' : 'open';
  } catch (error) {
    return inWords(error instanceof Error ? error.message : String(error));
  }
}

/** Looks at all places at once, since each silence takes its time. */
export async function assertSeen(
  wanted: Seen, places: readonly string[], look: (host: string, port: number) => Promise<string>,
): Promise<void> {
  const seen = await Promise.all(places.map(async (place) => {
    const [host = '', port] = place.split(':');
    return `${place} ${await look(host, Number(port))}`;
  }));
  assert.deepEqual(seen, places.map((place) => `${place} ${wanted}`));
}

function inWords(text: string): string {
  return words.get(text) ?? text;
}

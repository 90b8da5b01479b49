import { Duplex } from 'node:stream';
import type { Network } from '../../../../src/model/network';

/** The same network, on which all that a peer says within some milliseconds arrives as one piece, as busy machines and slow links do it. */
export function inPieces(network: Network, milliseconds: number): Network {
  return {
    resolve: (name, signal) => network.resolve(name, signal),
    connect: async (host, port, signal) => gathered(await network.connect(host, port, signal), milliseconds),
  };
}

function gathered(stream: Duplex, milliseconds: number): Duplex {
  let held: Buffer[] = [];
  const give = (): void => {
    if (held.length > 0) slow.push(Buffer.concat(held));
    held = [];
  };
  const slow = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _, done) => { stream.write(chunk, done); },
    destroy: (error, done) => {
      clearInterval(timer);
      stream.destroy();
      done(error);
    },
  });
  const timer = setInterval(give, milliseconds);
  stream.on('data', (chunk: Buffer) => held.push(chunk));
  stream.once('close', () => {
    give();
    slow.push(null);
    clearInterval(timer);
  });
  stream.on('error', (error: Error) => slow.destroy(error));
  return slow;
}

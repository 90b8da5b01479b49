import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { abortReason } from '../../model/deadline';
import type { Network } from '../../model/network';

/**
 * This machine's own network: the system's resolver, as any client here would ask it (hosts file and VPN included), and
 * plain TCP. It has no time limit of its own: the signal is what ends it.
 */
export function systemNetwork(): Network {
  return {
    async resolve(name, signal) {
      const found = await until(signal, lookup(name, { family: 4, all: true }));
      return found.map(({ address }) => address);
    },
    connect(host, port, signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const socket = connect({ host, port, family: 4 });
        const cancel = () => socket.destroy(abortReason(signal));
        signal.addEventListener('abort', cancel, { once: true });
        socket.once('error', reject);
        socket.once('close', () => signal.removeEventListener('abort', cancel));
        socket.once('connect', () => {
          signal.removeEventListener('abort', cancel);
          socket.setNoDelay(true);
          resolve(socket);
        });
      });
    },
  };
}

/** The system's look-up cannot be stopped, only no longer waited for. */
function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const cancel = () => reject(abortReason(signal));
    signal.addEventListener('abort', cancel, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

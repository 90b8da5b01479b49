import { resolve4 } from 'node:dns/promises';
import { connect } from 'node:net';
import type { Network } from '../model/network';

/** The system's own DNS and TCP: for a data plane whose network this machine is on. */
export const systemNetwork: Network = {
  async resolve(name, signal) {
    signal.throwIfAborted();
    return resolve4(name);
  },
  connect: (host, port, signal) => new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  }),
};

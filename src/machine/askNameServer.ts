import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { addressesIn, askForAddresses, questionOf } from '../base/dnsQuery';
import { exchange } from './datagram';

export interface NameQuestion {
  readonly name: string;
  /** IPv4 address of the name server that is asked, whatever this machine's resolver would do. */
  readonly server: string;
  readonly over: 'udp' | 'tcp';
  /** 53 unless told. */
  readonly port?: number | undefined;
}

/** The IPv4 addresses that one name server has for a name. Rejects with Node's DNS and socket codes; the signal is its only limit. */
export async function askNameServer({ name, server, over, port = 53 }: NameQuestion, signal: AbortSignal): Promise<readonly string[]> {
  if (over === 'udp') {
    const id = randomInt(65_536);
    return addressesIn(await exchange({ host: server, port }, questionOf(id, name), signal), id, name);
  }
  signal.throwIfAborted();
  const socket = connect({ host: server, port, family: 4, signal });
  try {
    return await askForAddresses(socket, name);
  } finally {
    socket.destroy();
  }
}

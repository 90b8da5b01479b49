import type { Duplex } from 'node:stream';

/**
 * How a machine sees the network. This machine's is the system's DNS and TCP; the sandbox's is loopback; a virtual
 * server's is SSH channels. Whatever runs over it (TLS, SASL, Kafka, SSH) does not know which.
 */
export interface Network {
  /** IPv4 addresses of a name, or a rejection with a `code` of Node's DNS (`ENOTFOUND`, `ETIMEOUT` ...). */
  resolve(name: string, signal: AbortSignal): Promise<readonly string[]>;
  /** An open TCP connection, or a rejection with a `code` of Node's sockets (`ECONNREFUSED`, `ETIMEDOUT` ...). */
  connect(host: string, port: number, signal: AbortSignal): Promise<Duplex>;
}

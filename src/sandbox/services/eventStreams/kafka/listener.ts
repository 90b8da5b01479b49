import type { AddressInfo } from 'node:net';
import { createServer, type SecureContext, type Server, type TLSSocket } from 'node:tls';
import type { HostPort } from '../../../../model/instance';
import { Failure } from '../../../../model/failure';

export interface ListenerOptions {
  readonly at: HostPort;
  readonly context: SecureContext;
  /** Whether a broker has this name. */
  known(name: string): boolean;
  /** A client that finished the TLS handshake with this name. */
  onClient(socket: TLSSocket, name: string): void;
}

const idleMs = 10 * 60 * 1000;
const handshakeMs = 10_000;

/**
 * The one address of a service. As at the real one, the name in the TLS hello picks the broker; without a name, or with one
 * that nobody has, the connection ends before a certificate was shown.
 */
export class Listener {
  readonly #server: Server;
  readonly #sockets = new Set<TLSSocket>();

  private constructor(options: ListenerOptions) {
    this.#server = createServer({
      minVersion: 'TLSv1.2',
      handshakeTimeout: handshakeMs,
      // The server's default context has no certificate on purpose: a client without a name gets none.
      SNICallback: (name, done) => {
        if (options.known(name)) {
          done(null, options.context);
        } else {
          done(new Error('no broker has this name'));
        }
      },
    }, (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      // A client that goes away without goodbye is its own matter; 'close' follows.
      socket.on('error', () => socket.destroy());
      socket.setTimeout(idleMs, () => socket.destroy());
      socket.setNoDelay(true);
      options.onClient(socket, nameOf(socket));
    });
    this.#server.maxConnections = 1000;
    // A failed handshake concerns the client, which is told by TLS itself.
    this.#server.on('tlsClientError', (_error, socket) => socket.destroy());
  }

  static async open(options: ListenerOptions): Promise<Listener> {
    const listener = new Listener(options);
    await new Promise<void>((resolve, reject) => {
      listener.#server.once('error', (error: Error) => reject(new Failure({
        code: 'sandbox.kafka.listen',
        what: `Could not open the sandbox's Kafka at ${options.at.host}:${options.at.port}`,
        why: error.message,
        next: 'End the program that has the port, then start the sandbox again.',
        cause: error,
      })));
      listener.#server.listen(options.at.port, options.at.host, () => resolve());
    });
    return listener;
  }

  get address(): HostPort {
    const { address, port } = inet(this.#server.address());
    return { host: address, port };
  }

  /** Ends its connections too. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    this.#sockets.forEach((socket) => socket.destroy());
    await closed;
  }
}

function inet(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') {
    throw new Error('the listener is closed');
  }
  return address;
}

/** The name in the hello; Node has `false` where there was none. */
function nameOf(socket: TLSSocket): string {
  return typeof socket.servername === 'string' ? socket.servername : '';
}

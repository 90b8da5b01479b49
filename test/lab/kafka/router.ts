import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { HostPort } from '../../../src/model/instance';
import { serverName } from './clientHello';
import type { Faults, PreparedFault } from './faults';
import { Flow } from './flow';

export interface RouterOptions {
  /** Port 0 is a free one. */
  readonly at: HostPort;
  /** Where the broker of this name listens on loopback; undefined where there is none. */
  readonly broker: (name: string) => number | undefined;
  readonly faults: Faults;
  /** PEM of the authority behind the brokers' certificates. */
  readonly authority: string;
}

const helloLimit = 16_384;
const helloMs = 10_000;

/**
 * All brokers of a service behind one address and port: the name in the TLS hello picks the broker, and every byte passes as it
 * came. Without a name, or with one that nobody has, the connection is closed. What a fault says comes before all that.
 */
export class Router {
  readonly #options: RouterOptions;
  readonly #clients = new Set<Socket>();
  readonly #flows = new Map<Flow, string>();
  readonly #server = createServer((client) => this.#accept(client));
  readonly #stopListening: () => void;

  private constructor(options: RouterOptions) {
    this.#options = options;
    this.#stopListening = options.faults.onChange(() => this.#flows.forEach((name, flow) => this.#holdOrRelease(flow, name)));
  }

  static async start(options: RouterOptions): Promise<Router> {
    const router = new Router(options);
    router.#server.listen(options.at.port, options.at.host);
    await once(router.#server, 'listening');
    return router;
  }

  get address(): HostPort {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The router is stopped.');
    return { host: address.address, port: address.port };
  }

  async stop(): Promise<void> {
    this.#stopListening();
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const client of this.#clients) client.destroy();
    await closed;
  }

  #accept(client: Socket): void {
    this.#clients.add(client);
    client.on('close', () => this.#clients.delete(client));
    client.on('error', () => client.destroy());
    if (this.#options.faults.isOfAll('refuse')) client.resetAndDestroy();
    else readHello(client, (name) => this.#route(client, name));
  }

  /** The hello is still there to be read. */
  #route(client: Socket, name: string): void {
    const port = this.#options.broker(name);
    const fault = this.#options.faults.of(name);
    if (client.destroyed) return;
    if (port === undefined) client.destroy();
    else if (fault?.kind === 'paused') this.#await(client, name);
    else if (fault === undefined) this.#forward(client, connect(port, '127.0.0.1'), name);
    else if ('context' in fault) this.#impersonate(client, fault, port, name);
    else misbehave(client, fault.kind);
  }

  #await(client: Socket, name: string): void {
    const { faults } = this.#options;
    const stop = faults.onChange(() => {
      if (faults.of(name)?.kind === 'paused') return;
      stop();
      this.#route(client, name);
    });
    client.once('close', stop);
  }

  /** Ends TLS here, by another certificate, and goes on to the broker by TLS of its own. */
  #impersonate(client: Socket, { context }: Extract<PreparedFault, { context: unknown }>, port: number, name: string): void {
    const ended = new TLSSocket(client, { isServer: true, secureContext: context });
    this.#forward(ended, connectTls({ port, host: '127.0.0.1', servername: name, ca: this.#options.authority }), name);
  }

  #forward(client: Socket, broker: Socket, name: string): void {
    const flow = new Flow(client, broker);
    this.#flows.set(flow, name);
    client.on('close', () => this.#flows.delete(flow));
    this.#holdOrRelease(flow, name);
  }

  #holdOrRelease(flow: Flow, name: string): void {
    if (this.#options.faults.of(name)?.kind === 'paused') flow.hold();
    else flow.release();
  }
}

function readHello(client: Socket, done: (name: string) => void): void {
  client.setTimeout(helloMs, () => client.destroy());
  let seen = Buffer.alloc(0);
  const read = (chunk: Buffer): void => {
    seen = Buffer.concat([seen, chunk]);
    const name = serverName(seen);
    if (name === undefined && seen.length < helloLimit) return;
    client.off('data', read);
    client.pause();
    client.setTimeout(0);
    client.unshift(seen);
    done(name ?? '');
  };
  client.on('data', read);
}

function misbehave(client: Socket, fault: 'refuse' | 'silent' | 'garbage' | 'close'): void {
  switch (fault) {
    case 'refuse':
      client.resetAndDestroy();
      break;
    case 'silent':
      // Read, so that the client's end is seen.
      client.resume();
      break;
    case 'garbage':
      client.resume();
      client.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      break;
    case 'close':
      client.resume();
      client.end();
      break;
  }
}

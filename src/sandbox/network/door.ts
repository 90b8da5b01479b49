import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv4, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isCancelled } from '../../model/failure';
import type { Attach } from './dialer';
import { NetworkError } from './networkError';

/** Header of a refused CONNECT that names the error in Node's words. */
export const errorHeader = 'x-network-error';

/** How this machine's connections are made; a name or address as the client wrote it. */
export type DialFromLaptop = (host: string, port: number, signal: AbortSignal) => Promise<Attach>;

/**
 * This machine's way into the network: an HTTP proxy on loopback. CONNECT host:port gives a byte stream, or 502 when
 * the connection is refused, 504 when it timed out; a dropped connection has no answer until then.
 */
export class Door {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #dial: DialFromLaptop;

  constructor(dial: DialFromLaptop, resolve: (name: string) => readonly string[]) {
    this.#dial = dial;
    this.#server = createServer((request, response) => answerResolve(request, response, resolve));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('connect', (request, socket, head) => void this.#connect(request, socket, head));
  }

  /** Listens on a free port of loopback; gives the door's URL. */
  async open(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await closed;
  }

  async #connect(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const early = new EarlyBytes(socket, head);
    const { host, port } = hostAndPort(request.url ?? '');
    try {
      const attach = await this.#dial(host, port, early.signal);
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      early.giveBack();
      attach(socket);
    } catch (error) {
      if (isCancelled(error)) {
        socket.destroy();
      } else {
        refuse(socket, error);
      }
    }
  }
}

/** Reads while the connection is being made, since only a reader notices that the client hung up. */
class EarlyBytes {
  readonly #controller = new AbortController();
  readonly #chunks: Buffer[];
  readonly #socket: Duplex;
  readonly #keep = (chunk: Buffer): void => void this.#chunks.push(chunk);
  readonly #gone = (): void => this.#controller.abort();

  constructor(socket: Duplex, head: Buffer) {
    this.#socket = socket;
    this.#chunks = [head];
    socket.on('data', this.#keep);
    socket.once('end', this.#gone);
    socket.once('close', this.#gone);
    // A client that resets the connection has hung up, too.
    socket.on('error', this.#gone);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Puts back what the client sent early, for whoever reads next. */
  giveBack(): void {
    this.#socket.pause();
    this.#socket.off('data', this.#keep);
    this.#socket.off('end', this.#gone);
    const bytes = Buffer.concat(this.#chunks);
    if (bytes.length > 0) {
      this.#socket.unshift(bytes);
    }
  }
}

function answerResolve(request: IncomingMessage, response: ServerResponse, resolve: (name: string) => readonly string[]): void {
  const url = new URL(request.url ?? '/', 'http://door');
  const name = url.pathname === '/resolve' && request.method === 'GET' ? url.searchParams.get('name') ?? '' : '';
  const found = isIPv4(name) ? [name] : resolve(name);
  response.writeHead(found.length > 0 ? 200 : 404, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(found));
}

function refuse(socket: Duplex, error: unknown): void {
  const code = error instanceof NetworkError ? error.code : 'ENETUNREACH';
  const status = code === 'ETIMEDOUT' ? '504 Gateway Timeout' : '502 Bad Gateway';
  socket.end(`HTTP/1.1 ${status}\r\n${errorHeader}: ${code}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
}

function hostAndPort(target: string): { host: string; port: number } {
  const colon = target.lastIndexOf(':');
  return { host: target.slice(0, colon), port: Number(target.slice(colon + 1)) };
}

import { setMaxListeners } from 'node:events';
import { isIPv4 } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Server, utils, type AuthContext, type Connection, type PublicKeyAuthContext, type TcpipRequestInfo } from 'ssh2';
import { isCancelled } from '../../model/failure';
import type { ServerTruth } from '../dataPlane';
import type { Attach } from './dialer';
import { OpenRefusal, wordedRefusals } from './openRefusal';
import { NetworkError } from './networkError';
import { ServerDisk } from './serverDisk';
import { serveSession } from './sshSession';

/** What a server's SSH daemon needs of the network around it; asked anew each time, so that changes count at once. */
export interface SshSurroundings {
  /** The server as it is now; undefined when it is gone. */
  truth(): ServerTruth | undefined;
  resolve(from: ServerTruth, name: string): readonly string[] | 'unanswered';
  nameServers(from: ServerTruth): readonly string[];
  dial(from: ServerTruth, address: string, port: number, signal: AbortSignal): Promise<Attach>;
  /** Whether rules let the server out to the package mirror. */
  reachesMirror(from: ServerTruth): boolean;
  /** How long the server's resolver waits before it gives up. */
  readonly resolverTimeoutMs: number;
}

/** The SSH daemon of one virtual server: public keys alone, forwarding from the server's own place in the network. */
export class SshHost {
  readonly #server: Server;
  readonly #streams = new Set<Duplex>();
  readonly #surroundings: SshSurroundings;
  readonly #disk = new ServerDisk();

  constructor(hostKey: string, surroundings: SshSurroundings) {
    this.#surroundings = surroundings;
    this.#server = new Server({ hostKeys: [hostKey], ident: 'OpenSSH_9.6p1' }, (connection) => this.#serve(connection));
  }

  /** Speaks SSH on the stream, which somebody has connected to port 22. */
  accept(stream: Duplex): void {
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    // The HTTP server that it may come from keeps half-open sockets; SSH has no use for them.
    stream.once('end', () => stream.end());
    // ssh2 wants a Socket by its type; what it uses of it is a byte stream.
    Reflect.apply(this.#server.injectSocket.bind(this.#server), undefined, [stream]);
  }

  /** The machine is switched off: every connection breaks. */
  close(): void {
    for (const stream of this.#streams) {
      stream.destroy();
    }
    this.#server.removeAllListeners();
  }

  #serve(connection: Connection): void {
    const gone = new AbortController();
    // Every connection that is being made listens to it, and a client may make many.
    setMaxListeners(0, gone.signal);
    const refuse = wordedRefusals(connection);
    let user = '';
    connection.on('close', () => gone.abort());
    // A client that breaks off is its own affair; the connection is closed by then.
    connection.on('error', () => gone.abort());
    connection.on('authentication', (context) => {
      user = context.username;
      authenticate(context, this.#surroundings.truth());
    });
    connection.on('session', (accept) => {
      const server = this.#surroundings.truth();
      if (server !== undefined) {
        serveSession(accept(), {
          user, server, disk: this.#disk, resolve: (name) => this.#resolve(server, name, gone.signal),
          reachesMirror: () => this.#surroundings.reachesMirror(server), nameServers: () => this.#surroundings.nameServers(server),
        });
      }
    });
    connection.on('request', (_accept, reject) => reject?.());
    connection.on('tcpip', (accept, reject, info) => {
      this.#forward(user, info, gone.signal).then(
        (attach) => attach(accept()),
        (error: unknown) => {
          if (!isCancelled(error)) {
            refuse(reject, error);
          }
        },
      ).catch(() => connection.end());
    });
  }

  async #forward(user: string, info: TcpipRequestInfo, signal: AbortSignal): Promise<Attach> {
    const server = this.#surroundings.truth();
    if (server?.loginUser !== user) {
      throw new OpenRefusal('prohibited', 'open failed');
    }
    const [address] = await this.#resolve(server, info.destIP, signal);
    if (address === undefined) {
      throw new NetworkError('ENOTFOUND', info.destIP);
    }
    return this.#surroundings.dial(server, address, info.destPort, signal);
  }

  /** As the server's own resolver: none when there is no such name, and only after its time limit when nobody answers. */
  async #resolve(server: ServerTruth, name: string, signal: AbortSignal): Promise<readonly string[]> {
    if (isIPv4(name)) {
      return [name];
    }
    if (name === 'localhost' || name === server.name) {
      return ['127.0.0.1'];
    }
    const addresses = this.#surroundings.resolve(server, name);
    if (addresses !== 'unanswered') {
      return addresses;
    }
    await delay(this.#surroundings.resolverTimeoutMs, undefined, { signal });
    return [];
  }
}

/**
 * The image's login user and root are let in by the keys that the API was given; root gets no further than the text
 * that cloud-init prepared for it (see `serveSession`).
 */
function authenticate(context: AuthContext, server: ServerTruth | undefined): void {
  const known = server !== undefined && [server.loginUser, 'root'].includes(context.username);
  if (context.method === 'publickey' && known && holdsKey(context, server.authorizedKeys)) {
    context.accept();
  } else {
    context.reject(['publickey']);
  }
}

/** The key is one of the authorized ones, and where a signature came (the second round) it proves the private half. */
function holdsKey(context: PublicKeyAuthContext, authorizedKeys: readonly string[]): boolean {
  return authorizedKeys.some((text) => {
    const key = utils.parseKey(text);
    if (key instanceof Error || key.type !== context.key.algo || !key.getPublicSSH().equals(context.key.data)) {
      return false;
    }
    if (context.signature === undefined || context.blob === undefined) {
      return context.signature === undefined;
    }
    // Typed as a boolean, but a signature that cannot be read gives an Error, which must not count as a yes.
    const proven: unknown = key.verify(context.blob, context.signature, context.hashAlgo);
    return proven === true;
  });
}

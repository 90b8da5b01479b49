import type { Socket } from 'node:net';
import type { Advertised } from './apis/authentication';
import {
  apiVersions, apiVersionsKey, apiVersionsTooNew, authenticationApis, saslAuthenticate, saslAuthenticateKey, saslHandshake, saslHandshakeKey,
} from './apis/authentication';
import type { Api } from './api';
import { apis } from './apis/table';
import type { Cluster } from './cluster';
import { errorCode } from './errorCodes';
import { SaslSession, type Admission } from './sasl';
import { FrameReader, frameOf } from './wire/frames';
import { Malformed, Reader } from './wire/reader';
import { Writer } from './wire/writer';

export interface ConnectionOptions {
  readonly cluster: Cluster;
  readonly brokerId: number;
  admission(): Admission;
  /** Told of an error that is this Kafka's own fault; the connection it happened on ends, nothing else. */
  onDefect(error: unknown): void;
}

/** Serves one client until it leaves or sends what the protocol forbids. Requests are answered one at a time, in order, as Kafka does. */
export async function serve(socket: Socket, options: ConnectionOptions): Promise<void> {
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  const connection = new Connection(socket, options, gone.signal);
  const frames = new FrameReader();
  const chunks: AsyncIterable<Buffer> = socket.iterator({ destroyOnReturn: false });
  try {
    for await (const chunk of chunks) {
      for (const frame of frames.push(chunk)) {
        if (!(await connection.take(frame))) {
          return;
        }
      }
    }
  } catch (error) {
    // A socket that is gone already failed by itself, or was ended by us.
    if (!socket.destroyed && !(error instanceof Malformed)) {
      options.onDefect(error);
    }
    socket.destroy();
  } finally {
    gone.abort();
    // What is written still arrives.
    socket.destroySoon();
  }
}

interface Header {
  readonly key: number;
  readonly version: number;
  readonly correlation: number;
  readonly clientId: string;
}

class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #gone: AbortSignal;
  readonly #session: SaslSession;
  /** After a handshake of version 0 the next frames are bare SASL bytes. */
  #bareSasl = false;

  constructor(socket: Socket, options: ConnectionOptions, gone: AbortSignal) {
    this.#socket = socket;
    this.#options = options;
    this.#gone = gone;
    this.#session = new SaslSession(() => options.admission());
  }

  /** False when the client is to be disconnected. */
  async take(frame: Buffer): Promise<boolean> {
    if (this.#bareSasl) {
      return this.#takeBareSasl(frame);
    }
    const body = new Reader(frame);
    const header = { key: body.int16(), version: body.int16(), correlation: body.int32(), clientId: body.nullableString() ?? '' };
    const role = this.#session.role;
    if (authenticationApis.some((api) => api.key === header.key)) {
      return this.#takeAuthentication(header, body);
    }
    const api = apis.find((candidate) => candidate.key === header.key);
    if (role === undefined || api === undefined || header.version < api.min || header.version > api.max) {
      throw new Malformed(`request ${header.key} version ${header.version} is not for now`);
    }
    const answer = startOf(header, api, body);
    const { cluster, brokerId } = this.#options;
    const request = {
      version: header.version, clientId: header.clientId, clientHost: `/${this.#socket.remoteAddress ?? ''}`, role, brokerId, cluster, gone: this.#gone,
    };
    if ((await api.handle(request, body, answer)) !== 'silent') {
      await this.#send(answer);
    }
    return true;
  }

  async #takeAuthentication(header: Header, body: Reader): Promise<boolean> {
    const api = authenticationApis.find((candidate) => candidate.key === header.key);
    if (api === undefined || header.version < 0 || header.version > api.max) {
      if (header.key !== apiVersionsKey) {
        throw new Malformed(`request ${header.key} has no version ${header.version}`);
      }
      const answer = new Writer().int32(header.correlation);
      apiVersionsTooNew(answer);
      await this.#send(answer);
      return true;
    }
    // The answer that tells the versions must be read by who does not know them yet: its header is never flexible.
    const answer = header.key === apiVersionsKey
      ? new Writer(header.version >= api.flexibleFrom).int32(header.correlation)
      : startOf(header, api, body);
    const accepted = this.#authenticationStep(header, body, answer);
    await this.#send(answer);
    this.#bareSasl = header.key === saslHandshakeKey && header.version === 0;
    return accepted;
  }

  #authenticationStep(header: Header, body: Reader, answer: Writer): boolean {
    if (header.key === apiVersionsKey) {
      apiVersions(header.version, advertised, answer);
      return true;
    }
    if (this.#session.role !== undefined) {
      throw new Malformed('the client is in already');
    }
    return header.key === saslAuthenticateKey
      ? saslAuthenticate(header.version, this.#session, body, answer)
      : saslHandshake(this.#session, body, answer);
  }

  async #takeBareSasl(frame: Buffer): Promise<boolean> {
    const result = this.#session.authenticate(frame);
    // In this form there is no way to say why: Kafka closes.
    if (result.code !== errorCode.none) {
      return false;
    }
    this.#bareSasl = this.#session.role === undefined;
    await write(this.#socket, frameOf(result.bytes));
    return true;
  }

  #send(answer: Writer): Promise<void> {
    return write(this.#socket, frameOf(answer.toBuffer()));
  }
}

const advertised: readonly Advertised[] = [
  ...apis.map((api) => ({ key: api.key, min: api.advertisedMin ?? api.min, max: api.max })),
  ...authenticationApis,
].sort((one, other) => one.key - other.key);

/** Puts reader and writer into the form of the version, and writes the answer's header. */
function startOf(header: Header, api: Pick<Api, 'flexibleFrom'>, body: Reader): Writer {
  body.flexible = header.version >= api.flexibleFrom;
  body.tags();
  return new Writer(body.flexible).int32(header.correlation).tags();
}

/** Resolves when the bytes have left, so that a client that does not read cannot pile up answers. */
function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => {
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
}

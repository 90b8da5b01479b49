import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import type { EmbeddedKafka } from '../../../../../../src/sandbox/services/eventStreams/kafka/embeddedKafka';
import { FrameReader, frameOf } from '../../../../../../src/sandbox/services/eventStreams/kafka/wire/frames';
import { Reader } from '../../../../../../src/sandbox/services/eventStreams/kafka/wire/reader';
import { Writer } from '../../../../../../src/sandbox/services/eventStreams/kafka/wire/writer';
import { addressOf, brokerNames } from './support';

/** Speaks to one broker byte by byte, for what no client library sends. */
export class RawClient {
  readonly socket: TLSSocket;
  readonly #frames = new FrameReader();
  readonly #answers: Buffer[] = [];
  #correlation = 0;

  /** Over a TLS connection that stands. */
  constructor(socket: TLSSocket) {
    this.socket = socket;
    // The server may reset the connection of who misbehaves; what counts is that it ends.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      this.#answers.push(...this.#frames.push(chunk));
      socket.emit('answer');
    });
  }

  static async open(kafka: EmbeddedKafka, brokerId = 0): Promise<RawClient> {
    const socket = connect({ ...addressOf(kafka), servername: brokerNames[brokerId] ?? '', ca: kafka.authority });
    await once(socket, 'secureConnect');
    return new RawClient(socket);
  }

  /** A connection that is let in. */
  static async signedIn(kafka: EmbeddedKafka, apiKey: string, brokerId = 0): Promise<RawClient> {
    const client = await RawClient.open(kafka, brokerId);
    await client.signIn(apiKey);
    return client;
  }

  async signIn(apiKey: string): Promise<void> {
    await this.ask(17, 1, (body) => body.string('PLAIN'));
    const answer = await this.ask(36, 0, (body) => body.bytes(Buffer.from(`\0token\0${apiKey}`)));
    if (answer.int16() !== 0) {
      throw new Error(answer.nullableString() ?? 'refused');
    }
  }

  /** The answer's body, behind its (inflexible) header. */
  async ask(key: number, version: number, write: (body: Writer) => unknown = () => undefined): Promise<Reader> {
    this.send(key, version, write);
    const answer = new Reader(await this.frame());
    answer.int32();
    return answer;
  }

  /** The same with a body that is bytes already. */
  async askBytes(key: number, version: number, body: Buffer): Promise<Buffer> {
    this.#sendBody(key, version, body);
    return (await this.frame()).subarray(4);
  }

  send(key: number, version: number, write: (body: Writer) => unknown = () => undefined): void {
    const body = new Writer();
    write(body);
    this.#sendBody(key, version, body.toBuffer());
  }

  sendBytes(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  async frame(): Promise<Buffer> {
    for (;;) {
      const frame = this.#answers.shift();
      if (frame !== undefined) {
        return frame;
      }
      if (this.socket.destroyed) {
        throw new Error('the connection ended');
      }
      await this.#next();
    }
  }

  /** Resolves when the server has ended the connection. */
  async ended(): Promise<void> {
    while (!this.socket.closed) {
      await this.#next();
    }
  }

  #sendBody(key: number, version: number, body: Buffer): void {
    this.#correlation += 1;
    this.sendBytes(frameOf(new Writer().int16(key).int16(version).int32(this.#correlation).string('raw').toBuffer(), body));
  }

  /** Waits for an answer or the end; `once` of Node would reject at a reset. */
  #next(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('answer', done).off('close', done);
        resolve();
      };
      this.socket.on('answer', done).on('close', done);
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

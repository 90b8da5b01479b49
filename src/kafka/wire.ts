import type { Duplex } from 'node:stream';
import { withDeadline } from '../model/deadline';
import { Failure } from '../model/failure';
import type { HostPort } from '../model/instance';
import { t } from '../model/l10n';
import { ByteWriter, GarbageError } from './bytes';
import { FrameBuffer } from './frames';
import { kafkaClosed, kafkaGarbage, kafkaTimeout } from './failures';
import type { Exchange } from './messages';

interface Waiting {
  readonly answer: (frame: Buffer) => void;
  readonly fail: (error: Error) => void;
}

/**
 * One Kafka connection: one request at a time, each with a time limit. Whatever goes wrong (late, cancelled, closed,
 * not Kafka) ends the connection, since after it nobody knows which answer belongs to which request.
 */
export class KafkaWire {
  readonly #frames = new FrameBuffer();
  #waiting: Waiting | undefined;
  #ended: Error | undefined;
  #correlation = 0;

  constructor(private readonly stream: Duplex, readonly broker: HostPort, private readonly milliseconds: number) {
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('error', (error: Error) => this.#end(error));
    stream.on('close', () => this.#end(new Error(t('The connection ended.'))));
    stream.on('end', () => this.#end(new Error(t('The broker ended the connection.'))));
    if (stream.destroyed) {
      // Its events are over.
      this.#end(stream.errored ?? new Error(t('The connection ended.')));
    }
  }

  /** Sends a request and reads its answer. Rejects with a `Failure` `kafka.*`, or with the signal's reason. */
  async request<T>(exchange: Exchange<T>, signal: AbortSignal): Promise<T> {
    const late = () => kafkaTimeout(this.broker, exchange.name, this.milliseconds);
    try {
      const frame = await withDeadline(this.milliseconds, signal, () => this.#exchange(exchange), late);
      return exchange.read(frame);
    } catch (error) {
      this.close();
      if (error instanceof GarbageError) {
        throw kafkaGarbage(this.broker, exchange.name, error);
      }
      throw error;
    } finally {
      this.#waiting = undefined;
    }
  }

  close(): void {
    this.stream.destroy();
  }

  #exchange(exchange: Exchange<unknown>): Promise<Buffer> {
    if (this.#ended !== undefined) {
      throw kafkaClosed(this.broker, exchange.name, this.#ended);
    }
    const correlation = ++this.#correlation;
    const message = new ByteWriter().int16(exchange.key).int16(exchange.version).int32(correlation).text('private-connect').finish();
    return new Promise((resolve, reject) => {
      this.#waiting = {
        answer: (frame) => {
          if (frame.readInt32BE(0) === correlation) {
            resolve(frame.subarray(4));
          } else {
            reject(new GarbageError(t('answer {0} to request {1}', frame.readInt32BE(0), correlation)));
          }
        },
        fail: (error) => reject(error instanceof GarbageError || error instanceof Failure
          ? error : kafkaClosed(this.broker, exchange.name, error)),
      };
      this.stream.write(new ByteWriter().bytes(Buffer.concat([message, exchange.body])).finish());
    });
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#frames.take(chunk)) {
        this.#waiting?.answer(frame);
      }
    } catch (error) {
      this.#end(error instanceof Error ? error : new GarbageError(String(error)));
      this.close();
    }
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#waiting?.fail(error);
  }
}

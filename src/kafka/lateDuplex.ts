import { Duplex } from 'node:stream';

/** A stream for those who want one at once, over a connection that opens later. What is written before waits for it. */
export class LateDuplex extends Duplex {
  readonly #opening: Promise<Duplex>;
  #stream: Duplex | undefined;
  #ended = false;

  constructor(opening: Promise<Duplex>) {
    super();
    this.#opening = opening;
    opening.then(
      (stream) => this.#attach(stream),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override _read(): void {
    this.#stream?.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#opening.then((stream) => stream.write(chunk, done), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#opening.then((stream) => stream.end(() => done()), done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#stream?.destroy();
    done(error);
  }

  #attach(stream: Duplex): void {
    if (this.destroyed) {
      stream.destroy();
      return;
    }
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) {
        stream.pause();
      }
    });
    stream.on('error', (error: Error) => this.destroy(error));
    stream.once('end', () => this.#end());
    stream.once('close', () => this.#end());
  }

  #end(): void {
    if (!this.#ended && !this.destroyed) {
      this.#ended = true;
      this.push(null);
    }
  }
}

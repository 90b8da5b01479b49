import { Malformed } from './reader';

/** Kafka's own limit of a message, plus 2 MB for what stands around it. */
export const maxMessageBytes = 1_048_588;
const maxFrameBytes = maxMessageBytes + 2 * 1024 * 1024;

/** Cuts a byte stream into frames: four bytes of length, then that many bytes. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;

  /** The frames that are whole with this chunk; throws `Malformed` at a length that no client has reason to send. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const frames: Buffer[] = [];
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) {
      frames.push(frame);
    }
    return frames;
  }

  #next(): Buffer | undefined {
    if (this.#size < 4) {
      return undefined;
    }
    const length = this.#peek(4).readInt32BE();
    if (length < 0 || length > maxFrameBytes) {
      throw new Malformed(`a frame of ${length} bytes`);
    }
    if (this.#size < 4 + length) {
      return undefined;
    }
    const whole = this.#peek(4 + length);
    const frame = whole.subarray(4, 4 + length);
    this.#chunks = [whole.subarray(4 + length)];
    this.#size -= 4 + length;
    return frame;
  }

  /** The first bytes in one piece; joined only when they are needed, so that a big frame is not copied at every chunk. */
  #peek(length: number): Buffer {
    const first = this.#chunks[0];
    if (first !== undefined && first.length >= length) {
      return first;
    }
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}

/** A frame around `parts`. */
export function frameOf(...parts: Buffer[]): Buffer {
  const length = Buffer.allocUnsafe(4);
  length.writeInt32BE(parts.reduce((sum, part) => sum + part.length, 0));
  return Buffer.concat([length, ...parts]);
}

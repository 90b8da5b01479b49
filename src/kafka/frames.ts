import { GarbageError } from './bytes';
import { t } from '../model/l10n';

/** 3,000 partitions with three replicas need some 0.2 MB; more than this is no answer to what we ask. */
const largestFrame = 8 * 1024 * 1024;
const correlationBytes = 4;

/** Cuts a byte stream into Kafka's length-prefixed frames, however it was chopped up on its way. */
export class FrameBuffer {
  #chunks: Buffer[] = [];
  #length = 0;

  /** Complete frames, without their length. Throws `GarbageError` for a length that no Kafka answer has. */
  take(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const frames: Buffer[] = [];
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) {
      frames.push(frame);
    }
    return frames;
  }

  #next(): Buffer | undefined {
    if (this.#length < 4) {
      return undefined;
    }
    const size = this.#head(4).readInt32BE(0);
    if (size < correlationBytes || size > largestFrame) {
      throw new GarbageError(t('a frame of {0} bytes', size));
    }
    if (this.#length < 4 + size) {
      return undefined;
    }
    const all = this.#head(this.#length);
    this.#chunks = [all.subarray(4 + size)];
    this.#length -= 4 + size;
    return all.subarray(4, 4 + size);
  }

  /** The first bytes in one piece; joins chunks only when it must, so that a large answer is not copied at each chunk. */
  #head(count: number): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= count) {
      return first;
    }
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}

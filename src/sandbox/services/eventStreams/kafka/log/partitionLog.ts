import { withBaseOffset, type RecordBatch } from './recordBatch';

interface Kept extends RecordBatch {
  readonly offset: number;
}

/** What a batch costs in memory besides its bytes, so that many small ones are bounded as well. */
const batchOverhead = 200;

/** One partition's messages: batches in memory, oldest dropped first. */
export class PartitionLog {
  #batches: Kept[] = [];
  #bytes = 0;
  #end = 0;
  readonly #maxBytes: number;
  readonly #listeners = new Set<() => void>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Offset of the oldest message that is kept. */
  get start(): number {
    return this.#batches[0]?.offset ?? this.#end;
  }

  /** Offset that the next message will get. */
  get end(): number {
    return this.#end;
  }

  /** The offset of its first message. */
  append(batch: RecordBatch): number {
    const offset = this.#end;
    this.#batches.push({ ...withBaseOffset(batch, offset), offset });
    this.#bytes += batch.bytes.length + batchOverhead;
    this.#end += batch.count;
    this.#dropOldest();
    this.#tell();
    return offset;
  }

  /** Whole batches from the one that holds `offset`; the first even when it is larger than `maxBytes`, or a client could never go on. */
  read(offset: number, maxBytes: number): Buffer {
    const found: Buffer[] = [];
    let size = 0;
    for (let index = this.#indexOf(offset); ; index += 1) {
      const bytes = this.#batches[index]?.bytes;
      if (bytes === undefined || (found.length > 0 && size + bytes.length > maxBytes)) {
        break;
      }
      found.push(bytes);
      size += bytes.length;
    }
    return Buffer.concat(found);
  }

  /** The first message that is not older, or undefined. Exact to a batch: the records inside may be compressed. */
  findTime(timestamp: number): { offset: number; timestamp: number } | undefined {
    const batch = this.#batches.find((candidate) => candidate.maxTimestamp >= timestamp);
    return batch === undefined ? undefined : { offset: batch.offset, timestamp: batch.maxTimestamp };
  }

  /** Calls at each new message, and when the partition is deleted, until the returned function is called. */
  onNews(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The partition is deleted. */
  close(): void {
    this.#batches = [];
    this.#bytes = 0;
    this.#tell();
  }

  #tell(): void {
    [...this.#listeners].forEach((listener) => listener());
  }

  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#batches.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const batch = this.#batches[middle];
      if (batch !== undefined && batch.offset + batch.count <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #dropOldest(): void {
    let dropped = 0;
    // The newest batch stays however large it is.
    while (this.#bytes > this.#maxBytes && dropped < this.#batches.length - 1) {
      this.#bytes -= (this.#batches[dropped]?.bytes.length ?? 0) + batchOverhead;
      dropped += 1;
    }
    this.#batches.splice(0, dropped);
  }
}

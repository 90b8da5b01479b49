import { t } from '../model/l10n';

/** What a peer sent is not what the protocol allows: too long, too short, or of another kind. */
export class GarbageError extends Error {
  override readonly name = 'GarbageError';
}

/** Builds a Kafka message: big-endian integers, length-prefixed texts and bytes. */
export class ByteWriter {
  readonly #parts: Buffer[] = [];

  int8(value: number): this {
    const part = Buffer.alloc(1);
    part.writeInt8(value);
    return this.#add(part);
  }

  int16(value: number): this {
    const part = Buffer.alloc(2);
    part.writeInt16BE(value);
    return this.#add(part);
  }

  int32(value: number): this {
    const part = Buffer.alloc(4);
    part.writeInt32BE(value);
    return this.#add(part);
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  text(value: string): this {
    const bytes = Buffer.from(value);
    return this.int16(bytes.length).#add(bytes);
  }

  bytes(value: Buffer): this {
    return this.int32(value.length).#add(value);
  }

  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #add(part: Buffer): this {
    this.#parts.push(part);
    return this;
  }
}

/** Reads a Kafka message; every read is bounded by what is there, and whatever does not fit is a `GarbageError`. */
export class ByteReader {
  #at = 0;

  constructor(private readonly data: Buffer) {}

  int8(): number {
    return this.data.readInt8(this.#take(1));
  }

  int16(): number {
    return this.data.readInt16BE(this.#take(2));
  }

  int32(): number {
    return this.data.readInt32BE(this.#take(4));
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  text(): string {
    const value = this.nullableText();
    if (value === undefined) {
      throw new GarbageError(t('a text is missing'));
    }
    return value;
  }

  nullableText(): string | undefined {
    const length = this.int16();
    if (length === -1) {
      return undefined;
    }
    const start = this.#take(length);
    return this.data.toString('utf8', start, start + length);
  }

  /** `item` must read one byte at least, so a list cannot be longer than what is left. */
  list<T>(item: () => T): T[] {
    const count = this.int32();
    if (count === -1) {
      return [];
    }
    if (count < 0 || count > this.data.length - this.#at) {
      throw new GarbageError(t('a list of {0} items in {1} bytes', count, this.data.length - this.#at));
    }
    return Array.from({ length: count }, item);
  }

  #take(length: number): number {
    const start = this.#at;
    if (length < 0 || length > this.data.length - start) {
      throw new GarbageError(t('{0} bytes wanted, {1} left', length, this.data.length - start));
    }
    this.#at = start + length;
    return start;
  }
}

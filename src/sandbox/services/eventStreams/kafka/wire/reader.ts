/** The bytes are not what the protocol says; whoever sent them is disconnected. */
export class Malformed extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Malformed';
  }
}

/** No name or text in the protocol comes near; it keeps what is echoed within a 16-bit length even when it is not UTF-8. */
const longestString = 10_000;

/**
 * Reads Kafka's primitives in order. In a flexible version strings, bytes and arrays have the compact form and every
 * structure ends with tagged fields; `flexible` hides that difference from whoever reads a message.
 */
export class Reader {
  #at = 0;
  readonly #bytes: Buffer;
  flexible: boolean;

  constructor(bytes: Buffer, flexible = false) {
    this.#bytes = bytes;
    this.flexible = flexible;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  int8(): number {
    return this.#bytes.readInt8(this.#advance(1));
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#advance(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#advance(4));
  }

  /** A 64-bit number; all that the protocol counts fits a double exactly, so what does not is malformed. */
  int64(): number {
    const value = Number(this.#bytes.readBigInt64BE(this.#advance(8)));
    if (!Number.isSafeInteger(value)) {
      throw new Malformed('a 64-bit number is out of range');
    }
    return value;
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  /** At most 32 bits, as Kafka uses it. */
  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes.readUInt8(this.#advance(1));
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) {
        return value;
      }
    }
    throw new Malformed('a varint does not end');
  }

  string(): string {
    return present(this.nullableString(), 'string');
  }

  nullableString(): string | null {
    const length = this.flexible ? this.unsignedVarint() - 1 : this.int16();
    if (length > longestString) {
      throw new Malformed('a string is too long');
    }
    return length < 0 ? null : this.#take(length).toString('utf8');
  }

  bytes(): Buffer {
    return present(this.nullableBytes(), 'bytes');
  }

  nullableBytes(): Buffer | null {
    const length = this.flexible ? this.unsignedVarint() - 1 : this.int32();
    return length < 0 ? null : this.#take(length);
  }

  array<T>(item: (reader: this) => T): T[] {
    return present(this.nullableArray(item), 'array');
  }

  nullableArray<T>(item: (reader: this) => T): T[] | null {
    const length = this.flexible ? this.unsignedVarint() - 1 : this.int32();
    // Each item takes a byte at least, so a longer array is a lie that must not cost memory.
    if (length > this.remaining) {
      throw new Malformed('an array is longer than its message');
    }
    return length < 0 ? null : Array.from({ length }, () => item(this));
  }

  /** Skips the tagged fields at the end of a structure; there are none in an inflexible version. */
  tags(): void {
    if (!this.flexible) {
      return;
    }
    for (let left = this.unsignedVarint(); left > 0; left -= 1) {
      this.unsignedVarint();
      this.#take(this.unsignedVarint());
    }
  }

  #take(length: number): Buffer {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  #advance(length: number): number {
    const start = this.#at;
    if (length > this.remaining) {
      throw new Malformed('the message ends too early');
    }
    this.#at += length;
    return start;
  }
}

function present<T>(value: T | null, kind: string): T {
  if (value === null) {
    throw new Malformed(`a ${kind} is null`);
  }
  return value;
}

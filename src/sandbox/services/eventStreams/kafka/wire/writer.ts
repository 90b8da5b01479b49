/** Writes what `Reader` reads; each call returns the writer, so that a structure reads as one sentence. */
export class Writer {
  readonly #parts: Buffer[] = [];
  readonly flexible: boolean;

  constructor(flexible = false) {
    this.flexible = flexible;
  }

  int8(value: number): this {
    const part = Buffer.allocUnsafe(1);
    part.writeInt8(value);
    return this.#add(part);
  }

  int16(value: number): this {
    const part = Buffer.allocUnsafe(2);
    part.writeInt16BE(value);
    return this.#add(part);
  }

  int32(value: number): this {
    const part = Buffer.allocUnsafe(4);
    part.writeInt32BE(value);
    return this.#add(part);
  }

  int64(value: number): this {
    const part = Buffer.allocUnsafe(8);
    part.writeBigInt64BE(BigInt(value));
    return this.#add(part);
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  unsignedVarint(value: number): this {
    const bytes: number[] = [];
    let left = value;
    while (left > 0x7f) {
      bytes.push((left % 0x80) + 0x80);
      left = Math.floor(left / 0x80);
    }
    bytes.push(left);
    return this.#add(Buffer.from(bytes));
  }

  string(value: string | null): this {
    const text = value === null ? null : Buffer.from(value, 'utf8');
    if (this.flexible) {
      return this.#compact(text);
    }
    return text === null ? this.int16(-1) : this.int16(text.length).#add(text);
  }

  bytes(value: Buffer | null): this {
    if (this.flexible) {
      return this.#compact(value);
    }
    return value === null ? this.int32(-1) : this.int32(value.length).#add(value);
  }

  array<T>(items: readonly T[] | null, item: (writer: this, value: T) => unknown): this {
    const length = items === null ? -1 : items.length;
    if (this.flexible) {
      this.unsignedVarint(length + 1);
    } else {
      this.int32(length);
    }
    for (const value of items ?? []) {
      item(this, value);
    }
    return this;
  }

  /** The end of a structure: no tagged fields. */
  tags(): this {
    return this.flexible ? this.unsignedVarint(0) : this;
  }

  /** Writes only in the versions that have the field. */
  when(condition: boolean, field: (writer: this) => unknown): this {
    if (condition) {
      field(this);
    }
    return this;
  }

  toBuffer(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #compact(value: Buffer | null): this {
    return value === null ? this.unsignedVarint(0) : this.unsignedVarint(value.length + 1).#add(value);
  }

  #add(part: Buffer): this {
    this.#parts.push(part);
    return this;
  }
}

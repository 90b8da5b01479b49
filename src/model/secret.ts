/**
 * A value that must never be seen: every text form of it is `***`, so a secret that slips into a log,
 * a message, JSON or an inspected object shows nothing. Only `reveal()` gives the value, where it is used.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  /** Node's `util.inspect`, and so every console and debugger, asks for this name. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '***';
  }
}

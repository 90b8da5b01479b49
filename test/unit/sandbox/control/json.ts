/** JSON as a test reads it: `answer.get('vpcs', 0, 'name').text`. What is not there is undefined, never an exception. */
export class Json {
  constructor(readonly value: unknown) {}

  get(...path: (string | number)[]): Json {
    let value = this.value;
    for (const step of path) {
      value = typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === String(step))?.[1] as unknown : undefined;
    }
    return new Json(value);
  }

  get text(): string {
    return typeof this.value === 'string' ? this.value : '';
  }

  get number(): number {
    return typeof this.value === 'number' ? this.value : NaN;
  }

  get list(): readonly Json[] {
    return Array.isArray(this.value) ? this.value.map((item) => new Json(item)) : [];
  }

  /** The names of a list's items. */
  get names(): readonly string[] {
    return this.list.map((item) => item.get('name').text);
  }
}

/** A typed slot for something that a step finds or makes and a later step reads; declared beside the step that fills it. */
export class Fact<T> {
  private readonly values = new WeakMap<Facts, { readonly value: T }>();

  /** `what` is said where it is needed and not known: "The VPC". */
  constructor(readonly what: string) {}

  in(facts: Facts): T | undefined {
    return this.values.get(facts)?.value;
  }

  put(facts: Facts, value: T | undefined): void {
    if (value === undefined) {
      this.values.delete(facts);
    } else {
      this.values.set(facts, { value });
    }
  }
}

/** What the steps of one plan, run or undo have found or made so far. */
export class Facts {
  get<T>(fact: Fact<T>): T | undefined {
    return fact.in(this);
  }

  /** Without it the order of the steps is wrong. */
  need<T>(fact: Fact<T>): T {
    const value = fact.in(this);
    if (value === undefined) {
      throw new TypeError(`${fact.what} is not known yet.`);
    }
    return value;
  }

  set<T>(fact: Fact<T>, value: T | undefined): void {
    fact.put(this, value);
  }
}

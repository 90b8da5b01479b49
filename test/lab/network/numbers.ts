import { CannotMake } from './plan';

/** Gives each thing a small number of its own, the same as long as the lab runs: interface names and addresses are made of it. */
export class Numbers {
  readonly #given = new Map<string, number>();
  readonly #taken = new Set<number>();

  constructor(private readonly kind: string, private readonly most: number) {}

  of(id: string): number {
    const known = this.#given.get(id);
    if (known !== undefined) return known;
    let number = 1;
    while (this.#taken.has(number)) number += 1;
    if (number > this.most) throw new CannotMake(`one more ${this.kind}`, `it has room for ${this.most}`);
    this.#given.set(id, number);
    this.#taken.add(number);
    return number;
  }

  /** Frees the numbers of what is no longer there. */
  keep(ids: ReadonlySet<string>): void {
    for (const [id, number] of this.#given) {
      if (ids.has(id)) continue;
      this.#given.delete(id);
      this.#taken.delete(number);
    }
  }
}

/** The numbers of one lab. */
export class LabNumbers {
  readonly vpcs = new Numbers('VPC', 250);
  readonly subnets = new Numbers('subnet', 60_000);
  readonly places = new Numbers('address in a VPC', 60_000);
  readonly services = new Numbers('service', 60_000);
}

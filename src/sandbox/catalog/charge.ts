/** What is charged for one thing, in the sandbox's own made-up US dollars. */
export interface Charge {
  readonly metric: string;
  readonly name: string;
  readonly unit: string;
  readonly unitName: string;
  readonly price: number;
}

/** The endpoint gateway that leads to the instance, as the cloud describes it. */
export interface Gateway {
  readonly name: string;
  readonly addresses: readonly string[];
}

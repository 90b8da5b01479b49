/** Something of the cloud that was chosen, or clicked before. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The number at a view's icon, and what it counts. */
export interface Badge {
  readonly value: number;
  readonly tooltip: string;
}

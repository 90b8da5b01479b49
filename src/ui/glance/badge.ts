/** The number at a view's icon, and what it counts. */
export interface Badge {
  readonly value: number;
  readonly tooltip: string;
}

/** None where there is nothing to count. */
export function badge(value: number, tooltip: string): Badge | undefined {
  return value === 0 ? undefined : { value, tooltip };
}

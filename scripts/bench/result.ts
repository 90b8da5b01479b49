/** One measured figure beside what it is held against, both of the same run and in the same unit. */
export interface BenchResult {
  /** Begins with what is measured: "entry load, ms". */
  readonly name: string;
  readonly ours: number;
  readonly reference: number;
  readonly ratio: number;
}

export function result(name: string, ours: number, reference: number): BenchResult {
  return { name, ours: rounded(ours), reference: rounded(reference), ratio: rounded(ours / reference) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

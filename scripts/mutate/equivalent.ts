import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Mutant, Place } from './mutant';

/** A mutant that no test can notice, since it does the same. */
export interface Equivalent {
  readonly file: string;
  /** The line as it stands there, which finds it again wherever it moves in its file. */
  readonly line: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

const list = v.array(v.object({ file: v.string(), line: v.string(), before: v.string(), after: v.string(), reason: v.string() }));

export function readEquivalents(path: string): readonly Equivalent[] {
  return v.parse(list, JSON.parse(readFileSync(path, 'utf8')));
}

export function equivalentTo({ file }: Mutant, place: Place, equivalents: readonly Equivalent[]): Equivalent | undefined {
  return equivalents.find((each) => each.file === file && each.line === place.lineText && each.before === place.before && each.after === place.after);
}

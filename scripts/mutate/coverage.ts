import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSlots } from '../inSlots';
import type { Compiler } from './compiler';
import type { Covered, KeptCoverage } from './keptCoverage';
import type { Mutant } from './mutant';
import { reachedVariable } from './reached';
import { regionAround, watched } from './regions';
import { runTests } from './runner';

/** What each test file does without any mutant. */
export interface Coverage {
  readonly covered: readonly Covered[];
  /** Test files that fail without any mutant, which says nothing of one: the file and why. */
  readonly broken: readonly string[];
}

const limitMs = 180_000;
const teller = join(import.meta.dirname, 'reached.ts');

/** Runs each test file of which it is not known once, in copies of the project that tell which parts of the mutated files are reached. */
export async function coverageOf(
  compiler: Compiler, copies: readonly string[], mutatedFiles: readonly string[], testFiles: readonly string[], kept: KeptCoverage,
): Promise<Coverage> {
  const covered = testFiles.flatMap((file) => kept.read(file) ?? []);
  const broken: string[] = [];
  const known = new Set(covered.map(({ file }) => file));
  for (const copy of copies) {
    for (const file of mutatedFiles) writeFileSync(join(copy, file), watched(file, compiler.source(file), teller));
  }
  await inSlots(copies, testFiles.filter((file) => !known.has(file)), async (copy, file) => {
    const list = join(copy, '.reached');
    const { told: [told], failed } = await runTests(copy, [{ file, limitMs }], { [reachedVariable]: list });
    const reached = new Set(existsSync(list) ? readFileSync(list, 'utf8').split('\n') : []);
    rmSync(list, { force: true });
    if (failed !== undefined || told === undefined) {
      broken.push(`${file}: ${failed ?? 'it says nothing'}`);
      return;
    }
    const found = { file, ms: told.ms, reached };
    covered.push(found);
    kept.write(found);
  });
  for (const copy of copies) for (const file of mutatedFiles) writeFileSync(join(copy, file), compiler.source(file).text);
  return { covered, broken };
}

/** The test files that pass through where the mutant is. */
export function covering(compiler: Compiler, { covered }: Coverage, mutant: Mutant): Covered[] {
  const name = regionAround(mutant.file, compiler.source(mutant.file), mutant);
  return covered.filter(({ reached }) => reached.has(name));
}

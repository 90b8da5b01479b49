import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Compiler } from './compiler';
import { copyProject } from './copy';
import { coverageOf, covering, type Coverage } from './coverage';
import { equivalentTo, type Equivalent } from './equivalent';
import { KeptCoverage } from './keptCoverage';
import { Modules } from './modules';
import { mutated, placeOf, type Mutant } from './mutant';
import { mutantsOf } from './operators/operators';
import { Order } from './order';
import { scoreOf, type Outcome, type Verdict } from './outcome';
import { runTests } from './runner';
import { sampled } from './sample';
import { inSlots } from '../inSlots';

/** A file may take some times as long as without a mutant, and something for its process to start. */
const limitOf = (ms: number): number => 10_000 + 4 * ms;
const telling = 25;

/** One run over some folders: the project is copied once for each slot, so that whatever happens to it meanwhile is not seen. */
export class Campaign {
  readonly #compiler: Compiler;
  readonly #order: Order;
  readonly #files: readonly string[];
  readonly #tests: readonly string[];
  readonly #kept: KeptCoverage;

  constructor(root: string, private readonly copies: readonly string[], folders: readonly string[], private readonly equivalents: readonly Equivalent[]) {
    const [first = []] = copies.map((copy) => copyProject(root, copy));
    this.#compiler = new Compiler(copies[0] ?? root, 'src');
    this.#files = this.#compiler.files.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));
    for (const folder of folders) if (!this.#files.some((file) => file.startsWith(`${folder}/`))) throw new Error(`${folder} has no file of the project.`);
    const copy = copies[0] ?? root;
    const modules = new Modules(copy, first.filter((file) => file.endsWith('.ts')));
    this.#order = new Order(modules);
    // What is watched is part of what a test file did.
    const loads = (file: string): string[] => [...folders, ...[...modules.reachedFrom(file)].map((each) => readFileSync(join(copy, each), 'utf8'))];
    this.#kept = new KeptCoverage(join(root, '.cache/mutate'), loads);
    this.#tests = first.filter((file) => file.startsWith('test/unit/') && file.endsWith('.test.ts') && reachesAny(modules, file, this.#files));
  }

  /** `sample` many mutants that compile, or as many as there are. */
  async run(sample: number, seed: number, tell: (text: string) => void): Promise<Outcome[]> {
    const all = this.#files.flatMap((file) => mutantsOf(file, this.#compiler.source(file), this.#compiler.types));
    tell(`${all.length} mutants of ${this.#files.length} files; ${this.#tests.length} test files reach them.`);
    const started = performance.now();
    const minutes = (): string => ((performance.now() - started) / 60_000).toFixed(1);
    for (const lost of this.equivalents.filter((each) => !this.#has(each))) tell(`Said to do the same, but not found any more: ${lost.file}: ${lost.line}`);
    const coverage = await coverageOf(this.#compiler, this.copies, this.#files, this.#tests, this.#kept);
    for (const broken of coverage.broken) tell(`Left out, since it fails without a mutant: ${broken}`);
    tell(`It is known of all of them what they reach after ${minutes()} min.`);
    const outcomes: Outcome[] = [];
    let begun = 0;
    await inSlots(this.copies, sampled(all, seed), async (copy, mutant) => {
      const place = placeOf(this.#compiler.source(mutant.file).text, mutant);
      const same = equivalentTo(mutant, place, this.equivalents);
      if (same === undefined && !this.#compiler.compiles(mutant)) return;
      if (same === undefined) begun += 1;
      outcomes.push({ mutant, place, verdict: same === undefined ? await this.#verdict(copy, mutant, coverage) : { state: 'equivalent', of: same } });
      if (outcomes.length % telling === 0) tell(`${outcomes.length} mutants after ${minutes()} min, ${scoreOf(outcomes).survived} survived.`);
    }, () => begun >= sample);
    return outcomes;
  }

  /** Also where it is not looked for in this run. */
  #has({ file, line }: Equivalent): boolean {
    return this.#compiler.files.includes(file) && this.#compiler.source(file).text.includes(line);
  }

  async #verdict(copy: string, mutant: Mutant, coverage: Coverage): Promise<Verdict> {
    const tests = this.#order.sorted(mutant.file, covering(this.#compiler, coverage, mutant));
    if (tests.length === 0) return { state: 'survived', tests: 0 };
    const { text } = this.#compiler.source(mutant.file);
    const path = join(copy, mutant.file);
    writeFileSync(path, mutated(text, mutant));
    try {
      const { failed, told } = await runTests(copy, tests.map(({ file, ms }) => ({ file, limitMs: limitOf(ms) })));
      if (failed === undefined) return { state: 'survived', tests: tests.length };
      // One that took too long, or died, has said nothing.
      const killer = told.find((each) => each.failed !== undefined) ?? tests[told.length];
      if (killer !== undefined) this.#order.killed(mutant.file, killer.file);
      return { state: 'killed', by: failed };
    } finally {
      writeFileSync(path, text);
    }
  }
}

function reachesAny(modules: Modules, test: string, files: readonly string[]): boolean {
  const reached = modules.reachedFrom(test);
  return files.some((file) => reached.has(file));
}

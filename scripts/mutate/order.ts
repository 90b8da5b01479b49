import { posix } from 'node:path';
import type { Covered } from './keptCoverage';
import type { Modules } from './modules';

/** In which order the tests of a file's mutants are run: the order does not matter to the verdict, only to how soon it is there. */
export class Order {
  /** How often a test file killed a mutant of a file. */
  readonly #kills = new Map<string, Map<string, number>>();

  constructor(private readonly modules: Modules) {}

  /**
   * First what has killed most of the file's mutants; else by how near it is: what mirrors its path, what imports it, all others; of each
   * the quick ones first.
   */
  sorted(file: string, tests: readonly Covered[]): Covered[] {
    const kills = this.#kills.get(file);
    const killed = (test: string): number => kills?.get(test) ?? 0;
    const rank = (test: string): number => mirrors(test, file) ? 0 : this.modules.imports(test).includes(file) ? 1 : 2;
    return [...tests].sort((one, other) => killed(other.file) - killed(one.file) || rank(one.file) - rank(other.file) || one.ms - other.ms);
  }

  killed(file: string, test: string): void {
    const kills = this.#kills.get(file) ?? new Map<string, number>();
    this.#kills.set(file, kills.set(test, (kills.get(test) ?? 0) + 1));
  }
}

/** `test/unit/reach/address.test.ts` mirrors `src/reach/address.ts`. */
function mirrors(test: string, file: string): boolean {
  return test.endsWith(posix.join('/', ...file.split('/').slice(1)).replace(/\.ts$/, '.test.ts'));
}

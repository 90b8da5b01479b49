import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** What a test file does without any mutant. */
export interface Covered {
  readonly file: string;
  readonly ms: number;
  readonly reached: ReadonlySet<string>;
}

const kept = v.object({ of: v.string(), ms: v.number(), reached: v.array(v.string()) });

/** What is known of test files from an earlier run, for as long as nothing that they load has changed. */
export class KeptCoverage {
  /** @param loads the texts of all that a test file loads, itself among it. */
  constructor(private readonly folder: string, private readonly loads: (testFile: string) => readonly string[]) {
    mkdirSync(folder, { recursive: true });
  }

  read(file: string): Covered | undefined {
    const path = this.#path(file);
    if (!existsSync(path)) return undefined;
    const { of, ms, reached } = v.parse(kept, JSON.parse(readFileSync(path, 'utf8')));
    return of === this.#of(file) ? { file, ms, reached: new Set(reached) } : undefined;
  }

  write({ file, ms, reached }: Covered): void {
    writeFileSync(this.#path(file), JSON.stringify({ of: this.#of(file), ms, reached: [...reached] }));
  }

  #of(file: string): string {
    return createHash('sha256').update(JSON.stringify(this.loads(file))).digest('hex');
  }

  #path(file: string): string {
    return join(this.folder, `${file.replaceAll('/', '-')}.json`);
  }
}

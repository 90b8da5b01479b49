import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { Failure } from '../../model/failure';
import { stateFile, type StateFile } from './state';

/** The file that keeps the sandbox's memory over a restart. It holds the sandbox's own keys, so it is for its owner alone. */
export class MemoryFile {
  readonly #path: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, 'state.json');
  }

  /** What was saved, or undefined when nothing was. A file that cannot be read is a failure, never an empty account. */
  load(): StateFile | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw this.#unreadable(error);
    }
    try {
      return v.parse(stateFile, JSON.parse(text));
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  /** Written beside and renamed over: a crash leaves the old file or the new one, whole. */
  save(state: StateFile): void {
    const draft = `${this.#path}.new`;
    writeFileSync(draft, JSON.stringify(state), { mode: 0o600 });
    renameSync(draft, this.#path);
  }

  #unreadable(cause: unknown): Failure {
    return new Failure({
      code: 'sandbox.state-unreadable',
      what: 'Could not load the sandbox\'s saved state',
      why: `${this.#path}: ${cause instanceof Error ? cause.message : String(cause)}`,
      next: 'Delete this file to start with a new sandbox.',
      cause,
    });
  }
}

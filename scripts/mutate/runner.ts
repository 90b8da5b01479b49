import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isTold, type Told } from './told';

const program = join(import.meta.dirname, 'child.ts');

export interface TestFile {
  readonly file: string;
  /** How long it may take. */
  readonly limitMs: number;
}

export interface Ran {
  readonly told: readonly Told[];
  /** Why the tests are not all passed; a file that takes too long fails. */
  readonly failed?: string;
}

/** Runs test files of a copy of the project in a process of its own, which ends with all that it started, until one fails. */
export async function runTests(copy: string, files: readonly TestFile[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const temporary = join(copy, '.tmp');
  mkdirSync(temporary, { recursive: true });
  const child = fork(program, files.map(({ file }) => file), {
    cwd: copy, execArgv: ['--import', 'tsx'], detached: true, stdio: 'ignore', env: { ...process.env, TMPDIR: temporary, ...env },
  });
  const end = (): void => endGroup(child);
  // Before what it works in is removed.
  process.prependOnceListener('exit', end);
  const ran = await listened(child, files);
  process.off('exit', end);
  end();
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  return ran;
}

function listened(child: ChildProcess, files: readonly TestFile[]): Promise<Ran> {
  const told: Told[] = [];
  return new Promise((resolve) => {
    const end = (failed?: string): void => {
      clearTimeout(timer);
      resolve({ told, ...(failed === undefined ? {} : { failed }) });
    };
    const next = (): NodeJS.Timeout => {
      const [current] = files.slice(told.length);
      return setTimeout(() => end(`${current?.file ?? 'the end'} takes too long`), current?.limitMs ?? 5000);
    };
    let timer = next();
    child.on('message', (message) => {
      if (!isTold(message)) return;
      told.push(message);
      clearTimeout(timer);
      if (message.failed !== undefined) end(message.failed);
      else if (told.length === files.length) end();
      else timer = next();
    });
    child.once('error', (error) => end(error.message));
    child.once('exit', (code) => end(`the process ended with ${code ?? 'a signal'}`));
  });
}

/** It is the first of its group. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ESRCH') throw error;
  }
}

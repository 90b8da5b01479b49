import { spawn } from 'node:child_process';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface RunOptions {
  readonly input?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** After so long it is killed, and the run has failed. */
  readonly limitMs?: number | undefined;
}

const usualLimitMs = 30_000;

/** Runs a program to its end; a code other than 0 is an answer as well. Rejects when it cannot be started or takes too long. */
export function ran(command: readonly string[], { input = '', env, limitMs = usualLimitMs }: RunOptions = {}): Promise<Ran> {
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], env: env ?? process.env });
    const [out, error]: [Buffer[], Buffer[]] = [[], []];
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${command.join(' ').slice(0, 200)} did not end within ${limitMs / 1000} s.\n${Buffer.concat(error).toString()}`));
    }, limitMs);
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => error.push(chunk));
    // A program that does not read its input to the end is not a failure of ours.
    child.stdin.on('error', () => undefined);
    child.once('error', (failure) => {
      clearTimeout(timer);
      reject(failure);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, out: Buffer.concat(out).toString(), error: Buffer.concat(error).toString() });
    });
    child.stdin.end(input);
  });
}

/** What a program printed; a code other than 0 rejects with the program's own words. */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, out, error } = await ran(command, options);
  if (code !== 0) throw new Error(`${command.slice(-4).join(' ')} ended with ${code}: ${error.trim()}${options.input === undefined ? '' : `\n${options.input}`}`);
  return out;
}

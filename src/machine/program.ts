import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program of the system and gives what it wrote. It ends by the signal or its time limit. */
export type RunProgram = (program: string, words: readonly string[], signal: AbortSignal) => Promise<string>;

const timeout = 5_000;

/** In English where the program speaks several languages. */
export const runProgram: RunProgram = async (program, words, signal) => {
  const { stdout } = await promisify(execFile)(program, [...words], { timeout, signal, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } });
  return stdout;
};

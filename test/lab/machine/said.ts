import type { ChildProcess } from 'node:child_process';

const mostKept = 8000;

/** Resolves when a program prints a text; rejects with what it printed when it ends first, or after `limitMs`. */
export function said(child: ChildProcess, text: string, limitMs: number, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`${what} ${why}: ${printed.trim().slice(-1500)}`));
    };
    const timer = setTimeout(() => fail(`did not say "${text}" within ${limitMs / 1000} s`), limitMs);
    const hear = (chunk: Buffer): void => {
      printed = `${printed}${chunk.toString()}`.slice(-mostKept);
      if (!printed.includes(text)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code, signal) => fail(`ended with ${String(code ?? signal)}`));
  });
}

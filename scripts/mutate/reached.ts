import { appendFileSync } from 'node:fs';

/** Tells a process, and those that it starts, where to write which parts of files were reached. */
export const reachedVariable = 'PRIVATE_CONNECT_REACHED';

const seen = new Set<string>();

/** Writes the part's name down, once a process. */
export function reached(name: string): void {
  const file = process.env[reachedVariable];
  if (file === undefined || seen.has(name)) return;
  seen.add(name);
  appendFileSync(file, `${name}\n`);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A Python program of this folder as the beginning of a command. Its text is handed over, not its path: a virtual server's root has
 * not all that this machine has mounted.
 */
export function program(name: string): string[] {
  return ['python3', '-c', readFileSync(join(import.meta.dirname, name), 'utf8')];
}

import { posix } from 'node:path';
import type { StepContext } from '../../context';

/** Beside a file: what is written before it gets its name, and what it takes the place of. No reader of the folder takes either for its own. */
export interface Beside {
  readonly draft: string;
  readonly backup: string;
}

/** The names are the connection's, so that a later try, or an undo, knows them again. */
export function beside({ names }: Pick<StepContext, 'names'>, path: string): Beside {
  const hidden = posix.join(posix.dirname(path), `.${posix.basename(path)}.${names.base}`);
  return { draft: `${hidden}.new`, backup: `${hidden}.before` };
}

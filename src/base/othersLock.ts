import { rm } from 'node:fs/promises';
import { touchedAt, withRightTo } from './fileLock';
import { holderIn, isAtWork, isThisProcess, type BareHolder, type Holder } from './holder';
import { readIfThere } from './readFile';

/** A lock that another holds, as far as its file tells. */
export interface SeenLock {
  /** What the file says, whole: whoever breaks the lock breaks this one and no later one. */
  readonly text: string;
  /** Undefined where the file names nobody. */
  readonly holder: Holder | BareHolder | undefined;
  /** When it last gave a sign of life, in milliseconds since 1970; a `BareHolder` gave its only one when it began. */
  readonly touched: number;
}

/** Undefined where nobody holds it, one that has died, or this very process: what is at work here is cancelled, and no lock broken. */
export async function lockOfOthers(path: string): Promise<SeenLock | undefined> {
  const text = await readIfThere(path);
  const touched = await touchedAt(path);
  const holder = holderIn(text ?? '');
  if (text === undefined || touched === undefined || !await isAtWork(holder, touched) || await isThisProcess(holder)) {
    return undefined;
  }
  return { text, holder, touched };
}

/** Takes away a lock that was seen, at a person's word; false where it is another one by now. Its holder notices, and ends its work. */
export async function breakLock(path: string, { text }: SeenLock): Promise<boolean> {
  return await withRightTo(path, text, async () => {
    const isThere = await readIfThere(path) === text;
    if (isThere) {
      await rm(path, { force: true });
    }
    return isThere;
  });
}

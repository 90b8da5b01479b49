import { append } from './append';
import { noHistory } from './history';
import { open, rm } from 'node:fs/promises';
import type { Entry, NewEntry } from './entry';
import type { Clock } from '../dependencies';
import type { History } from './history';
import { parseEntry } from './entry';
import { readIfThere } from '../../base/readFile';

/**
 * What a connection made, one JSON line a change, each on the disk before the next thing happens. A line that was torn
 * by a crash is left out: an intent that was not written was not sent, and a made resource is found again by its name.
 */
export class Journal {
  private current: History = noHistory;
  private turns: Promise<void> = Promise.resolve();

  constructor(private readonly path: string, private readonly clock: Clock) {}

  get history(): History {
    return this.current;
  }

  /** Takes its turn among the writes: what is on the disk and what is remembered never differ. */
  async load(): Promise<void> {
    await this.inTurn(async () => {
      this.current = replay(await readIfThere(this.path) ?? '');
    });
  }

  /** Resolves when the entry is on the disk. Entries are written in the order of the calls. */
  async write(entry: NewEntry): Promise<void> {
    const stamped: Entry = { ...entry, at: new Date(this.clock.now()).toISOString() };
    await this.inTurn(async () => {
      await appendLine(this.path, JSON.stringify(stamped));
      this.current = append(this.current, stamped);
    });
  }

  async delete(): Promise<void> {
    await this.inTurn(async () => {
      await rm(this.path, { force: true });
      this.current = noHistory;
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turns.then(work);
    this.turns = done.catch(() => undefined);
    return done;
  }
}

/** The history that a journal's text tells. */
export function replay(text: string): History {
  return text.split('\n').map(parseEntry).filter((entry) => entry !== undefined).reduce(append, noHistory);
}

async function appendLine(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) {
      await file.read(last, 0, 1, size - 1);
    }
    // A torn last line must not swallow this one.
    const torn = size > 0 && last.toString() !== '\n';
    await file.appendFile(`${torn ? '\n' : ''}${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

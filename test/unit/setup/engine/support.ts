import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../../src/setup/dependencies';
import type { NewEntry } from '../../../../src/setup/journal/entry';
import { Journal } from '../../../../src/setup/journal/journal';
import { Progress } from '../../../../src/setup/engine/progress';
import type { TakenRoute } from '../../../../src/setup/routes/route';
import { eventStreams } from '../../../../src/services/eventStreams/service';
import type { Step } from '../../../../src/setup/steps/step';
import { connection } from '../scripted';

/** Time that passes only when someone sleeps; how long each slept is kept. */
export class FakeClock implements Clock {
  readonly slept: number[] = [];
  time = Date.parse('2026-01-01T00:00:00Z');
  /** Called before each sleep. */
  whenAsleep: () => void = () => undefined;

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.whenAsleep();
    signal.throwIfAborted();
    this.slept.push(milliseconds);
    this.time += milliseconds;
    return Promise.resolve();
  }
}

export function fakeStep(id: string, parts: Partial<Step> = {}): Step {
  return {
    id, title: `Step ${id}`, why: `${id} is needed`,
    find: () => Promise.resolve({ kind: 'missing' }),
    create: () => Promise.resolve(),
    ready: () => Promise.resolve(''),
    price: () => Promise.resolve({ kind: 'none' }),
    ...parts,
  };
}

export function routeOf(steps: readonly Step[]): TakenRoute {
  return {
    words: { how: 'through a tunnel', through: 'tunnel', kind: 'tunnel' }, frame: {}, refused: undefined, leadsNowhere: false, onlyHolds: false, source: undefined, login: undefined, renewal: undefined, vpn: undefined, site: undefined, steps, path: [],
    openings: [],
    vantages: () => ({ all: [], meant: '' }),
  };
}

/** A journal in a folder of its own, which goes with the suite. */
export class Journals {
  readonly clock = new FakeClock();
  readonly #folder = mkdtempSync(join(tmpdir(), 'journals-'));
  #count = 0;

  async of(...entries: readonly NewEntry[]): Promise<Journal> {
    this.#count += 1;
    const journal = new Journal(join(this.#folder, `${this.#count}.jsonl`), this.clock);
    for (const entry of entries) {
      await journal.write(entry);
    }
    return journal;
  }

  async progress(steps: readonly Step[], entries: readonly NewEntry[] = [], changed: () => void = () => undefined): Promise<Progress> {
    return new Progress(connection, eventStreams, routeOf(steps), await this.of(...entries), this.clock, changed);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Something of a step's, as the journal has it. */
export function thing(type: 'made' | 'adopted', step: string, kind: string, id: string, name = id): NewEntry {
  return { type, step, kind, id, name };
}

/** Answers one after the other, errors thrown; the last one for ever. */
export function inTurn<T>(...answers: readonly (T | Error)[]): () => Promise<T> {
  let next = 0;
  return () => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as T);
  };
}

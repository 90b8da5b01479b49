import type { Change, Found, RunContext, StepContext, Wait } from '../steps/step';
import { isUncertain, judge } from './retry';
import { Failure } from '../../model/failure';
import type { Journal } from '../journal/journal';
import type { KeyedLock } from './lock';
import type { Clock } from '../dependencies';
import { duration } from './words';
import { visible } from '../../model/text';

/** The first look comes soon, for what is quick; the pauses double up to what the thing asks for. */
const firstPause = 1_000;
/** So many reads in a row may fail. */
const failedReads = 5;

/** What carries out a step's wishes: journal, lock, time, and where words are shown. */
export interface Bench {
  readonly step: string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly lock: KeyedLock;
  note(text: string): void;
}

/** Gives a step the means to change something. */
export function runContext(context: StepContext, bench: Bench): RunContext {
  return {
    ...context,
    note: (text) => bench.note(text),
    sleep: (milliseconds) => bench.clock.sleep(milliseconds, context.signal),
    change: (change) => carryOut(context, bench, change),
    adopt: (thing) => adopt(context, bench, thing),
    send: (request) => repeat(context, bench, () => inTurn(context, bench, request)),
    read: (request) => repeat(context, bench, request),
    until: (wait) => until(context, bench, wait),
  };
}

/** Writes to one VPC go one at a time; what goes before the VPC, one at a time a region. */
function lockKey({ connection, facts }: StepContext): string {
  const { vpc } = connection.choices;
  return facts.vpc?.id ?? (vpc.kind === 'existing' ? vpc.id : `region:${connection.instance.region}`);
}

/**
 * POST is never sent again blindly: after every attempt that failed the thing is looked for, and what is found ends
 * the work. It counts as made by us if an attempt may have got through, since it was not there before the first one.
 */
async function carryOut<T>(context: StepContext, bench: Bench, change: Change<T>): Promise<T> {
  const { step, journal } = bench;
  const { kind, name } = change;
  const attempts = { uncertain: context.lost(kind)?.name === name };
  await journal.write({ type: 'intent', step, kind, name });
  for (let attempt = 1; ; attempt += 1) {
    try {
      const made = await inTurn(context, bench, change.make);
      await journal.write({ type: 'made', step, ...textsOf(change.describe(made)) });
      return made;
    } catch (error) {
      const verdict = judge(error, attempt);
      attempts.uncertain ||= verdict.uncertain;
      if (verdict.wait !== undefined) {
        await waitFor(context, bench, error, attempt, verdict.wait);
      }
      const there = await lookAgain(context, bench, change, error);
      if (there !== undefined) {
        return await settle(bench, change, there, attempts.uncertain);
      }
      if (verdict.wait === undefined) {
        if (!attempts.uncertain) {
          await journal.write({ type: 'withdrawn', step, kind, name });
        }
        throw error;
      }
    }
  }
}

/** A cancelled run does not look; the next one, or the undo, will. */
async function lookAgain<T>(context: StepContext, bench: Bench, change: Change<T>, cause: unknown): Promise<T | undefined> {
  if (context.signal.aborted || !(cause instanceof Failure)) {
    return undefined;
  }
  return await repeat(context, bench, change.find);
}

async function settle<T>({ step, journal }: Bench, change: Change<T>, there: T, ours: boolean): Promise<T> {
  const { kind, name } = change;
  if (!ours) {
    await journal.write({ type: 'withdrawn', step, kind, name });
  }
  await journal.write({ type: ours ? 'made' : 'adopted', step, ...textsOf(change.describe(there)) });
  return there;
}

async function adopt(context: StepContext, { step, journal }: Bench, thing: Found): Promise<void> {
  if (context.recorded(thing.kind)?.id !== thing.id) {
    await journal.write({ type: 'adopted', step, ...textsOf(thing) });
  }
}

async function repeat<T>(context: StepContext, bench: Bench, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const { wait } = judge(error, attempt);
      if (wait === undefined) {
        throw error;
      }
      await waitFor(context, bench, error, attempt, wait);
    }
  }
}

function inTurn<T>(context: StepContext, bench: Bench, request: () => Promise<T>): Promise<T> {
  return bench.lock.run(lockKey(context), request, context.signal);
}

async function waitFor(context: StepContext, bench: Bench, error: unknown, attempt: number, wait: number): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  bench.note(`waiting ${Math.round(wait / 1_000)} s after try ${attempt}: ${visible(error instanceof Failure ? error.why : why)}`);
  await bench.clock.sleep(wait, context.signal);
}

/** Reads that fail on the way are tried again with the next one; a row of them is a failure of its own. */
async function until<T>(context: StepContext, bench: Bench, wait: Wait<T>): Promise<T> {
  let missing = 'a first answer';
  let failed = 0;
  for (let read = 0, waited = 0; waited <= wait.limitMs; read += 1) {
    if (read > 0) {
      bench.note(`waiting for ${visible(missing)}`);
      const pause = Math.min(wait.everyMs, firstPause * 2 ** (read - 1));
      waited += pause;
      await bench.clock.sleep(pause, context.signal);
    }
    const value = await readOrExcuse(wait.read, failed);
    if (value instanceof Failure) {
      failed += 1;
      missing = `an answer: ${value.why}`;
      continue;
    }
    failed = 0;
    const answer = wait.check(value);
    if (answer === 'ready') {
      return value;
    }
    missing = answer.waitingFor;
  }
  throw tooLong(wait.what, wait.limitMs, missing);
}

/** Errors that say nothing about the thing read: no answer, a busy or broken service. */
async function readOrExcuse<T>(read: () => Promise<T>, failedBefore: number): Promise<T | Failure> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure && failedBefore < failedReads && (isUncertain(error) || error.status === 429)) {
      return error;
    }
    throw error;
  }
}

function tooLong(what: string, limitMs: number, missing: string): Failure {
  return new Failure({
    code: 'setup.timeout',
    what: `Could not finish ${what}`,
    why: `After ${duration(limitMs)} it still waited for ${missing}.`,
    next: 'Run again to go on waiting, or undo.',
  });
}

function textsOf({ kind, id, name, crn, address }: Found): Found {
  return { kind, id, name, ...(crn === undefined ? {} : { crn }), ...(address === undefined ? {} : { address }) };
}

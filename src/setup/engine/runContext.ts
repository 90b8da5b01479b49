import type { Found, Maker, RunContext, Specification, StepContext, Wait } from '../context';
import { orAbsent } from '../makers/found';
import { isUncertain, judge } from './retry';
import { Failure } from '../../model/failure';
import type { Journal } from '../journal/journal';
import type { KeyedLock } from './lock';
import type { Clock } from '../dependencies';
import { duration } from '../../model/words';
import { visible } from '../../model/text';

/** The first look comes soon, for what is quick; the pauses double up to what the thing asks for. */
const firstPause = 1_000;
/** So many reads in a row may fail. */
const failedReads = 5;

/** What carries out a step's wishes: journal, lock, time, and where words are shown. */
export interface Means {
  readonly step: string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly lock: KeyedLock;
  note(text: string): void;
}

/** Gives a step the means to change something. */
export function runContext(context: StepContext, means: Means): RunContext {
  const run: RunContext = {
    ...context,
    note: (text) => means.note(text),
    sleep: (milliseconds) => means.clock.sleep(milliseconds, context.signal),
    make: (maker, specification) => carryOut(run, means, maker, specification),
    adopt: (thing) => adopt(context, means, thing),
    claim: (thing) => claim(context, means, thing),
    send: (request) => repeat(context, means, () => inTurn(context, means, request)),
    discard: (request) => discard(context, means, request),
    read: (request) => repeat(context, means, request),
    until: (wait) => until(context, means, wait),
    untilGone: async (what, read, limitMs) => {
      await until(context, means, gone(what, read, limitMs));
    },
  };
  return run;
}

/** Two writes at once to one VPC are refused with 409 "vpc is locked": they go one at a time a region. */
function lockKey({ connection }: StepContext): string {
  return `region:${connection.instance.region}`;
}

/**
 * POST is never sent again blindly: after every attempt that failed the thing is looked for, and what is found ends
 * the work. It counts as made by us if an attempt may have got through, since it was not there before the first one.
 */
async function carryOut<S extends Specification, Made, Priced>(
  context: RunContext, means: Means, maker: Maker<S, Made, Priced>, specification: S,
): Promise<Made> {
  const { step, journal } = means;
  const { kind } = maker;
  const { name } = specification;
  const attempts = { uncertain: context.lost(kind)?.name === name };
  await journal.write({ type: 'intent', step, kind, name });
  for (let attempt = 1; ; attempt += 1) {
    try {
      const made = await inTurn(context, means, () => maker.make(context, specification));
      await journal.write({ type: 'made', step, ...textsOf(maker.describe(made, specification)) });
      return made;
    } catch (error) {
      const verdict = judge(error, attempt);
      attempts.uncertain ||= verdict.uncertain;
      if (verdict.wait !== undefined) {
        await waitFor(context, means, error, attempt, verdict.wait);
      }
      const there = await lookAgain(context, means, maker, specification, error);
      if (there !== undefined) {
        await settle(means, maker.describe(there.thing, specification), name, attempts.uncertain && there.carriesOurName);
        return there.thing;
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
async function lookAgain<S extends Specification, Made, Priced>(
  context: RunContext, means: Means, { find, findOther }: Maker<S, Made, Priced>, specification: S, cause: unknown,
): Promise<{ readonly thing: Made; readonly carriesOurName: boolean } | undefined> {
  if (context.signal.aborted || !(cause instanceof Failure)) {
    return undefined;
  }
  const ours = await repeat(context, means, () => find(context, specification));
  if (ours !== undefined) {
    return { thing: ours, carriesOurName: true };
  }
  const other = findOther === undefined ? undefined : await repeat(context, means, () => findOther(context, specification));
  return other === undefined ? undefined : { thing: other, carriesOurName: false };
}

async function settle({ step, journal }: Means, there: Found, name: string, ours: boolean): Promise<void> {
  if (!ours) {
    await journal.write({ type: 'withdrawn', step, kind: there.kind, name });
  }
  await journal.write({ type: ours ? 'made' : 'adopted', step, ...textsOf(there) });
}

async function adopt(context: StepContext, { step, journal }: Means, thing: Found): Promise<void> {
  if (context.recorded(thing.kind)?.id !== thing.id) {
    await journal.write({ type: 'adopted', step, ...textsOf(thing) });
  }
}

async function claim(context: StepContext, means: Means, thing: Found): Promise<void> {
  if (context.lost(thing.kind)?.name === thing.name) {
    await means.journal.write({ type: 'made', step: means.step, ...textsOf(thing) });
  } else {
    await adopt(context, means, thing);
  }
}

async function discard(context: StepContext, means: Means, request: () => Promise<void>): Promise<void> {
  await orAbsent(repeat(context, means, () => inTurn(context, means, request)));
}

/** What is gone already is gone. */
function gone(what: string, read: () => Promise<unknown>, limitMs = 10 * 60_000): Wait<boolean> {
  return {
    what,
    everyMs: 5_000,
    limitMs,
    read: async () => await orAbsent(read()) !== undefined,
    check: (there) => there ? { waitingFor: 'its deletion' } : 'ready',
  };
}

async function repeat<T>(context: StepContext, means: Means, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const { wait } = judge(error, attempt);
      if (wait === undefined) {
        throw error;
      }
      await waitFor(context, means, error, attempt, wait);
    }
  }
}

function inTurn<T>(context: StepContext, means: Means, request: () => Promise<T>): Promise<T> {
  return means.lock.run(lockKey(context), request, context.signal);
}

async function waitFor(context: StepContext, means: Means, error: unknown, attempt: number, wait: number): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  means.note(`waiting ${Math.round(wait / 1_000)} s after try ${attempt}: ${visible(error instanceof Failure ? error.why : why)}`);
  await means.clock.sleep(wait, context.signal);
}

/** Reads that fail on the way are tried again with the next one; a row of them is a failure of its own. */
async function until<T>(context: StepContext, means: Means, wait: Wait<T>): Promise<T> {
  let missing = 'a first answer';
  let failed = 0;
  for (let read = 0, waited = 0; waited <= wait.limitMs; read += 1) {
    if (read > 0) {
      means.note(`waiting for ${visible(missing)}`);
      const pause = Math.min(wait.everyMs, firstPause * 2 ** (read - 1));
      waited += pause;
      await means.clock.sleep(pause, context.signal);
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

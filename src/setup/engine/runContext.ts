import type { Found, Maker, RunContext, Specification, StepContext } from '../context';
import { orAbsent } from '../makers/found';
import { answered } from './answered';
import { lookForLost } from './lostAnswer';
import { judge } from './retry';
import { gone, until } from './until';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { lostIntent, originOf, recordOf, type LostIntent, type SentIntent } from '../journal/history';
import type { Journal } from '../journal/journal';
import type { KeyedLock } from './lock';
import type { Clock } from '../dependencies';
import { visible } from '../../model/text';

/** What carries out a step's wishes: journal, lock, time, and where words are shown. */
export interface Means {
  readonly step: string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly lock: KeyedLock;
  readonly note: (text: string) => void;
}

/** Gives a step the means to change something. */
export function runContext(context: StepContext, means: Means): RunContext {
  const pauses = { note: (text: string) => means.note(text), sleep: (milliseconds: number) => means.clock.sleep(milliseconds, context.signal) };
  const run: RunContext = {
    ...context,
    ...pauses,
    make: (maker, specification) => carryOut(run, means, maker, specification),
    adopt: (thing) => adopt(context, means, thing),
    claim: (thing) => claim(context, means, thing),
    send: (request) => repeat(context, means, () => inTurn(context, means, request)),
    discard: (request) => discard(context, means, request),
    read: (request) => repeat(context, means, request),
    until: (wait) => until(pauses, wait),
    untilGone: async (what, read, limitMs) => {
      await until(pauses, gone(what, read, limitMs));
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
  context.signal.throwIfAborted();
  // What an earlier run asked for, whose answer was lost: asked for again at once, it might come twice.
  const former = lostOf(means, { kind, name });
  const before = former === undefined ? undefined : await lookForLost(context, former, means.clock.now(), () => maker.find(context, specification));
  if (before !== undefined) {
    await settle(means, maker.describe(before, specification), name, true);
    return before;
  }
  const attempts = { uncertain: former !== undefined };
  for (let attempt = 1; ; attempt += 1) {
    const request = { isSent: false };
    // Before every try: the last one's time says how long what it asked for may still appear.
    await journal.write({ type: 'intent', step, kind, name });
    try {
      const made = await inTurn(context, means, (signal) => {
        request.isSent = true;
        return maker.make({ ...context, signal }, specification);
      });
      await journal.write({ type: 'made', step, ...textsOf(maker.describe(made, specification)) });
      return made;
    } catch (error) {
      const { uncertain, wait } = judge(error, attempt);
      attempts.uncertain ||= request.isSent && uncertain;
      const goesOn = wait !== undefined && await waitFor(context, means, error, attempt, wait);
      const there = await lookAgain(context, means, maker, specification, error);
      if (there !== undefined) {
        await settle(means, maker.describe(there.thing, specification), name, attempts.uncertain && there.carriesOurName);
        return there.thing;
      }
      if (!goesOn) {
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

/** What the journal knows as made stays ours, also where it was not seen for a moment, asked for again and refused. */
async function settle({ step, journal }: Means, there: Found, name: string, isOfRequest: boolean): Promise<void> {
  if (!isOfRequest) {
    await journal.write({ type: 'withdrawn', step, kind: there.kind, name });
  }
  const isOurs = isOfRequest || originOf(journal.history, there.id) === 'made';
  await journal.write({ type: isOurs ? 'made' : 'adopted', step, ...textsOf(there) });
}

async function adopt(context: StepContext, { step, journal }: Means, thing: Found): Promise<void> {
  if (context.recorded(thing.kind)?.id !== thing.id) {
    await journal.write({ type: 'adopted', step, ...textsOf(thing) });
  }
}

async function claim(context: StepContext, means: Means, thing: Found): Promise<void> {
  if (lostOf(means, thing) !== undefined) {
    await means.journal.write({ type: 'made', step: means.step, ...textsOf(thing) });
  } else {
    await adopt(context, means, thing);
  }
}

function lostOf({ step, journal }: Means, thing: LostIntent): SentIntent | undefined {
  return lostIntent(recordOf(journal.history, step), thing);
}

async function discard(context: StepContext, means: Means, request: () => Promise<void>): Promise<void> {
  await orAbsent(repeat(context, means, () => inTurn(context, means, request)));
}

async function repeat<T>(context: StepContext, means: Means, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const { wait } = judge(error, attempt);
      if (wait === undefined || !await waitFor(context, means, error, attempt, wait)) {
        throw error;
      }
    }
  }
}

/** Once it is sent, a cancelled one is given a while for its answer. */
function inTurn<T>(context: StepContext, means: Means, request: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return means.lock.run(lockKey(context), () => answered(context.signal, means, request), context.signal);
}

/** False where it was cancelled meanwhile. */
async function waitFor(context: StepContext, means: Means, error: unknown, attempt: number, wait: number): Promise<boolean> {
  const why = error instanceof Error ? error.message : String(error);
  try {
    context.signal.throwIfAborted();
    means.note(t('waiting {0} s after try {1}: {2}', Math.round(wait / 1_000), attempt, visible(error instanceof Failure ? error.why : why)));
    await means.clock.sleep(wait, context.signal);
    return true;
  } catch (reason) {
    if (context.signal.aborted) {
      return false;
    }
    throw reason;
  }
}

function textsOf({ kind, id, name, crn, address }: Found): Found {
  return { kind, id, name, ...(crn === undefined ? {} : { crn }), ...(address === undefined ? {} : { address }) };
}

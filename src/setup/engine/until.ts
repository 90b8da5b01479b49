import { isNotFound } from '../../cloud/errors';
import type { RunContext, Wait } from '../context';
import { orAbsent } from '../makers/found';
import { askedPause, isNoAnswer } from './retry';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { duration } from '../../model/words';
import { visible } from '../../model/text';

/** The first look comes soon, for what is quick; the pauses double up to what the thing asks for. */
const firstPause = 1_000;
/** So many reads in a row may fail. */
const failedReads = 5;

/** How time passes, and where it is said what is waited for. */
type Pauses = Pick<RunContext, 'note' | 'sleep'>;

/** Reads that fail on the way are tried again with the next one; a row of them is a failure of its own. */
export async function until<T>(pauses: Pauses, wait: Wait<T>): Promise<T> {
  let missing = t('for a first answer');
  let failed = 0;
  let asked = 0;
  for (let read = 0, waited = 0; waited <= wait.limitMs; read += 1) {
    if (read > 0) {
      pauses.note(t('waiting {0}', visible(missing)));
      const pause = Math.max(Math.min(wait.everyMs, firstPause * 2 ** (read - 1)), asked);
      waited += pause;
      await pauses.sleep(pause);
    }
    const value = await readOrExcuse(wait.read, failed);
    asked = value instanceof Failure ? askedPause(value) : 0;
    if (value instanceof Failure) {
      failed += 1;
      missing = t('for an answer: {0}', value.why);
      continue;
    }
    failed = 0;
    const answer = wait.check(value, waited);
    if (answer === 'ready') {
      return value;
    }
    missing = 'waitingFor' in answer ? t('for {0}', answer.waitingFor) : t('until {0}', answer.waitingUntil);
  }
  throw tooLong(wait.what, wait.limitMs, missing);
}

/** Errors that say nothing about the thing read: no answer, a busy or broken service, and 404 for what not every part of the cloud knows of yet. */
async function readOrExcuse<T>(read: () => Promise<T>, failedBefore: number): Promise<T | Failure> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure && failedBefore < failedReads && (isNoAnswer(error) || isNotFound(error) || error.status === 429)) {
      return error;
    }
    throw error;
  }
}

function tooLong(what: string, limitMs: number, missing: string): Failure {
  return new Failure({
    code: 'setup.timeout',
    what: t('Could not finish {0}', what),
    why: t('After {0} it was still waiting {1}.', duration(limitMs), missing),
    next: t('Run again to go on waiting, or undo.'),
  });
}

/** What is gone already is gone. */
export function gone(what: string, read: () => Promise<unknown>, limitMs = 10 * 60_000): Wait<boolean> {
  return {
    what,
    everyMs: 5_000,
    limitMs,
    read: async () => await orAbsent(read()) !== undefined,
    check: (there) => there ? { waitingFor: t('its deletion') } : 'ready',
  };
}

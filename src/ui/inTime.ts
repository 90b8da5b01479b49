import { withDeadline } from '../model/deadline';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';

const never = new AbortController().signal;

/** Runs work that a person waits for; what takes longer than `milliseconds` ends, and says so. */
export function inTime<Value>(what: string, milliseconds: number, work: (signal: AbortSignal) => Promise<Value>, signal: AbortSignal = never): Promise<Value> {
  return withDeadline(milliseconds, signal, work, () => new Failure({
    code: 'ui.too-late',
    what,
    why: t('It took longer than {0} s.', Math.round(milliseconds / 1000)),
    next: t('Check the network, then try again.'),
  }));
}

import { abortReason } from '../../model/deadline';
import { t } from '../../model/l10n';
import type { Clock } from '../dependencies';

/** Longer than a service takes for an answer, and short enough to be waited for by one who has cancelled. */
export const graceMs = 20_000;

/** How time passes, and where it is said what is waited for. */
interface Meanwhile {
  readonly clock: Clock;
  readonly note: (text: string) => void;
}

/**
 * Lets a write that is under way when its run is cancelled come to its answer, for a short while: the cloud does it
 * anyway, and who does not wait never learns what was made.
 */
export async function answered<T>(signal: AbortSignal, { clock, note }: Meanwhile, write: (signal: AbortSignal) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const [own, over] = [new AbortController(), new AbortController()];
  const cancelled = (): void => {
    note(t('waiting for the answer'));
    clock.sleep(graceMs, over.signal).then(() => own.abort(abortReason(signal)), () => undefined);
  };
  signal.addEventListener('abort', cancelled, { once: true });
  try {
    return await write(own.signal);
  } finally {
    signal.removeEventListener('abort', cancelled);
    over.abort();
  }
}

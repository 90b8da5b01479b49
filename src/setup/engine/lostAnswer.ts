import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { RunContext } from '../context';
import type { SentIntent } from '../journal/history';

/** So long after a request was sent what it asked for may still appear: its service is slow, or a list is behind. */
export const lostAnswerMs = 2 * 60_000;
const everyMs = 5_000;

/** Looks for what a request left whose answer was lost, until there can be nothing any more. `now` is the clock's. */
export async function lookForLost<T>(
  { read, note, sleep }: Pick<RunContext, 'read' | 'note' | 'sleep'>, { name, at }: SentIntent, now: number, look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  // Clocks of two machines may differ; nothing was sent later than now.
  for (let left = Math.min(lostAnswerMs, Date.parse(at) + lostAnswerMs - now); ; left -= everyMs) {
    const found = await read(look);
    if (found !== undefined || left <= 0) {
      return found;
    }
    note(t('looking for {0}: its request was sent, and the answer lost', visible(name)));
    await sleep(Math.min(everyMs, left));
  }
}

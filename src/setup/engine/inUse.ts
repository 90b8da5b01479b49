import type { Kind, RunContext } from '../context';
import type { RecordedResource } from '../journal/history';
import { orAbsent } from '../makers/found';
import { t } from '../../model/l10n';

/** What has just gone is listed for a while. */
const looks = 3;
const pause = 5_000;

/** Who uses a thing that we made beside us, by the cloud and not by what we remember, in words; undefined when it may go. */
export async function userOf(context: RunContext, { usedBy }: Kind, made: RecordedResource): Promise<string | undefined> {
  for (let look = 1; usedBy !== undefined; look += 1) {
    const user = await orAbsent(context.read(() => usedBy(context, made)));
    if (user === undefined || look === looks) {
      return user;
    }
    context.note(t('used by {0}: looking again', user));
    await context.sleep(pause);
  }
  return undefined;
}

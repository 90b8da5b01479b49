import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import { sentence } from '../../model/words';

/** An undo goes on past what it cannot delete: all of that is said at once. */
export function throwFailure({ state, steps }: RunView): void {
  const failed = steps.flatMap(({ title, failure }) => (failure === undefined ? [] : [{ title, failure }]));
  const [first, ...others] = failed;
  if (state !== 'failed' || first === undefined) {
    return;
  }
  throw new Failure({ ...first.failure, ...(others.length === 0 ? {} : {
    what: t('Could not remove {0} things', failed.length), why: failed.map(({ title, failure }) => sentence(`${title}: ${failure.why}`)).join(' '),
  }) });
}

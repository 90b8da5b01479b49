import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import { counted } from '../tree/node';
import { badge, type Badge } from './badge';

/** Runs that a closed window cut off: what they made may cost money until somebody goes on with them or undoes them. */
export function cutOffBadge(runs: readonly RunView[]): Badge | undefined {
  const value = runs.filter(({ state }) => state === 'interrupted').length;
  return badge(value, t('{0} cut off, to be continued or undone', counted(value, t('run'), t('runs'))));
}

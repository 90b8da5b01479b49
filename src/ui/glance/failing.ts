import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import type { Session } from '../session/session';
import { counted } from '../tree/node';
import { badge, type Badge } from './badge';

/** Connections that are set up and failed their last check. */
export function failingBadge(runs: readonly RunView[], history: Pick<Session['history'], 'get'>): Badge | undefined {
  const value = runs.filter(({ state, connectionId }) => state === 'done' && history.get(connectionId)?.passed === false).length;
  return badge(value, t('{0} failed the last check', counted(value, t('connection'), t('connections'))));
}

import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import { hasFailed } from '../checks/checkSummary';
import type { Session } from '../session/session';
import { counted } from '../tree/node';
import { badge, type Badge } from './badge';

/** Connections that are set up and failed their last check, or can be used only in part by it. */
export function failingBadge(runs: readonly RunView[], history: Pick<Session['history'], 'get'>): Badge | undefined {
  const checks = runs.filter(({ state }) => state === 'done').map(({ connectionId }) => history.get(connectionId));
  const failed = checks.filter(hasFailed).length;
  const partly = checks.filter((check) => check?.partly === true).length;
  return badge(failed + partly, [
    ...(failed === 0 ? [] : [t('{0} failed the last check', counted(failed, t('connection'), t('connections')))]),
    ...(partly === 0 ? [] : [partly === 1 ? t('1 connection works only in part') : t('{0} connections work only in part', partly)]),
  ].join(', '));
}

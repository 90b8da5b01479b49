import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import type { Route } from '../route';
import { leftBehindChoices, type LeftBehindChoices } from '../../leftBehind/choices';
import { leftBehindSteps } from './steps';

/** No way in: it holds what connections left behind of which nothing is known here any more, so that it is seen, priced and undone. */
export const leftBehindRoute: Route<LeftBehindChoices> = {
  id: 'left-behind',
  schema: leftBehindChoices,
  leadsNowhere: true,
  onlyHolds: true,
  words: ({ base }) => ({ how: '', through: t('nothing'), kind: t('what was left behind'), title: t('Left behind by {0}', visible(base, 60)) }),
  frame: ({ things }) => things,
  refuse: () => new Failure({
    code: 'setup.left-behind', what: t('Could not run it'), why: t('It holds what was left behind, and leads nowhere.'),
    next: t('Undo it, which deletes what it holds, or keep it and forget it.'),
  }),
  steps: leftBehindSteps,
  path: () => [],
  openings: () => [],
  vantages: () => ({ all: [], meant: '' }),
};

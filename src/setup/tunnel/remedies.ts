import type { Remedy } from '../../model/check';
import { t } from '../../model/l10n';

/** What helps with any tunnel. */
export const again: Remedy = { title: t('Check Again'), command: 'privateConnect.checkAgain' };
export const planAgain: Remedy = { title: t('Plan Again'), command: 'privateConnect.planAgain' };
export const showPlan: Remedy = { title: t('Show Plan'), command: 'privateConnect.showPlan' };

import type { Remedy } from '../../../../model/check';
import { t } from '../../../../model/l10n';

export { again, planAgain, showPlan } from '../../../tunnel/remedies';
/** What the office's gateway says is brought by a person. */
export const compare: Remedy = { title: t('Compare With the Office…'), command: 'privateConnect.compareOffice' };

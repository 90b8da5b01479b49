import type { Remedy } from '../../../../model/check';
import { t } from '../../../../model/l10n';

export const again: Remedy = { title: t('Check Again'), command: 'privateConnect.checkAgain' };
export const planAgain: Remedy = { title: t('Plan Again'), command: 'privateConnect.planAgain' };
export const showPlan: Remedy = { title: t('Show Plan'), command: 'privateConnect.showPlan' };
/** Nothing of ours reads the other side yet: a person holds the two beside each other. */
export const compare: Remedy = {
  title: t('On the office\'s gateway run swanctl --list-conns and --list-sas, or ipsec statusall, and compare with PARAMETERS.md of the on-premises files'),
};

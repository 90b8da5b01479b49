import type { Remedy } from '../../../../model/check';
import { t } from '../../../../model/l10n';

export const again: Remedy = { title: t('Check Again'), command: 'privateConnect.checkAgain' };
export const planAgain: Remedy = { title: t('Plan Again'), command: 'privateConnect.planAgain' };
export const showPlan: Remedy = { title: t('Show Plan'), command: 'privateConnect.showPlan' };
export const letIn: Remedy = { title: t('Let This Machine In'), command: 'privateConnect.letThisMachineIn' };
export const connectVpn: Remedy = { title: t('Connect VPN in Terminal'), command: 'privateConnect.connectVpn' };
export const reconnect: Remedy = { title: t('Disconnect the VPN and connect it again: routes and name servers are sent only then') };
export const saveProfile: Remedy = { title: t('Save VPN Profile…'), command: 'privateConnect.saveVpnProfile' };
export const renew: Remedy = { title: t('Renew Certificates…'), command: 'privateConnect.renewVpnCertificates' };

import type { Remedy } from '../../../../model/check';
import { t } from '../../../../model/l10n';

export { again, planAgain, showPlan } from '../../../tunnel/remedies';
export const letIn: Remedy = { title: t('Let This Machine In'), command: 'privateConnect.letThisMachineIn' };
export const connectVpn: Remedy = { title: t('Connect VPN in Terminal'), command: 'privateConnect.connectVpn' };
export const reconnect: Remedy = { title: t('Disconnect the VPN and connect it again: routes and name servers are sent only then') };
export const saveProfile: Remedy = { title: t('Save VPN Profile…'), command: 'privateConnect.saveVpnProfile' };
export const renew: Remedy = { title: t('Renew Certificates…'), command: 'privateConnect.renewVpnCertificates' };

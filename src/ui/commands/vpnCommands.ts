import { t } from '../../model/l10n';
import { connectVpn } from './connectVpn';
import { copyVpnHosts } from './copyVpnHosts';
import type { Handlers } from './handler';
import { saveVpnProfile } from './saveVpnProfile';
import { openInConnect } from './vpnInConnect';

type Id = 'privateConnect.saveVpnProfile' | 'privateConnect.openVpnInConnect' | 'privateConnect.connectVpn' | 'privateConnect.copyVpnHosts';

export const vpnCommands: Handlers<Id> = {
  'privateConnect.saveVpnProfile': { failed: t('Could not save the VPN profile'), run: saveVpnProfile },
  'privateConnect.openVpnInConnect': { failed: t('Could not open the profile in OpenVPN Connect'), run: openInConnect },
  'privateConnect.copyVpnHosts': { failed: t('Could not copy the hosts block'), run: copyVpnHosts },
  'privateConnect.connectVpn': { failed: t('Could not connect the VPN'), run: connectVpn },
};

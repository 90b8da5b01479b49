import { t } from '../../model/l10n';
import { connectVpn } from './connectVpn';
import type { Handlers } from './handler';
import { saveVpnProfile } from './saveVpnProfile';
import { openInConnect } from './vpnInConnect';

type Id = 'privateConnect.saveVpnProfile' | 'privateConnect.openVpnInConnect' | 'privateConnect.connectVpn';

export const vpnCommands: Handlers<Id> = {
  'privateConnect.saveVpnProfile': { failed: t('Could not save the VPN profile'), run: saveVpnProfile },
  'privateConnect.openVpnInConnect': { failed: t('Could not open the profile in OpenVPN Connect'), run: openInConnect },
  'privateConnect.connectVpn': { failed: t('Could not connect the VPN'), run: connectVpn },
};

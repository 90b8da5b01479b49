import { t } from '../../../../model/l10n';
import type { Explanation } from '../../../tunnel/explanation';
import { again, planAgain, reconnect } from './remedies';

/** Of who is asked for the private names. */
export const ofNames = {
  'vpn.dns-not-pushed': {
    cause: t('The VPN server sends its clients no name servers, so that nobody who knows the private names is asked.'),
    remedy: { title: t('Set 161.26.0.7 and 161.26.0.8 as the VPN server’s client DNS, with a route to 161.26.0.0/16; or put the names into the hosts file') },
  },
  'vpn.dns-blocked': {
    cause: t('The name server that the VPN sends does not answer through the tunnel: '
      + 'a route to it or the port 53 in the VPN server’s security group is missing.'),
    remedy: planAgain,
  },
  'vpn.dns-unknown': {
    cause: t('The name server that the VPN sends answers, and does not know the private names: '
      + 'the endpoint gateway is gone, some minutes old, or in another VPC.'),
    remedy: again,
  },
  'vpn.dns-ignored': {
    cause: t('The VPN server sends name servers, and this machine does not use them: its client leaves them aside, as plain openvpn does without a script, '
      + 'or the profile says route-nopull.'),
    remedy: reconnect,
  },
  'vpn.dns-lost': {
    cause: t('The name servers were set when the VPN connected first, and were lost when it connected again: the interface is a new one, '
      + 'and the settings were the old one’s.'),
    remedy: reconnect,
  },
  'vpn.dns-leaks': {
    cause: t('This machine knows the tunnel’s name servers and asks others for the private names: those of its own network or company, which learn the names '
      + 'and do not know them.'),
    remedy: reconnect,
  },
  'vpn.dns-other-answer': {
    cause: t('Programs here are told other addresses than the tunnel’s name server knows: by another name server or the hosts file.'),
    remedy: { title: t('Look at the hosts file and the name servers of this machine, then check again') },
  },
} satisfies Readonly<Record<string, Explanation>>;

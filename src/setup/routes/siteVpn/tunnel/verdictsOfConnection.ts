import { t } from '../../../../model/l10n';
import type { Explanation } from '../../../tunnel/explanation';
import { again, compare, planAgain } from './remedies';

/** Of the VPN connection; why it is down has the cloud's own codes, see `vpnConnectionReasons`. */
export const ofConnection = {
  'tunnel.connection-gone': {
    cause: t('Somebody deleted the VPN connection: the VPN gateway knows nothing of the office any more.'), remedy: planAgain,
  },
  'tunnel.connection-unread': {
    cause: t('IBM Cloud does not tell how the VPN connection is: reading one needs more than the role Viewer, as its key stands in it.'),
    remedy: { title: t('Ask for Operator on VPN gateway (is.vpn), then check again') },
  },
  'tunnel.connection-disabled': {
    cause: t('The VPN connection is switched off (admin state down): it neither dials nor answers. Some tools make connections so.'),
    remedy: { title: t('Switch the VPN connection on in IBM Cloud\'s console, then check again') },
  },
  'tunnel.down': { cause: t('IBM Cloud says that the tunnel is down, and no more than that.'), remedy: compare },
  'tunnel.not-dialled': {
    cause: t('The office\'s gateway has not dialled yet. With a real office, put the files on its gateway and start it.'), remedy: again,
  },
  'tunnel.one-of-two': {
    cause: t('In route mode there are two tunnels, one to each public address of the VPN gateway, and one of them is down: the other carries everything, and '
      + 'nothing takes its place while IBM maintains that one.'),
    remedy: compare,
  },
  'tunnel.one-of-several': {
    cause: t('Each zone has a VPN gateway of its own, and the tunnel to one is down: what leads into that zone gets lost, and names lead into all of them.'),
    remedy: compare,
  },
  'tunnel.settings-changed': {
    cause: t('Somebody changed the VPN connection after it was made, or it was there before with other settings: the files of the office\'s gateway were '
      + 'made of what was '
      + 'chosen.'),
    remedy: planAgain,
  },
} satisfies Readonly<Record<string, Explanation>>;

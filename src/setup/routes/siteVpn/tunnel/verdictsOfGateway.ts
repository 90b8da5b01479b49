import { t } from '../../../../model/l10n';
import type { Explanation } from '../../../tunnel/explanation';
import { again, planAgain, showPlan } from './remedies';

/** Of the VPN gateway. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-health */
export const ofGateway = {
  'tunnel.not-run': { cause: t('Nothing of this connection was made yet: its plan was not run.'), remedy: showPlan },
  'tunnel.not-made': { cause: t('The connection is not finished, or was undone: there is no VPN gateway for the office to dial.'), remedy: planAgain },
  'tunnel.gateway-gone': { cause: t('Somebody deleted the VPN gateway, and its connections with it: the office\'s gateway dials nobody.'), remedy: planAgain },
  'tunnel.gateway-unread': {
    cause: t('IBM Cloud does not tell how the VPN gateway is: you may lack the role Viewer on it, or this machine is offline. '
      + 'What can be seen from here is asked all the same.'),
    remedy: { title: t('Ask for Viewer on VPN gateway (is.vpn), or go online, then check again') },
  },
  'tunnel.gateway-not-ready': {
    cause: t('The VPN gateway is being made or changed: that takes up to ten minutes, and it has no public address before.'), remedy: again,
  },
  'tunnel.gateway-unwell': {
    cause: t('IBM Cloud says that the VPN gateway is not well, and no more than that.'),
    remedy: { title: t('Wait some minutes, then check again; if it stays, open a support case with the id of the VPN gateway') },
  },
  'tunnel.gateway-suspended': {
    cause: t('IBM has suspended it, as it does with an account that is suspended; it does not come back with the account by itself.'),
    remedy: { title: t('Open a support case with IBM, with the id of the VPN gateway') },
  },
  'tunnel.gateway-half': {
    cause: t('One of the two halves of the VPN gateway is not well: the other one carries the tunnel, and nothing takes its place if that fails too.'),
    remedy: again,
  },
} satisfies Readonly<Record<string, Explanation>>;

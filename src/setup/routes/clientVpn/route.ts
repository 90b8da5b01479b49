import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import type { Route } from '../route';
import { clientVpnChoices, type ClientVpnChoices } from './choices';
import { clientVpnFrame, openVpnRefused } from './frame';
import { clientVpnOpenings, clientVpnPath } from './path';
import { clientVpnRenewal } from './renewal';
import { clientVpnSource } from './source';
import { clientVpnSteps } from './steps';
import { clientVpnVantages } from './vantages';

/** Through a client VPN server in the VPC, into which this machine dials with OpenVPN. */
export const clientVpn: Route<ClientVpnChoices> = {
  id: 'client-vpn',
  schema: clientVpnChoices,
  words: ({ server }) => ({ how: t('through the VPN {0}', visible(server.name, 60)), through: server.name, kind: t('VPN server') }),
  frame: clientVpnFrame,
  refuse: openVpnRefused,
  source: clientVpnSource,
  renewal: clientVpnRenewal,
  vpn: ({ authentication, certificates }) => ({
    methods: authentication, certificates: certificates?.kind,
    person: certificates === undefined || certificates.kind === 'brought' ? undefined : certificates.person,
  }),
  steps: clientVpnSteps,
  path: clientVpnPath,
  openings: clientVpnOpenings,
  vantages: clientVpnVantages,
};

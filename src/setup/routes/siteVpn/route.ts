import { t } from '../../../model/l10n';
import type { Route } from '../route';
import { siteVpnChoices, type SiteVpnChoices } from './choices';
import { siteVpnFrame, siteVpnRefused } from './frame';
import { gatewayNames, siteVpnOpenings, siteVpnPath } from './path';
import { siteOf } from './site';
import { siteVpnSteps } from './steps';
import { siteVpnVantages } from './vantages';

/** Through a site-to-site VPN: an office's own gateway keeps a tunnel to a VPN gateway in the VPC, for everybody in the office. */
export const siteVpn: Route<SiteVpnChoices> = {
  id: 'site-vpn',
  schema: siteVpnChoices,
  words: (choices) => ({
    how: t('through the VPN gateway {0}', gatewayNames(choices)), through: choices.places.map(({ gateway }) => gateway.name).join(', '), kind: t('VPN gateway'),
  }),
  frame: siteVpnFrame,
  refuse: siteVpnRefused,
  site: siteOf,
  steps: siteVpnSteps,
  path: siteVpnPath,
  openings: siteVpnOpenings,
  vantages: siteVpnVantages,
};

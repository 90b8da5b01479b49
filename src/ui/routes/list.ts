import type { RouteQuestionsEntry } from './routeQuestions';
import { t } from '../../model/l10n';

/** The routes that a person can choose from, the proposed one first. */
export const routeQuestions: readonly RouteQuestionsEntry[] = [
  {
    id: 'vsi',
    title: t('Through a virtual server'),
    detail: t('SSH to a virtual server: works from anywhere, with nothing to install here.'),
    load: async () => (await import('./vsi/questions')).askVsi,
  },
  {
    id: 'client-vpn',
    title: t('Through a client VPN'),
    detail: t('OpenVPN from this machine: programs here use the private names themselves.'),
    load: async () => (await import('./clientVpn/questions')).askClientVpn,
  },
  {
    id: 'site-vpn',
    title: t('Through a site-to-site VPN'),
    detail: t('IPsec from an office’s gateway: everybody in the office uses the private names.'),
    load: async () => (await import('./siteVpn/questions')).askSiteVpn,
  },
];

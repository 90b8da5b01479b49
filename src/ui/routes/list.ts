import type { RouteQuestionsEntry } from './routeQuestions';
import { t } from '../../model/l10n';

/** The routes that a person can choose from, the proposed one first. */
export const routeQuestions: readonly RouteQuestionsEntry[] = [
  {
    id: 'vsi',
    title: t('Through a virtual server'),
    detail: t('SSH to a virtual server in the VPC: works from anywhere, and nothing is installed on this machine.'),
    load: async () => (await import('./vsi/questions')).askVsi,
  },
  {
    id: 'client-vpn',
    title: t('Through a client VPN'),
    detail: t('This machine dials a VPN server in the VPC with OpenVPN: programs here use the private names themselves.'),
    load: async () => (await import('./clientVpn/questions')).askClientVpn,
  },
];

import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import type { RouteRenewal } from '../route';
import type { ClientVpnChoices } from './choices';

/** The certificates of the VPN server and of the first person end by themselves, and so does a revocation list. */
export const clientVpnRenewal: RouteRenewal<ClientVpnChoices> = {
  refuse: ({ certificates }) => certificates !== undefined ? undefined : new Failure({
    code: 'vpn.no-certificates', what: t('Could not renew the certificates'), why: t('The VPN server is somebody else’s, and so are its certificates.'),
    next: t('Ask whoever runs the VPN server.'),
  }),
  changed: (choices, at) => ({ ...choices, renewals: [...choices.renewals ?? [], at.toISOString()] }),
};

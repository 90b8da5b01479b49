import type { Handlers } from './handler';
import { t } from '../../model/l10n';

type Id = 'privateConnect.letColleagueIn' | 'privateConnect.revokeVpnCertificate' | 'privateConnect.renewVpnCertificates';

/** The people of a connection's VPN, and what of it ends by itself. */
export const vpnPeopleCommands: Handlers<Id> = {
  'privateConnect.letColleagueIn': {
    failed: t('Could not let a colleague in'), run: async (invocation) => (await import('./letColleagueIn')).letColleague(invocation),
  },
  'privateConnect.revokeVpnCertificate': {
    failed: t('Could not revoke the certificate'), run: async (invocation) => (await import('./revokeVpnCertificate')).revokeCertificate(invocation),
  },
  'privateConnect.renewVpnCertificates': {
    failed: t('Could not renew the certificates'), run: async (invocation) => (await import('./renewVpnCertificates')).renewCertificates(invocation),
  },
};

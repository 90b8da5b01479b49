import { t } from '../../model/l10n';
import type { Handlers } from './handler';

/** What is at the other end of a site-to-site VPN. */
export const officeCommands: Handlers<'privateConnect.onPremisesFiles' | 'privateConnect.applyOverSsh' | 'privateConnect.compareOffice'> = {
  'privateConnect.onPremisesFiles': {
    failed: t('Could not save the on-premises files'), run: async (invocation) => (await import('./onPremisesFiles')).onPremisesFiles(invocation),
  },
  'privateConnect.compareOffice': {
    failed: t('Could not compare the two sides'), run: async (invocation) => (await import('./compareOffice')).compareOffice(invocation),
  },
  'privateConnect.applyOverSsh': {
    failed: t('Could not plan the office’s gateway'), run: async (invocation) => (await import('./applyOverSsh')).applyOverSsh(invocation),
  },
};

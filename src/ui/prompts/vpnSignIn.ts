import { t } from '../../model/l10n';
import type { PickItem } from './answers';

/** What people prove themselves with. */
export type SignIn = 'certificate' | 'username' | 'both';

/** What people prove themselves with when they dial. */
export const signInItems: readonly PickItem<SignIn>[] = [
  {
    label: t('By certificate'), description: t('the VPN comes back by itself'), icon: 'key', value: 'certificate',
    detail: t('It stands in the profile: whoever has the file gets in, until it is revoked.'),
  },
  {
    label: t('By user and passcode'), description: t('a new passcode at every return, and the role VPNClient'), icon: 'account', value: 'username',
    detail: t('Fetched in the browser; spent at each connect, and at renegotiation after an hour.'),
  },
  {
    label: t('By both'), description: t('a certificate, and a new passcode at every return'), icon: 'shield', value: 'both',
    detail: t('The passcode is spent at each connect, and at renegotiation after an hour.'),
  },
];

import { t } from '../../../model/l10n';
import type { PickItem } from '../../prompts/answers';
import type { CertificatesAnswer, SignInAnswer } from './answers';

/** What people prove themselves with when they dial. */
export const signInItems: readonly PickItem<SignInAnswer>[] = [
  {
    label: t('By certificate'), description: t('the VPN comes back by itself'), icon: 'key', value: 'certificate',
    detail: t('It stands in the profile: whoever has the file gets in, until it is revoked.'),
  },
  {
    label: t('By user and passcode'), description: t('a new passcode at every return'), icon: 'account', value: 'username',
    detail: t('Fetched in the browser; spent at each connect, and at renegotiation after an hour.'),
  },
  {
    label: t('By both'), description: t('a certificate, and a new passcode at every return'), icon: 'shield', value: 'both',
    detail: t('The passcode is spent at each connect, and at renegotiation after an hour.'),
  },
];

/**
 * Where certificates come from, and whose the first one is. An instance takes ten templates, of which a VPN has two. Source:
 * https://cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-known-issues-and-limits
 */
export function certificateItems(person: string): readonly PickItem<CertificatesAnswer | 'person'>[] {
  const group = t('The certificates are');
  return [
    {
      label: t('Made here, and the authority’s key is kept'), description: t('in the secret storage'), icon: 'key', group, value: 'made',
      detail: t('It signs further people’s certificates, and revocation lists.'),
    },
    {
      label: t('Made here, and the authority’s key is thrown away'), icon: 'trash', group, value: 'made-once',
      detail: t('Nobody can steal it; no further certificate and no revocation list from then on.'),
    },
    {
      label: t('Brought: PEM files that I choose'), icon: 'file', group, value: 'brought',
      detail: t('Certificate, key and authority of your own, judged before anything is uploaded.'),
    },
    {
      label: t('Private certificates of Secrets Manager'), icon: 'cloud', group, value: 'private',
      detail: t('Made and signed in it. An instance has room for five such VPNs: ten templates.'),
    },
    {
      label: t('The first person: {0}', person), icon: 'account', group: t('In the client’s'), value: 'person',
      detail: t('The cloud lists by it who is connected. Choose it to change it.'),
    },
  ];
}

import { t } from '../../../model/l10n';
import type { PickItem } from '../../prompts/answers';
import type { CertificatesAnswer, SignInAnswer } from './answers';

/** What people prove themselves with when they dial. */
export const signInItems: readonly PickItem<SignInAnswer>[] = [
  {
    label: t('By certificate'), icon: 'key', value: 'certificate',
    detail: t('It stands in the profile: the VPN comes back by itself. Whoever has the file gets in until it is revoked.'),
  },
  {
    label: t('By user and passcode'), icon: 'account', value: 'username',
    detail: t('A passcode is fetched in the browser and spent at each connect: at every return, and at the renegotiation after an hour.'),
  },
  {
    label: t('By both'), icon: 'shield', value: 'both',
    detail: t('The certificate and a passcode, which is spent at every return and at the renegotiation after an hour.'),
  },
];

/** Where certificates come from, and whose the first one is. */
export function certificateItems(person: string): readonly PickItem<CertificatesAnswer | 'person'>[] {
  const group = t('The certificates are');
  return [
    {
      label: t('Made here, and the authority’s key is kept'), icon: 'key', group, value: 'made',
      detail: t('In VS Code’s secret storage: it signs further people’s certificates, and the list of the revoked.'),
    },
    {
      label: t('Made here, and the authority’s key is thrown away'), icon: 'trash', group, value: 'made-once',
      detail: t('Nobody can steal it. From then on no further certificate and no revocation list can be made.'),
    },
    {
      label: t('Brought: PEM files that I choose'), icon: 'file', group, value: 'brought',
      detail: t('Certificate, key and authority of your own. They are judged here before anything is uploaded.'),
    },
    {
      label: t('Private certificates of Secrets Manager'), icon: 'cloud', group, value: 'private',
      detail: t('Root, intermediate and templates are made in it, and sign there. An instance takes at most eleven authorities.'),
    },
    {
      label: t('The first person: {0}', person), icon: 'account', group: t('Whose the first one is'), value: 'person',
      detail: t('The name in the client’s certificate, by which the cloud lists who is connected. Choose it to type another.'),
    },
  ];
}

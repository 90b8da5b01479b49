import { t } from '../../../model/l10n';
import type { PickItem } from '../../prompts/answers';
import type { CertificatesAnswer } from './answers';

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

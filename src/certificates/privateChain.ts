import { t } from '../model/l10n';
import type { Certificate } from './certificate';
import { refused, type Finding } from './finding';

/** Authorities in a chain that a VPN server takes. */
const most = 11;

/**
 * What a VPN server refuses of certificates that Secrets Manager's own authorities signed, though they verify: it fetches each issuer from
 * the address in the certificate, and goes by its name. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-authentication
 */
export function privateChainFindings(chain: readonly Certificate[]): readonly Finding[] {
  const authorities = chain.slice(1);
  const silent = chain.filter(({ isSelfSigned, x509 }) => !isSelfSigned && !/^CA Issuers - URI:/m.test(x509.infoAccess ?? ''));
  const twice = authorities.find(({ name, id }) => chain.some((other) => other.name === name && other.id !== id));
  return [
    ...silent.map(({ name }) => refused('chain.no-issuer-url', {
      why: t('The certificate of {0} does not say where its issuer\'s certificate is fetched: a VPN server refuses it.', name),
      next: t('Make new authorities with "Encode URL" and CRL distribution switched on: neither can be added later, and renewing does not help.'),
    })),
    ...twice === undefined ? [] : [refused('chain.same-names', {
      why: t('Two certificates of the chain have the common name {0}.', twice.name), next: t('Make the authorities with different common names.'),
    })],
    ...authorities.length <= most ? [] : [refused('chain.too-many', {
      why: t('The chain has {0} authorities, and a VPN server takes {1}.', authorities.length, most), next: t('Make a shorter chain of authorities.'),
    })],
  ];
}

import { t } from '../model/l10n';
import type { Certificate } from './certificate';
import { refused, told, type Finding, type Purpose } from './finding';

// Key usage as bits, in the order of RFC 5280, 4.2.1.3.
const [digitalSignature, keyEncipherment, keyAgreement, keyCertSign, cRLSign] = [1, 4, 16, 32, 64];
const [serverAuth, clientAuth] = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'];

/** Whether a certificate is for what it stands for in its chain: an authority's, or the one at its end. */
export function usageFindings(certificate: Certificate, purpose: Purpose, isAbove: boolean): readonly Finding[] {
  return isAbove || purpose === 'authority' ? authorityFindings(certificate, purpose, isAbove) : endFindings(certificate, purpose);
}

function authorityFindings({ name, isAuthority, keyUsage, extendedKeyUsage }: Certificate, purpose: Purpose, isAbove: boolean): readonly Finding[] {
  const again = t('Have that authority made anew ("openssl … -extensions v3_ca"), and the certificates signed by it.');
  if (!isAuthority) {
    return [refused('certificate.not-authority', {
      why: t('The certificate of {0} has no CA flag (basic constraints CA:TRUE): what it signs is not trusted.', name),
      next: isAbove ? again : t('Choose the certificate of the authority that signed the clients\' certificates.'),
    })];
  }
  return [
    ...keyUsage === undefined || has(keyUsage, keyCertSign) ? [] : [refused('certificate.no-sign-usage', {
      why: t('The certificate authority {0} may sign no certificates: its key usage lacks keyCertSign.', name), next: again,
    })],
    ...extendedKeyUsage === undefined || extendedKeyUsage.includes(oidFor(purpose)) ? [] : [refused('chain.authority-usage', {
      why: t('The certificate authority {0} is limited to other usages than {1}.', name, usageOf(purpose)), next: again,
    })],
    ...isAbove || keyUsage === undefined || has(keyUsage, cRLSign) ? [] : [told('authority.no-list-usage', {
      why: t('The certificate authority {0} may sign no revocation list: its key usage lacks cRLSign.', name),
      next: t('Choose an authority with cRLSign if somebody\'s certificate may have to be revoked one day.'),
    })],
  ];
}

function endFindings({ name, isAuthority, keyUsage, extendedKeyUsage }: Certificate, purpose: Exclude<Purpose, 'authority'>): readonly Finding[] {
  const usage = usageOf(purpose);
  if (isAuthority) {
    return [refused('certificate.is-authority', {
      why: t('{0} is a certificate authority, and no certificate of its own for a server or a person.', name),
      next: t('Bring a certificate that it signed.'),
    })];
  }
  const show = t('Have it made anew with extendedKeyUsage={0}; "openssl x509 -noout -text -in FILE" shows what it has.', shortUsageOf(purpose));
  return [
    ...extendedKeyUsage?.includes(oidFor(purpose)) === true ? [] : [refused(`certificate.no-${purpose}-usage`, {
      why: extendedKeyUsage === undefined
        ? t('The certificate of {0} names no extended key usage, and OpenVPN asks for {1}.', name, usage)
        : t('The certificate of {0} is not for {1}, but for {2}.', name, usage, extendedKeyUsage.map(knownUsage).join(', ')),
      next: show,
    })],
    ...keyUsage !== undefined && has(keyUsage, allowed[purpose]) ? [] : [refused('certificate.no-key-usage', {
      why: keyUsage === undefined
        ? t('The certificate of {0} names no key usage, and OpenVPN asks for one (remote-cert-tls).', name)
        : t('The key of {0} may not be used for TLS: its key usage lacks digitalSignature.', name),
      next: t('Have it made anew with keyUsage=digitalSignature,keyEncipherment.'),
    })],
  ];
}

/** One of these has to be there. */
const allowed = { server: digitalSignature | keyEncipherment | keyAgreement, client: digitalSignature | keyAgreement };

function has(usage: number, bits: number): boolean {
  return (usage & bits) !== 0;
}

/** An authority that people are known by signs clients' certificates. */
function oidFor(purpose: Purpose): string {
  return purpose === 'server' ? serverAuth : clientAuth;
}

function shortUsageOf(purpose: Purpose): string {
  return purpose === 'server' ? 'serverAuth' : 'clientAuth';
}

function usageOf(purpose: Purpose): string {
  return knownUsage(oidFor(purpose));
}

function knownUsage(oid: string): string {
  return ({
    [serverAuth]: t('servers (serverAuth)'), [clientAuth]: t('clients (clientAuth)'), '1.3.6.1.5.5.7.3.3': t('programs\' signatures (codeSigning)'),
    '1.3.6.1.5.5.7.3.4': t('e-mail (emailProtection)'), '2.5.29.37.0': t('any usage, which OpenVPN does not take for one (anyExtendedKeyUsage)'),
  })[oid] ?? oid;
}

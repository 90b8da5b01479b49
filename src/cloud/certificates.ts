import { t } from '../model/l10n';

/** Why a server's certificate was not accepted, and who can mend it. */
interface CertificateFault {
  readonly code: string;
  readonly why: string;
  readonly next: string;
}

const trustTheProxy =
  t('If a company proxy inspects TLS, ask its administrator for its root certificate and add it to this system\'s trusted '
  + 'certificates; then reload the window.');

const unknownRoot: CertificateFault = {
  code: 'tls.unknown-root',
  why: t('its certificate chain ends in an authority that this machine does not know'),
  next: trustTheProxy,
};

const missingIntermediate: CertificateFault = {
  code: 'tls.missing-intermediate',
  why: t('it sent its own certificate without the one that signed it, so the chain does not reach a known authority'),
  next: t('Whoever runs that server or the proxy in between must make it send the whole chain. {0}', trustTheProxy),
};

const expired: CertificateFault = {
  code: 'tls.expired',
  why: t('a certificate of its chain has expired'),
  next: t('Check this machine\'s clock; if it is right, whoever runs that server or the proxy in between must renew the certificate.'),
};

const notYetValid: CertificateFault = {
  code: 'tls.not-yet-valid',
  why: t('a certificate of its chain is not valid yet'),
  next: t('Check this machine\'s clock: it is probably behind.'),
};

const wrongName: CertificateFault = {
  code: 'tls.wrong-name',
  why: t('its certificate is for another name'),
  next: t('Something in between answers in its place: whoever runs the proxy or the DNS of this network must mend it.'),
};

const revoked: CertificateFault = {
  code: 'tls.revoked',
  why: t('a certificate of its chain was revoked'),
  next: t('Do not go on. Whoever runs that server must replace the certificate.'),
};

// OpenSSL's names as Node gives them: nodejs.org/api/tls.html, "X509 certificate error codes".
const faults: Readonly<Record<string, CertificateFault>> = {
  SELF_SIGNED_CERT_IN_CHAIN: unknownRoot,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownRoot,
  UNABLE_TO_GET_ISSUER_CERT: unknownRoot,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownRoot,
  CERT_UNTRUSTED: unknownRoot,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: missingIntermediate,
  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: notYetValid,
  ERR_TLS_CERT_ALTNAME_INVALID: wrongName,
  HOSTNAME_MISMATCH: wrongName,
  CERT_REVOKED: revoked,
};

/** Explains a certificate error by its code; undefined for every other error. */
export function certificateFault(code: string | undefined): CertificateFault | undefined {
  return code !== undefined && Object.hasOwn(faults, code) ? faults[code] : undefined;
}

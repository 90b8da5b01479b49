import { codeOf } from '../base/codes';
import { at, seconds, wordsOf } from '../base/words';
import { Failure } from '../model/failure';
import type { HostPort } from '../model/instance';
import { t } from '../model/l10n';

const notTls = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST', 'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_UNEXPECTED_MESSAGE', 'ERR_SSL_BAD_RECORD_TYPE', 'EPROTO',
]);
const expired = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const untrusted = /^(SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|CERT_UNTRUSTED|CERT_REJECTED|CERT_CHAIN|INVALID_CA|CERT_SIGNATURE)/;

const nextFor: Readonly<Record<string, string>> = {
  'tls.wrong-name': t('Check where the name leads: an old DNS answer or a wrong endpoint gateway leads to another service.'),
  'tls.expired': t('Check this machine\'s clock; if it is right, the service must renew its certificate.'),
  'tls.untrusted': t('Check whether something on the way intercepts TLS; the service\'s own certificate is from a public authority.'),
  'tls.not-tls': t('Check the port: what answers there does not speak TLS.'),
  'tls.timeout': t('Check the way there, its MTU too: small packets pass where large ones are lost.'),
};

/** What a handshake that failed means, in the words of OpenSSL or the system. */
export function tlsFailure(peer: HostPort, error: unknown): Failure {
  return failure(meaningOf(codeOf(error) ?? ''), peer, wordsOf(error), error);
}

export function tlsLate(peer: HostPort, milliseconds: number): Failure {
  return failure('tls.timeout', peer, t('The TLS handshake did not end within {0}.', seconds(milliseconds)));
}

function meaningOf(code: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'tls.wrong-name';
  }
  if (expired.has(code)) {
    return 'tls.expired';
  }
  if (untrusted.test(code)) {
    return 'tls.untrusted';
  }
  if (notTls.has(code)) {
    return 'tls.not-tls';
  }
  return code.startsWith('ERR_SSL') ? 'tls.refused' : 'tls.closed';
}

function failure(code: string, peer: HostPort, why: string, cause?: unknown): Failure {
  const next = nextFor[code] ?? t('Check again: the parts of a service restart one after another during an update.');
  return new Failure({ code, what: t('No TLS connection to {0}', at(peer)), why, next, cause });
}

import type { Duplex } from 'node:stream';
import { isIP } from 'node:net';
import * as tls from 'node:tls';
import { withDeadline } from '../model/deadline';
import { Failure, isCancelled } from '../model/failure';
import { visible } from '../model/text';
import { at, codeOf, seconds, wordsOf, type Place } from './failures';

/** A connection whose certificate chain and name were verified, and what was seen of it. */
export interface SecureStream {
  readonly stream: tls.TLSSocket;
  /** "TLSv1.3", "TLS_AES_256_GCM_SHA384", and the certificate's name, issuer and last day. */
  readonly evidence: readonly string[];
}

/**
 * TLS over an open connection, with the broker's real name for SNI and for the certificate's name. `authorities` (PEM)
 * are trusted besides the system's, never instead. Rejects with a `Failure` `tls.*`; the connection is then destroyed.
 */
export async function secure(
  stream: Duplex, place: Place, authorities: readonly string[], milliseconds: number, signal: AbortSignal,
): Promise<SecureStream> {
  const late = () => tlsFailure('tls.timeout', place, `The TLS handshake did not end within ${seconds(milliseconds)}.`);
  let socket: tls.TLSSocket | undefined;
  try {
    return await withDeadline(milliseconds, signal, () => new Promise((resolve, reject) => {
      const secured = tls.connect({
        socket: stream,
        servername: isIP(place.host) === 0 ? place.host : '',
        host: place.host,
        minVersion: 'TLSv1.2',
        ...trust(authorities),
      });
      socket = secured;
      secured.once('secureConnect', () => resolve({ stream: secured, evidence: seenOf(secured) }));
      secured.on('error', reject);
      secured.once('close', () => reject(new Error('The connection was closed during the TLS handshake.')));
    }), late);
  } catch (error) {
    socket?.destroy();
    stream.destroy();
    throw isCancelled(error) || error instanceof Failure ? error : tlsFailure(tlsCode(error), place, wordsOf(error), error);
  }
}

// Reading the system's hundred and more authorities takes longer than a handshake, so a run does it once.
const contexts = new WeakMap<readonly string[], tls.SecureContext>();

/** Without authorities of our own the default applies, and with it what the editor and the system add. */
export function trust(authorities: readonly string[]): Pick<tls.ConnectionOptions, 'secureContext'> {
  if (authorities.length === 0) {
    return {};
  }
  const known = contexts.get(authorities);
  const context = known ?? tls.createSecureContext({ ca: [...tls.rootCertificates, ...authorities], minVersion: 'TLSv1.2' });
  contexts.set(authorities, context);
  return { secureContext: context };
}

const notTls = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST', 'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_UNEXPECTED_MESSAGE', 'ERR_SSL_BAD_RECORD_TYPE', 'EPROTO',
]);
const untrusted = /^(SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|CERT_UNTRUSTED|CERT_REJECTED|CERT_CHAIN|INVALID_CA|CERT_SIGNATURE)/;

function tlsCode(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'tls.wrong-name';
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
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

const nextFor: Readonly<Record<string, string>> = {
  'tls.wrong-name': 'Check that the name leads to this broker: an old DNS answer or a wrong endpoint gateway leads to another one.',
  'tls.expired': 'Check this machine\'s clock; if it is right, the service must renew its certificate.',
  'tls.untrusted': 'Check whether something on the way intercepts TLS; the service\'s own certificate is from a public authority.',
  'tls.not-tls': 'Check the port: the brokers speak TLS on 9093.',
  'tls.timeout': 'Check the way to the broker, its MTU too: small packets pass where large ones are lost.',
};

function tlsFailure(code: string, place: Place, why: string, cause?: unknown): Failure {
  return new Failure({
    code,
    what: `No TLS connection to ${at(place)}`,
    why,
    next: nextFor[code] ?? 'Check again: brokers restart one after another during an update.',
    cause,
  });
}

function seenOf(socket: tls.TLSSocket): string[] {
  const certificate = socket.getPeerCertificate();
  const subject = certificate.subjectaltname ?? one(certificate.subject.CN);
  return [
    `${socket.getProtocol() ?? 'TLS'} ${socket.getCipher().name}`,
    `certificate for ${visible(subject, 300)}`,
    `issued by ${visible(one(certificate.issuer.O) || one(certificate.issuer.CN), 200)}, valid to ${visible(certificate.valid_to, 40)}`,
  ];
}

function one(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : value ?? '';
}

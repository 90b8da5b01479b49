import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { withDeadline } from '../model/deadline';
import { Failure, isCancelled } from '../model/failure';
import type { HostPort } from '../model/instance';
import { t } from '../model/l10n';
import { visible } from '../model/text';
import { tlsFailure, tlsLate } from './failures';
import { verifying } from './trust';

/** A connection whose certificate chain and name were verified, and what was seen of it. */
export interface SecureStream {
  readonly stream: tls.TLSSocket;
  /** "TLSv1.3 TLS_AES_256_GCM_SHA384", then the certificate's names, issuer and last day. */
  readonly evidence: readonly string[];
}

/** What some protocols say in clear before TLS begins. */
export type StartTls = (stream: Duplex, signal: AbortSignal) => Promise<void>;

export interface SecureSettings {
  /** PEM, trusted besides the system's. */
  readonly authorities: readonly string[];
  /** Limit of the whole. */
  readonly milliseconds: number;
  readonly startTls?: StartTls | undefined;
}

/**
 * TLS over an open connection, with the peer's real name. Rejects with a `Failure` `tls.*`, or with one that `startTls`
 * gave; the connection is then destroyed.
 */
export async function secure(stream: Duplex, peer: HostPort, settings: SecureSettings, signal: AbortSignal): Promise<SecureStream> {
  const { authorities, milliseconds, startTls } = settings;
  try {
    return await withDeadline(milliseconds, signal, async (limited) => {
      await startTls?.(stream, limited);
      limited.throwIfAborted();
      return handshake(stream, peer, authorities, limited);
    }, () => tlsLate(peer, milliseconds));
  } catch (error) {
    stream.destroy();
    throw isCancelled(error) || error instanceof Failure ? error : tlsFailure(peer, error);
  }
}

function handshake(stream: Duplex, peer: HostPort, authorities: readonly string[], signal: AbortSignal): Promise<SecureStream> {
  return new Promise((resolve, reject) => {
    const secured = tls.connect({ socket: stream, ...verifying(peer, authorities) });
    signal.addEventListener('abort', () => secured.destroy(), { once: true });
    secured.once('secureConnect', () => resolve({ stream: secured, evidence: seenOf(secured) }));
    secured.on('error', reject);
    secured.once('close', () => reject(new Error(t('The connection was closed during the TLS handshake.'))));
  });
}

function seenOf(socket: tls.TLSSocket): string[] {
  const certificate = socket.getPeerCertificate();
  const subject = certificate.subjectaltname ?? one(certificate.subject.CN);
  return [
    `${socket.getProtocol() ?? 'TLS'} ${socket.getCipher().name}`,
    t('certificate for {0}', visible(subject, 300)),
    t('issued by {0}, valid to {1}', visible(one(certificate.issuer.O) || one(certificate.issuer.CN), 200), visible(certificate.valid_to, 40)),
  ];
}

function one(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : value ?? '';
}

import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';

/** More than any packet carries: the greeting needs several, as long as the way takes. Protocol names that nobody has are left aside by a server. */
const padding = Array.from({ length: 24 }, (_, at) => `private-connect-${at}-`.padEnd(200, 'x'));

/** A fatal alert of TLS 1.0 to 1.3, in seven bytes: whoever speaks TLS ends the connection for it, or answers. */
const alert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);

/**
 * Resolves when a greeting of several packets was answered with a certificate, which are several packets too. What the certificate says is
 * nobody's concern here: one that is refused came through as well. It never resolves for a peer that is silent: the signal ends it.
 */
export function helloAnswered(stream: Duplex, host: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const secured = tls.connect({ socket: stream, servername: host, ALPNProtocols: padding });
    const end = (tell: () => void): void => {
      secured.destroy();
      tell();
    };
    signal.addEventListener('abort', () => end(() => reject(new Error('aborted'))), { once: true });
    secured.once('secureConnect', () => end(resolve));
    // A certificate that is not trusted here, a protocol that is not known there: either is an answer.
    secured.on('error', () => end(resolve));
    secured.once('close', () => end(resolve));
  });
}

/** Resolves when a few bytes were answered, with whatever, or ended the connection. */
export function smallAnswered(stream: Duplex, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    for (const event of ['data', 'end', 'error', 'close']) {
      stream.once(event, () => resolve());
    }
    stream.write(alert);
  });
}

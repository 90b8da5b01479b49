import { isIP } from 'node:net';
import * as tls from 'node:tls';
import type { HostPort } from '../model/instance';

// Reading the system's hundred and more authorities takes longer than a handshake, so it is done once for each list.
const contexts = new WeakMap<readonly string[], tls.SecureContext>();

/**
 * How a peer is verified: by its real name, for SNI and for the certificate's name, and by its chain. `authorities` (PEM)
 * are trusted besides the system's, never instead.
 */
export function verifying({ host }: HostPort, authorities: readonly string[]): tls.ConnectionOptions {
  return { host, servername: isIP(host) === 0 ? host : '', minVersion: 'TLSv1.2', ...trust(authorities) };
}

/** Without authorities of our own the default applies, and with it what the editor and the system add. */
function trust(authorities: readonly string[]): Pick<tls.ConnectionOptions, 'secureContext'> {
  if (authorities.length === 0) {
    return {};
  }
  const known = contexts.get(authorities);
  const context = known ?? tls.createSecureContext({ ca: [...tls.rootCertificates, ...authorities], minVersion: 'TLSv1.2' });
  contexts.set(authorities, context);
  return { secureContext: context };
}

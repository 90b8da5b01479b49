import type { Row } from '../state/records';
import type { Scope } from './scope';

/**
 * The OpenVPN profile of a server, line by line as IBM's own copies of it are. DNS and routes are not in it, since they are pushed; nor is a
 * key, since the cloud has none of a client's.
 */
export function clientProfile({ world }: Scope, server: Row<'vpnServers'>): string {
  const authorities = world.certificates.certificate(server.certificate)?.authorities ?? '';
  const methods = server.authentication.map(({ method }) => method);
  return [
    'client',
    'dev tun',
    `proto ${server.protocol}`,
    `port ${server.port}`,
    `remote ${server.hostname}`,
    'resolv-retry infinite',
    'remote-cert-tls server',
    'nobind',
    '',
    'auth SHA256',
    'cipher AES-256-GCM',
    'verb 3',
    'reneg-sec 0',
    '',
    ...(methods.includes('username') ? ['auth-user-pass', ''] : []),
    '<ca>',
    authorities.trim(),
    '</ca>',
    '',
    ...(methods.includes('certificate') ? ['#cert client_public_key.crt', '#key client_private_key.key', ''] : []),
  ].join('\n');
}

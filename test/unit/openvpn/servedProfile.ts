/** A profile as the cloud serves it: the lines that IBM's own copies show, with a made-up host and authority. */
export function servedProfile({ certificate = true, signsIn = false, authority = 'TUFERVVQ' } = {}): string {
  return [
    'client', 'dev tun', 'proto udp', 'port 443', 'remote 0f3a1b2c4d5e.us-south.vpn-server.appdomain.cloud', 'resolv-retry infinite',
    'remote-cert-tls server', 'nobind', '', 'auth SHA256', 'cipher AES-256-GCM', 'verb 3', 'reneg-sec 0',
    ...signsIn ? ['auth-user-pass'] : [],
    '<ca>', '-----BEGIN CERTIFICATE-----', authority, '-----END CERTIFICATE-----', '</ca>', '',
    ...certificate ? ['#cert client_public_key.crt', '#key client_private_key.key'] : [], '',
  ].join('\n');
}

export const certificate = '-----BEGIN CERTIFICATE-----\nQ0xJRU5U\n-----END CERTIFICATE-----\n';
/** Not a key; a text that no message may hold. */
export const keyText = 'U0VDUkVULUtFWS1CWVRFUw==';
export const keyPem = `-----BEGIN PRIVATE KEY-----\n${keyText}\n-----END PRIVATE KEY-----\n`;

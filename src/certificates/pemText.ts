/** PEM with plain line ends, as Secrets Manager and OpenSSL take it. The library writes lists under a label that OpenSSL does not know. */
export function pemText(label: 'CERTIFICATE' | 'X509 CRL' | 'PRIVATE KEY', der: ArrayBuffer | Uint8Array): string {
  const body = Buffer.from(der instanceof ArrayBuffer ? new Uint8Array(der) : der).toString('base64');
  return `-----BEGIN ${label}-----\n${body.replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}

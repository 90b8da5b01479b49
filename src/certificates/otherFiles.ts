import { t } from '../model/l10n';
import { told, type Finding } from './finding';

/** What a part of a file is that is neither certificate nor private key, by what PEM calls it; undefined for what may lie beside them. */
export function otherBlock(label: string, file: string): Finding | undefined {
  if (/^(?:EC|DH|DSA) PARAMETERS$/.test(label)) {
    return undefined;
  }
  const other = blocks[label];
  return other === undefined
    ? told('file.other', { why: t('{0} holds "{1}", which is neither certificate nor key.', file, label), next: t('Choose the certificates and the key.') })
    : other(file);
}

const blocks: Readonly<Record<string, (file: string) => Finding>> = {
  'CERTIFICATE REQUEST': request,
  'NEW CERTIFICATE REQUEST': request,
  'PUBLIC KEY': publicKey,
  'RSA PUBLIC KEY': publicKey,
  'X509 CRL': (file) => told('file.revocation-list', {
    why: t('{0} is a revocation list, no certificate.', file), next: t('Leave it out here: it is given to the server apart from the certificates.'),
  }),
  'OPENSSH PRIVATE KEY': (file) => told('file.openssh-key', {
    why: t('{0} is a key in OpenSSH\'s form, for signing in to servers.', file),
    next: t('Choose the certificate\'s own key. If this is it, "ssh-keygen -p -m PEM -f FILE" turns a copy into PEM.'),
  }),
  'PGP PRIVATE KEY BLOCK': pgp,
  'PGP PUBLIC KEY BLOCK': pgp,
};

/** Bytes, or a text without PEM. */
export function otherContent(bytes: Buffer, text: string, file: string): Finding {
  if (isPkcs12(bytes)) {
    return told('file.pkcs12', {
      why: t('{0} is a PKCS 12 file (PFX): certificates and key in one, kept by a password.', file),
      next: t('Turn it into PEM with "openssl pkcs12 -in {0} -nodes -out {0}.pem" (add -legacy for an old one), and bring that file.', file),
    });
  }
  if (bytes.length === 0 || text.trim() === '') {
    return told('file.empty', { why: t('{0} is empty.', file), next: t('Copy it anew from where it was made.') });
  }
  if (text.startsWith('PuTTY-User-Key-File-')) {
    return told('file.putty-key', {
      why: t('{0} is a key in PuTTY\'s form, for signing in to servers.', file), next: t('Choose the certificate\'s own key, in PEM.'),
    });
  }
  return told('file.nothing', {
    why: t('{0} holds no certificate and no private key: nothing in it begins with "-----BEGIN".', file),
    next: t('Choose files in PEM or DER: certificate, intermediate certificates, authority and key.'),
  });
}

/** SEQUENCE { INTEGER 3, SEQUENCE … }: nothing else of the kind begins so. Source: RFC 7292, 4 */
function isPkcs12(bytes: Buffer): boolean {
  const length = bytes[1] ?? 0;
  const start = length < 0x80 ? 2 : 2 + (length & 0x7f);
  return bytes[0] === 0x30 && bytes.subarray(start, start + 4).equals(Buffer.of(2, 1, 3, 0x30));
}

function request(file: string): Finding {
  return told('file.request', {
    why: t('{0} is a request for a certificate (CSR), and no certificate yet.', file),
    next: t('Send it to your certificate authority, and bring the certificate that it sends back.'),
  });
}

function publicKey(file: string): Finding {
  return told('file.public-key', {
    why: t('{0} holds a public key alone.', file), next: t('Choose the private key, which begins with "-----BEGIN PRIVATE KEY-----" or alike.'),
  });
}

function pgp(file: string): Finding {
  return told('file.pgp', { why: t('{0} is a key for PGP, not for TLS.', file), next: t('Choose the certificates and the key.') });
}

import { X509Certificate } from 'node:crypto';
import { t } from '../model/l10n';
import { Failure } from '../model/failure';
import { visible } from '../model/text';

/** More than any chain of authorities has; a system's whole list is not meant to be sent. */
export const mostCertificateBytes = 64 * 1024;

/** Certificates alone, without what else stood in their file, and whose they are. */
export interface CertificateText {
  readonly pem: string;
  /** Of the first one's subject: "Orders CA". */
  readonly name: string;
  /** "Orders CA, until 2031-04-01". */
  readonly about: string;
}

/** What of a file may be sent as a certificate. Throws a Failure for a private key, for what is no certificate in PEM, and for one that is over. */
export function certificatesIn(text: string, fileName: string, now = new Date()): CertificateText {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|PuTTY-User-Key-File/.test(text)) {
    const why = t('It holds a private key, which goes to no other machine.');
    throw unfit(fileName, 'certificate.private-key', why, t('Choose the file of the certificate alone.'));
  }
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g)].map(([block]) => parsed(block, fileName));
  const [first] = blocks;
  if (first === undefined) {
    throw unfit(
      fileName, 'certificate.none', t('It holds no certificate in PEM: no "-----BEGIN CERTIFICATE-----".'),
      t('Choose a PEM file; "openssl x509 -inform der" makes one of a DER file.'),
    );
  }
  const over = blocks.find((each) => endOf(each) < now);
  if (over !== undefined) {
    const why = t('The certificate of {0} ended on {1}: nobody trusts it any more.', nameOf(over), dayOf(endOf(over)));
    throw unfit(fileName, 'certificate.over', why, t('Choose a newer one.'));
  }
  const [name, end, others] = [nameOf(first), dayOf(endOf(first)), blocks.length - 1];
  return {
    pem: blocks.map((each) => `${each.toString().trim()}\n`).join(''), name,
    about: others === 0 ? t('{0}, until {1}', name, end) : t('{0}, until {1}, and {2} more', name, end, others),
  };
}

function parsed(block: string, fileName: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw unfit(fileName, 'certificate.damaged', t('A certificate in it cannot be read: {0}', said), t('Get it anew.'));
  }
}

function nameOf({ subject }: X509Certificate): string {
  return visible(/^CN=(.+)$/m.exec(subject)?.[1] ?? /^O=(.+)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', '), 100);
}

// Node 20 has it as text alone.
function endOf({ validTo }: X509Certificate): Date {
  return new Date(validTo);
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function unfit(fileName: string, code: string, why: string, next: string): Failure {
  return new Failure({ code, what: t('Could not use {0}', visible(fileName, 100)), why: visible(why), next });
}

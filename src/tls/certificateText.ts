import { X509Certificate } from 'node:crypto';
import { Failure } from '../model/failure';
import { visible } from '../model/text';

/** More than any chain of authorities has; a system's whole list is not meant to be sent. */
export const mostCertificateBytes = 64 * 1024;

/** Certificates alone, without what else stood in their file, and whose they are. */
export interface CertificateText {
  readonly pem: string;
  /** Of the first one's subject: "Orders CA, until 2031-04-01". */
  readonly about: string;
}

/** What of a file may be sent as a certificate. Throws a Failure for a private key, for what is no certificate in PEM, and for one that is over. */
export function certificatesIn(text: string, fileName: string, now = new Date()): CertificateText {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|PuTTY-User-Key-File/.test(text)) {
    throw unfit(fileName, 'certificate.private-key', 'It holds a private key, which goes to no other machine.', 'Choose the file of the certificate alone.');
  }
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g)].map(([block]) => parsed(block, fileName));
  const [first] = blocks;
  if (first === undefined) {
    throw unfit(
      fileName, 'certificate.none', 'It holds no certificate in PEM: no "-----BEGIN CERTIFICATE-----".',
      'Choose a PEM file; "openssl x509 -inform der" makes one of a DER file.',
    );
  }
  const over = blocks.find((each) => endOf(each) < now);
  if (over !== undefined) {
    const why = `The certificate of ${nameOf(over)} ended on ${dayOf(endOf(over))}: nobody trusts it any more.`;
    throw unfit(fileName, 'certificate.over', why, 'Choose a newer one.');
  }
  const more = blocks.length === 1 ? '' : `, and ${blocks.length - 1} more`;
  return { pem: blocks.map((each) => `${each.toString().trim()}\n`).join(''), about: `${nameOf(first)}, until ${dayOf(endOf(first))}${more}` };
}

function parsed(block: string, fileName: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw unfit(fileName, 'certificate.damaged', `A certificate in it cannot be read: ${said}`, 'Get it anew.');
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
  return new Failure({ code, what: `Could not use ${visible(fileName, 100)}`, why: visible(why), next });
}

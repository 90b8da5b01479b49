import { isIP } from 'node:net';
import { t } from '../model/l10n';
import { Failure } from '../model/failure';
import type { Secret } from '../model/secret';
import { visible } from '../model/text';
import type { X509 } from './x509';

/** A certificate authority: its certificate in PEM, and the key that signs. */
export interface Authority {
  readonly certificate: string;
  readonly key: Secret;
}

/** A certificate and its key, for a server or a person. */
export interface Identity {
  /** PEM. */
  readonly certificate: string;
  /** PEM: the certificate, then its authority's. */
  readonly chain: string;
  /** PKCS 8 in PEM, unencrypted. */
  readonly key: Secret;
  /** By which a revocation list names it: 40 hexadecimal digits in upper case. */
  readonly serial: string;
  readonly until: Date;
}

/** The longest common name that a certificate has room for. Source: RFC 5280, appendix A.1 (ub-common-name) */
const longestName = 64;

/**
 * A subject with this common name alone. Throws a Failure for one that has no room in it, or that cannot be seen. Given as it is: of a
 * plain text the library takes a part in quotation marks for the whole, and one behind "#" for bytes.
 */
export function subjectOf(x509: X509, name: string): InstanceType<X509['Name']> {
  return new x509.Name([{ CN: [{ utf8String: commonName(name) }] }]);
}

function commonName(name: string): string {
  const trimmed = name.trim();
  const why = trimmed === '' ? t('It is empty.')
    : Array.from(trimmed).length > longestName ? t('It has more than {0} characters.', longestName)
      : visible(trimmed) === trimmed ? undefined : t('It has characters that cannot be seen.');
  if (why === undefined) {
    return trimmed;
  }
  throw unfit(trimmed, why, t('Choose a name of 1 to {0} letters, digits, dots, dashes and spaces.', longestName));
}

/** A DNS name or an address beside the common name. Throws a Failure for anything else. */
export function alternativeName(value: string): { type: 'dns' | 'ip'; value: string } {
  if (isIP(value) === 0 && !isHostName(value)) {
    throw unfit(value, t('It is neither a host name nor an address.'), t('Choose a name of letters, digits, dots and dashes.'));
  }
  return { type: isIP(value) === 0 ? 'dns' : 'ip', value };
}

export function isHostName(name: string): boolean {
  return name.length <= 253 && /^(?:\*\.)?(?=.)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.(?=.)|$))+$/i.test(name);
}

function unfit(name: string, why: string, next: string): Failure {
  return new Failure({ code: 'certificate.name', what: t('Could not make a certificate for "{0}"', visible(name, 100)), why, next });
}

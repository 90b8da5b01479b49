import type { X509Certificate } from 'node:crypto';
import { t } from '../model/l10n';
import { visible } from '../model/text';

/** Whose a certificate is, in a sentence: its common name, else its organization, else all that it says. */
export function nameOf({ subject }: Pick<X509Certificate, 'subject'>): string {
  return shortName(subject);
}

/** The same of any name as Node gives it: a line a part, "CN=Orders CA". Node's types forget that a name may be empty. */
export function shortName(name: string | undefined): string {
  const text = name ?? '';
  return visible(/^CN=(.+)$/m.exec(text)?.[1] ?? /^O=(.+)$/m.exec(text)?.[1] ?? (text.replaceAll('\n', ', ') || t('(no name)')), 100);
}

/** By which two names are the same to OpenSSL, which minds neither case nor how many spaces there are. Source: RFC 5280, 7.1 */
export function comparable(name: string | undefined): string {
  return (name ?? '').split('\n').map((part) => part.replace(/\s+/g, ' ').replace('= ', '=').trim().toLowerCase()).join('\n');
}

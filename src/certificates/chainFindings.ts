import { t } from '../model/l10n';
import { refused, told, type Finding, type Purpose } from './finding';
import type { Certificate } from './certificate';
import type { Chain } from './chain';
import { keyFindings } from './keyFindings';
import { day, soon } from './lifetimes';
import { shortName } from './names';
import { usageFindings } from './usageFindings';

/**
 * What speaks against a chain, by OpenSSL's rules at the security level of today's systems, and by what OpenVPN asks for on top
 * (`remote-cert-tls`). Sources: https://docs.openssl.org/3.0/man1/openssl-verification-options/ and
 * https://github.com/OpenVPN/openvpn/blob/v2.6.14/doc/man-sections/tls-options.rst
 */
export function chainFindings(chain: Chain, purpose: Purpose, now: Date): readonly Finding[] {
  const { certificates } = chain;
  return [
    ...endFindings(chain, purpose),
    ...certificates.flatMap((certificate, index) => [
      ...dateFindings(certificate, now),
      ...unknownFindings(certificate),
      ...keyFindings(certificate),
      ...signatureFindings(certificate),
      ...usageFindings(certificate, purpose, index > 0),
      ...lengthFindings(certificate, certificates.slice(1, index)),
      ...nameFindings(certificate),
    ]),
  ];
}

function endFindings({ certificates, missing, namesake }: Chain, purpose: Purpose): readonly Finding[] {
  const [first, ...rest] = certificates;
  const name = (certificates.at(-1) ?? first).name;
  if (namesake !== undefined) {
    return [refused('chain.other-issuer', {
      why: t('{0} names {1} as its issuer, and the {1} that was found has another key or key identifier: it did not sign it.', name, namesake.name),
      next: t('Bring the certificate of the authority that signed it. One that was made anew under the same name is another authority.'),
    })];
  }
  if (missing !== undefined) {
    return [refused('chain.incomplete', {
      why: t('The chain ends at {0}: the certificate of its issuer, {1}, is missing.', name, shortName(missing)),
      next: t('Bring the certificate of {0} as well, in the same file or another one. Whoever signed the certificate has it.', shortName(missing)),
    })];
  }
  return rest.length > 0 || purpose === 'authority' ? [] : [refused('chain.self-signed', {
    why: t('{0} is signed by itself, and by no authority.', name),
    next: t('Have the certificate signed by a certificate authority, or let the certificates be made here.'),
  })];
}

function dateFindings({ name, from, until }: Certificate, now: Date): readonly Finding[] {
  if (until <= now) {
    return [refused('certificate.expired', {
      why: t('The certificate of {0} ended on {1}.', name, dayOf(until)),
      next: t('Have it renewed, and bring the new one. If it has not ended, set this machine\'s clock.'),
    })];
  }
  if (from > now) {
    return [refused('certificate.not-yet', {
      why: t('The certificate of {0} is valid from {1} on, and now it is {2}.', name, from.toISOString(), now.toISOString()),
      next: t('Check this machine\'s clock and that of whoever made the certificate; else wait until then.'),
    })];
  }
  const days = Math.floor((until.getTime() - now.getTime()) / day);
  return days >= soon ? [] : [told('certificate.soon', {
    why: t('The certificate of {0} ends on {1}, in {2} days: from then on nobody connects.', name, dayOf(until), days),
    next: t('Have it renewed before.'),
  })];
}

function unknownFindings({ name, unknown }: Certificate): readonly Finding[] {
  return unknown.map((id) => refused('certificate.unknown-extension', {
    why: t('The certificate of {0} has the extension {1}, calls it critical, and OpenSSL does not know it.', name, id),
    next: t('Have it made without that extension, or with the extension not critical.'),
  }));
}

/** What an authority says about itself is believed for other reasons than its signature. */
function signatureFindings({ name, digest, isSelfSigned }: Certificate): readonly Finding[] {
  return isSelfSigned || digest === undefined || !/^(?:MD[245]|SHA-?1)$/i.test(digest) ? [] : [refused('certificate.weak-signature', {
    why: t('The certificate of {0} is signed with {1}, which today\'s systems refuse.', name, digest),
    next: t('Have it signed anew with SHA-256 ("openssl x509 -req -sha256 …").'),
  })];
}

/** Authorities that sign themselves do not count. */
function lengthFindings({ name, pathLength }: Certificate, below: readonly Certificate[]): readonly Finding[] {
  const count = below.filter(({ isSelfSigned }) => !isSelfSigned).length;
  return pathLength === undefined || count <= pathLength ? [] : [refused('chain.path-length', {
    why: t('{0} allows {1} authorities below itself, and this chain has {2}.', name, pathLength, count),
    next: t('Have the certificate signed by {0} itself, or have that authority made anew with a greater path length.', name),
  })];
}

/** OpenSSL holds the names against it; here nobody does. */
function nameFindings({ name, limitsNames }: Certificate): readonly Finding[] {
  return !limitsNames ? [] : [told('chain.name-constraints', {
    why: t('The certificate authority {0} limits the names of those whom it signs, which is not checked here.', name),
    next: t('Check it with "openssl verify -CAfile AUTHORITY -untrusted INTERMEDIATES CERTIFICATE".'),
  })];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

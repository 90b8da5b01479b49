import { t } from '../model/l10n';
import type { Secret } from '../model/secret';
import { bring, type Brought, type BroughtFile } from './brought';
import { publicId, type BroughtKey } from './broughtKey';
import type { Certificate } from './certificate';
import { completeChainOf, isIssuedBy, type Chain } from './chain';
import { chainFindings } from './chainFindings';
import { refused, told, type Finding, type Purpose } from './finding';
import { loadX509 } from './x509';

/** Certificates in order, as PEM with plain line ends. */
export interface CertificateSet {
  readonly certificate: string;
  /** Upwards: the first one signed the certificate. */
  readonly intermediates: readonly string[];
  /** Signed by itself. The certificate's own again where that is an authority without another above it. */
  readonly authority: string;
  /** PKCS 8, unencrypted. A server always has one. */
  readonly key: Secret | undefined;
  /** Of the certificate. */
  readonly name: string;
  /** When the first of them ends. */
  readonly until: Date;
}

export type Judged =
  /** None of the findings refuses. */
  | { readonly kind: 'usable'; readonly set: CertificateSet; readonly findings: readonly Finding[] }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] };

interface Judging {
  readonly now?: Date;
  /** Of a key that is encrypted. */
  readonly passphrase?: Secret | undefined;
}

/**
 * Judges certificates as people bring them, in whatever form, order and number of files, before anything is uploaded. It never rejects
 * for what they hold; the set does not depend on the order.
 */
export async function judge(files: readonly BroughtFile[], purpose: Purpose, { now = new Date(), passphrase }: Judging = {}): Promise<Judged> {
  const brought = bring(await loadX509(), files, passphrase);
  const leaves = leavesFor(brought, purpose);
  const [leaf, ...rivals] = leaves;
  if (leaf === undefined) {
    return { kind: 'refused', findings: nothing(brought) };
  }
  const key = brought.keys.find((each) => isOf(each, leaf));
  const chain = completeChainOf(leaf, brought.certificates, now);
  const findings: readonly Finding[] = [
    ...rivals.length === 0 ? [] : [several(leaves)],
    ...chainFindings(chain, purpose, now), ...keyFindings(brought, leaf, key, purpose), ...sizeFindings(chain),
    ...orderFindings(chain, brought), ...brought.damaged, ...brought.others,
  ];
  if (!findings.some(({ refuses }) => refuses)) {
    return { kind: 'usable', set: setOf(chain, key), findings };
  }
  // What else is missing or does not fit may be what could not be read.
  return { kind: 'refused', findings: brought.damaged.length > 0 ? brought.damaged.map(refusing) : findings };
}

/** What Secrets Manager calls `intermediate`: the whole chain above the certificate, its authority last. */
export function intermediateField({ certificate, intermediates, authority }: Pick<CertificateSet, 'certificate' | 'intermediates' | 'authority'>): string {
  return [...intermediates, ...authority === certificate ? [] : [authority]].join('');
}

function setOf({ certificates }: Chain, key: BroughtKey | undefined): CertificateSet {
  const [leaf, ...above] = certificates;
  return {
    certificate: leaf.pem, intermediates: above.slice(0, -1).map(({ pem }) => pem), authority: (above.at(-1) ?? leaf).pem, key: key?.pem, name: leaf.name,
    until: new Date(Math.min(...certificates.map(({ until }) => until.getTime()))),
  };
}

/** The certificate that all is about. More than one where nobody can say which. */
function leavesFor({ certificates, keys }: Brought, purpose: Purpose): readonly Certificate[] {
  const fits = certificates.filter(({ isAuthority }) => isAuthority === (purpose === 'authority'));
  const wanted = lowest(fits.length > 0 ? fits : certificates);
  const withKey = wanted.filter((each) => keys.some((key) => isOf(key, each)));
  const chosen = withKey.length > 0 ? withKey : wanted;
  const usable = chosen.filter(({ extendedKeyUsage }) => purpose === 'authority' || extendedKeyUsage?.includes(usages[purpose]) === true);
  return usable.length > 0 ? usable : chosen;
}

const usages = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' };

/** Those that signed none of the others. */
function lowest(certificates: readonly Certificate[]): readonly Certificate[] {
  return certificates.filter((each) => !certificates.some((other) => isIssuedBy(other, each)));
}

function isOf(key: BroughtKey, { x509 }: Certificate): boolean {
  try {
    return key.id === publicId(x509.publicKey);
  } catch (error) {
    // A key of a kind that is not read here, of which the chain's findings speak.
    if (error instanceof Error) return false;
    throw error;
  }
}

function refusing(finding: Finding): Finding {
  return { ...finding, refuses: true };
}

function nothing({ keys, closed, damaged, others }: Brought): readonly Finding[] {
  const known = [...damaged, ...closed, ...others].map(refusing);
  return keys.length === 0 && known.length > 0 ? known : [refused('certificate.none', {
    why: keys.length > 0 ? t('There is a private key, and no certificate.') : t('There is no certificate.'),
    next: t('Bring the certificate, its intermediate certificates and its authority, each in PEM.'),
  }), ...known];
}

function several(leaves: readonly Certificate[]): Finding {
  const names = leaves.map(({ name, until }) => `${name} (${until.toISOString().slice(0, 10)})`).sort();
  return refused('certificate.several', {
    why: t('There is more than one certificate that it could be: {0}.', names.join(', ')),
    next: t('Bring one of them alone, with its key and its authorities.'),
  });
}

function keyFindings({ keys, closed }: Brought, leaf: Certificate, key: BroughtKey | undefined, purpose: Purpose): readonly Finding[] {
  if (key !== undefined) {
    return keys.length === 1 ? [] : [told('key.unused', {
      why: t('More keys were brought than that of {0}.', leaf.name), next: t('Nothing: the others are left aside.'),
    })];
  }
  // Nobody knows of a key that cannot be read whose it is.
  if (closed.length > 0) {
    return closed;
  }
  if (keys.length > 0) {
    return [refused('key.mismatch', {
      why: t('The private key is not that of the certificate of {0}.', leaf.name),
      next: t('Bring the key that the certificate was requested with: "openssl pkey -pubout -in KEY" and '
        + '"openssl x509 -noout -pubkey -in CERTIFICATE" print the same.'),
    })];
  }
  return purpose !== 'server' ? [] : [refused('key.missing', {
    why: t('The private key of {0} is missing: a VPN server needs it.', leaf.name), next: t('Bring the key as well, in PEM.'),
  })];
}

/** Each field of an imported certificate may have 100 kB. Source: https://cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-known-issues-and-limits */
const mostBytes = 100_000;

function sizeFindings({ certificates: [leaf, ...above] }: Chain): readonly Finding[] {
  const bytes = Math.max(leaf.pem.length, above.reduce((sum, { pem }) => sum + pem.length, 0));
  return bytes <= mostBytes ? [] : [refused('chain.too-large', {
    why: t('The chain of {0} has {1} bytes, and Secrets Manager takes {2}.', leaf.name, bytes, mostBytes),
    next: t('Have the certificate signed by a shorter chain.'),
  })];
}

/** Nothing hinders here, but whoever takes the same files elsewhere is refused without a word. */
function orderFindings({ certificates }: Chain, brought: Brought): readonly Finding[] {
  const places = certificates.map((each) => brought.certificates.indexOf(each));
  const unused = brought.certificates.length - certificates.length;
  return [
    ...places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0)) ? [] : [told('chain.order', {
      why: t('The certificates stand in another order than that in which they signed each other.'), next: t('Nothing: they are put in order here.'),
    })],
    ...unused === 0 ? [] : [told('chain.unused', {
      why: t('{0} of the certificates are not part of the chain of {1}.', unused, certificates[0].name), next: t('Nothing: they are left aside.'),
    })],
  ];
}

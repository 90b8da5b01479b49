import { wordsOf } from '../base/words';
import { t } from '../model/l10n';
import { blocksOf } from './blocks';
import { readCertificate, type Certificate } from './certificate';
import { chainOf } from './chain';
import { chainFindings } from './chainFindings';
import { refused, type Finding, type Purpose } from './finding';
import { privateChainFindings } from './privateChain';
import { loadX509, type X509 } from './x509';

/** A chain as somebody gives it back, in PEM. */
export interface GivenChain {
  readonly certificate: string;
  /** All that stands above it, in any order: `intermediate`, or `issuing_ca` and `ca_chain`. */
  readonly above: string;
  /** What the other side will trust, such as a profile's `<ca>`; where it is left out, what signs itself is trusted. */
  readonly trusted?: string | undefined;
  /** Whether authorities of Secrets Manager signed it, of which a VPN server asks for more. */
  readonly isPrivate?: boolean;
}

/**
 * What OpenSSL will say against a chain, before a server is made from it; empty where it verifies. That it is soon over is among it, and
 * refuses nothing.
 */
export async function verifyChain(given: GivenChain, purpose: Purpose, now = new Date()): Promise<readonly Finding[]> {
  const { certificate, above, trusted, isPrivate = false } = given;
  const x509 = await loadX509();
  const [first, others, trust] = [certificatesOf(x509, certificate), certificatesOf(x509, above), certificatesOf(x509, trusted ?? '')];
  const damaged = [first, others, trust].flatMap(({ findings }) => findings);
  const [leaf] = first.certificates;
  if (damaged.length > 0 || leaf === undefined) {
    return damaged.length > 0 ? damaged : [refused('certificate.none', {
      why: t('What came back holds no certificate.'), next: t('Read the secret again, and import the certificate anew if it stays so.'),
    })];
  }
  const chain = chainOf(leaf, [...others.certificates, ...trust.certificates], now);
  return [
    ...chainFindings(chain, purpose, now),
    ...trusted === undefined ? [] : trustFindings(chain.certificates, trust.certificates),
    ...isPrivate ? privateChainFindings(chain.certificates) : [],
  ];
}

function trustFindings(chain: readonly Certificate[], trusted: readonly Certificate[]): readonly Finding[] {
  const last = chain.at(-1);
  return last === undefined || !last.isSelfSigned || trusted.some(({ id }) => id === last.id) ? [] : [refused('chain.not-trusted', {
    why: t('The chain ends in {0}, which is not among the authorities that the other side trusts.', last.name),
    next: t('Give the other side the certificate of {0}, or have the certificate signed by an authority that it trusts.', last.name),
  })];
}

function certificatesOf(x509: X509, pem: string): { readonly certificates: readonly Certificate[]; readonly findings: readonly Finding[] } {
  const certificates: Certificate[] = [];
  const findings: Finding[] = [];
  for (const { bytes } of blocksOf(Buffer.from(pem)).filter(({ label }) => label === 'CERTIFICATE')) {
    try {
      certificates.push(readCertificate(x509, bytes));
    } catch (error) {
      const why = t('A certificate that came back cannot be read: {0}.', wordsOf(error));
      findings.push(refused('certificate.damaged', { why, next: t('Import the certificate anew.') }));
    }
  }
  return { certificates, findings };
}

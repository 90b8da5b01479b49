import { isSigned, type Certificate } from './certificate';

/** A certificate with those who signed it, upwards: each is signed by the next. */
export interface Chain {
  readonly certificates: readonly [Certificate, ...Certificate[]];
  /** Where the last one is not signed by itself: the name that it gives of who signed it. */
  readonly missing?: string | undefined;
  /** Of that name, with another key. */
  readonly namesake?: Certificate | undefined;
}

/**
 * Finds who signed whom, as OpenSSL does: by name, key identifier and signature. Of several that fit, one that is valid now comes before
 * others, and one that ends the chain before one that goes on; so the order in which they were brought does not count.
 */
export function chainOf(leaf: Certificate, others: readonly Certificate[], now: Date): Chain {
  const certificates: [Certificate, ...Certificate[]] = [leaf];
  let last = leaf;
  while (!last.isSelfSigned) {
    const issuer = issuerOf(last, others.filter(({ id }) => !certificates.some((each) => each.id === id)), now);
    if (issuer === undefined) {
      return { certificates, missing: last.x509.issuer, namesake: others.find((each) => each.id !== leaf.id && isNamedBy(last, each)) };
    }
    certificates.push(issuer);
    last = issuer;
  }
  return { certificates };
}

/**
 * The same where the certificates can still be chosen: one that was signed by another authority too, which is not there, is left out if the
 * chain ends well without it. OpenSSL would go on with it, and fail.
 */
export function completeChainOf(leaf: Certificate, others: readonly Certificate[], now: Date): Chain {
  const chain = chainOf(leaf, others, now);
  const end = chain.certificates.at(-1);
  if (chain.missing === undefined || end === undefined || end === leaf) {
    return chain;
  }
  const without = completeChainOf(leaf, others.filter(({ id }) => id !== end.id), now);
  return without.missing === undefined ? without : chain;
}

/** Whether the one names the other as its issuer and was signed with its key. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return certificate.id !== issuer.id && isNamedBy(certificate, issuer) && hasItsKeyId(certificate, issuer) && isSigned(certificate.x509, issuer.x509);
}

function issuerOf(certificate: Certificate, others: readonly Certificate[], now: Date): Certificate | undefined {
  const [first] = others.filter((each) => isIssuedBy(certificate, each)).sort((one, other) => rank(one, now) - rank(other, now)
    || other.until.getTime() - one.until.getTime() || (one.id < other.id ? -1 : 1));
  return first;
}

function rank({ from, until, isSelfSigned }: Certificate, now: Date): number {
  return (from <= now && now < until ? 0 : 2) + (isSelfSigned ? 0 : 1);
}

function isNamedBy(certificate: Certificate, issuer: Certificate): boolean {
  return certificate.issuer === issuer.subject;
}

function hasItsKeyId({ authorityKeyId }: Certificate, { ownKeyId }: Certificate): boolean {
  return authorityKeyId === undefined || ownKeyId === undefined || authorityKeyId === ownKeyId;
}

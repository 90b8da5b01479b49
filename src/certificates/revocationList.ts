import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { wordsOf } from '../base/words';
import type { Authority } from './identity';
import { lifetimes, periodOf } from './lifetimes';
import { pemText } from './pemText';
import { signerOf } from './signer';
import { loadX509, type X509 } from './x509';

// Why a certificate is no longer good. Source: RFC 5280, 5.3.1
const reasons = {
  unspecified: 'unspecified', 'key-compromise': 'keyCompromise', 'affiliation-changed': 'affiliationChanged',
  superseded: 'superseded', 'cessation-of-operation': 'cessationOfOperation', 'privilege-withdrawn': 'privilegeWithdrawn',
} as const;

export type Reason = keyof typeof reasons;

export interface Revoked {
  /** As `Identity` has it; leading zeros and case do not count. */
  readonly serial: string;
  readonly at: Date;
  readonly reason: Reason;
}

/** What a list says. */
export interface RevocationList {
  /** One more in each list of the same authority. */
  readonly number: number;
  readonly from: Date;
  /** From then on the server refuses everybody, revoked or not. */
  readonly until: Date;
  readonly revoked: readonly Revoked[];
}

/** So many certificates can stand on the list of a VPN server. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas */
const most = 20_000;

interface NewList {
  /** PEM: the list that this one follows. Who stands on it stays there. */
  readonly former?: string | undefined;
  readonly revoked?: readonly Revoked[];
  readonly days?: number;
  readonly now?: Date;
}

/** An authority's next list, in PEM. Without anybody to revoke it renews the former one. Throws a Failure as `signerOf` and `readRevocationList` do. */
export async function newRevocationList(authority: Authority, wanted: NewList = {}): Promise<string> {
  const { former, revoked = [], days = lifetimes.revocationList, now = new Date() } = wanted;
  const { x509, certificate, key, algorithm, keyId } = await signerOf(authority, now);
  const usage = certificate.getExtension(x509.KeyUsagesExtension)?.usages;
  if (usage !== undefined && (usage & x509.KeyUsageFlags.cRLSign) === 0) {
    throw unfit(
      'authority.no-list-usage', t('Its authority may sign no list: its key usage lacks cRLSign, and everybody would be refused.'),
      t('Have the authority made anew with keyUsage=keyCertSign,cRLSign, and the certificates signed by it.'),
    );
  }
  const last = former === undefined ? undefined : await readRevocationList(former, authority.certificate);
  const { from, until } = periodOf(days, now, certificate.notAfter);
  const list = await x509.X509CrlGenerator.create({
    issuer: certificate.subjectName, thisUpdate: from, nextUpdate: until, signingKey: key, signingAlgorithm: algorithm,
    entries: onceEach([...last?.revoked ?? [], ...revoked])
      .map(({ serial, at, reason }) => ({ serialNumber: serial, revocationDate: at, reason: x509.X509CrlReason[reasons[reason]] })),
    extensions: [new x509.AuthorityKeyIdentifierExtension(keyId), new x509.Extension(numberId, false, numberOf((last?.number ?? 0) + 1))],
  });
  return pemText('X509 CRL', list.rawData);
}

/** Who stands on a list, and when it ends. Throws a Failure for what is no list, and for one that another authority signed. */
export async function readRevocationList(pem: string, authority: string): Promise<RevocationList> {
  const x509 = await loadX509();
  const list = parsed(x509, pem);
  const issuer = new x509.X509Certificate(authority);
  if (!await list.verify({ publicKey: issuer })) {
    const next = t('Choose the list of the authority that signed the clients\' certificates.');
    throw unfit('revocation-list.other-authority', t('Another authority signed it.'), next);
  }
  const number = list.getExtension<InstanceType<X509['Extension']>>(numberId);
  return {
    number: number === null ? 0 : Number(`0x${Buffer.from(number.value).subarray(2).toString('hex')}`),
    from: list.thisUpdate,
    // One without an end is allowed in general, but not by the profile of the internet. Source: RFC 5280, 5.1.2.5
    until: list.nextUpdate ?? new Date(issuer.notAfter),
    revoked: list.entries.map(({ serialNumber, revocationDate: at, reason }) => (
      { serial: plainSerial(serialNumber), at, reason: reasonOf(x509.X509CrlReason[reason ?? 0]) }
    )),
  };
}

const numberId = '2.5.29.20';

/** An INTEGER of DER: a first bit that is set would make it negative. */
function numberOf(value: number): Uint8Array {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + hex.length % 2, '0'), 'hex');
  const body = (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(2, body.length), body]);
}

/** The first date and reason of each: a certificate is not revoked twice. */
function onceEach(revoked: readonly Revoked[]): readonly Revoked[] {
  const first = new Map<string, Revoked>();
  for (const each of revoked) {
    const serial = plainSerial(each.serial);
    if (!first.has(serial)) first.set(serial, { ...each, serial });
  }
  if (first.size > most) {
    const why = t('It would have {0} certificates, and a VPN server takes {1}.', first.size, most);
    throw unfit('revocation-list.full', why, t('Make a new authority with new certificates: its list begins empty.'));
  }
  return [...first.values()];
}

function plainSerial(serial: string): string {
  return serial.toUpperCase().replace(/^(?:00)+(?=.)/, '');
}

function reasonOf(given: string | undefined): Reason {
  const [name] = Object.entries(reasons).find(([, each]) => each === given) ?? [];
  return isReason(name) ? name : 'unspecified';
}

function isReason(name: string | undefined): name is Reason {
  return name !== undefined && Object.hasOwn(reasons, name);
}

function parsed(x509: X509, pem: string): InstanceType<X509['X509Crl']> {
  try {
    return new x509.X509Crl(pem);
  } catch (error) {
    throw unfit('revocation-list.damaged', t('It cannot be read: {0}', wordsOf(error)), t('Choose a file that begins with "-----BEGIN X509 CRL-----".'));
  }
}

function unfit(code: string, why: string, next: string): Failure {
  return new Failure({ code, what: t('Could not use the revocation list'), why, next });
}

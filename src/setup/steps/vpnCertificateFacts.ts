import { endOf } from '../../certificates/glance';
import type { Finding, Purpose } from '../../certificates/finding';
import { verifyChain } from '../../certificates/verifyChain';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { Fact } from '../facts';
import type { KeptCertificate } from '../makers/certificateSecret';
import type { KeptIdentity } from '../vpnIdentities';

/** The secret that a VPN server reads its own certificate from: its CRN, and when the certificate ends. */
export const serverCertificateFact = new Fact<KeptCertificate>('The certificate of the VPN server');
/** The secret with the authority that clients are known by; that of the server's certificate, where one authority serves both. */
export const clientAuthorityFact = new Fact<KeptCertificate>('The certificate authority of the clients');

export interface ClientIdentity extends KeptIdentity {
  readonly until: Date;
}

/** The first person's certificate with its key, for the profile. */
export const clientIdentityFact = new Fact<ClientIdentity>('The certificate of the first person');

export function clientIdentity(identity: KeptIdentity): ClientIdentity {
  return { ...identity, until: endOf(identity.certificate) ?? new Date(0) };
}

/** "valid until 2028-12-31"; empty where Secrets Manager does not tell. */
export function validity({ notAfter }: Pick<KeptCertificate, 'notAfter'>): string {
  return notAfter === '' ? '' : t('valid until {0}', notAfter.slice(0, 10));
}

interface Verifying {
  readonly purpose: Purpose;
  /** Whether authorities of Secrets Manager signed it. */
  readonly isPrivate?: boolean;
}

/**
 * Judges a chain as Secrets Manager gives it back, by OpenSSL's rules: a VPN server that is made from one that lacks something refuses everybody,
 * and does not say why. Gives what is worth a word and hinders nothing; rejects with the first finding's code where something hinders.
 */
export async function verified({ name, data }: KeptCertificate, { purpose, isPrivate = false }: Verifying): Promise<readonly Finding[]> {
  return orRefused(name, await verifyChain({ certificate: data.certificate, above: data.chain.join('\n'), isPrivate }, purpose));
}

/** Whether a person's certificate leads up to the authority that the server will know people by. */
export async function verifiedClient({ certificate, above }: KeptIdentity, { name, data }: KeptCertificate): Promise<readonly Finding[]> {
  return orRefused(name, await verifyChain({ certificate, above, trusted: [data.certificate, ...data.chain].join('\n') }, 'client'));
}

function orRefused(name: string, findings: readonly Finding[]): readonly Finding[] {
  const refusing = findings.filter(({ refuses }) => refuses);
  const [first] = refusing;
  if (first === undefined) {
    return findings;
  }
  throw new Failure({
    code: first.code, what: t('Could not use the certificate {0} as Secrets Manager gives it back', name),
    why: refusing.map(({ why }) => why).join(' '), next: first.next,
  });
}

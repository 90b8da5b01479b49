import { wordsOf } from '../../base/words';
import { isAuthority } from '../../certificates/glance';
import { day, soon } from '../../certificates/lifetimes';
import { readRevocationList } from '../../certificates/revocationList';
import type { Cloud } from '../../cloud/cloud';
import { Failure, isCancelled } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { VpnServer } from '../../model/vpnServer';
import { heldBehind } from '../makers/inSecretsManager';

/** What a VPN server cannot be dialled without, and when it ends by itself. */
export interface End {
  readonly what: 'server-certificate' | 'authority' | 'revocation-list';
  readonly at: Date;
}

/** One whose end could not be read, and why: in the cloud's own words where it refused. */
export interface Unread {
  readonly what: End['what'];
  readonly why: string;
}

/** Every end that could be read, and what could not be: one hides no other. */
export interface Ends {
  readonly ends: readonly End[];
  readonly unread: readonly Unread[];
}

type Managers = Pick<Cloud, 'secretsManagers'>;

/**
 * When what a VPN server reads ends, as Secrets Manager tells it; the list's end stands in the list. One that is in no Secrets Manager is left out.
 * Rejects where `signal` ends it; what has no answer within its time limit is among the unread.
 */
export async function endsOf(
  server: Pick<VpnServer, 'certificateCrn' | 'authentication'>, cloud: Managers, signal: AbortSignal,
): Promise<Ends> {
  const read = async (what: End['what'], look: () => Promise<Date | undefined>): Promise<Ends> => {
    try {
      const at = await look();
      return { ends: at === undefined || Number.isNaN(at.getTime()) ? [] : [{ what, at }], unread: [] };
    } catch (error) {
      return { ends: [], unread: [{ what, why: whyUnread(error, signal) }] };
    }
  };
  const all = await Promise.all([
    read('server-certificate', () => endOfSecret(server.certificateCrn, cloud, signal)),
    ...server.authentication.flatMap((each) => each.method !== 'certificate' ? [] : [
      read('authority', () => endOfSecret(each.authorityCrn, cloud, signal)),
      read('revocation-list', () => endOfList(each.authorityCrn, each.revocationList, cloud, signal)),
    ]),
  ]);
  return { ends: all.flatMap(({ ends }) => ends), unread: all.flatMap(({ unread }) => unread) };
}

async function endOfSecret(crn: string, cloud: Managers, signal: AbortSignal): Promise<Date | undefined> {
  const secret = heldBehind(cloud, crn);
  return secret === undefined ? undefined : new Date((await secret.held.getCertificateMetadata(secret.id, signal)).notAfter);
}

/** Whether it is the authority's own is the matter of who puts it on the server: here it is read against that. */
async function endOfList(crn: string, list: string | undefined, cloud: Managers, signal: AbortSignal): Promise<Date | undefined> {
  const secret = heldBehind(cloud, crn);
  if (secret === undefined || list === undefined || list.trim() === '') {
    return undefined;
  }
  const { data: { certificate, chain } } = await secret.held.getCertificate(secret.id, signal);
  // A server's secret stands for the authority above it; an authority's own may have others above.
  return (await readRevocationList(list, isAuthority(certificate) ? certificate : chain[0] ?? certificate)).until;
}

/** Throws on where nobody wants to know any more. */
function whyUnread(error: unknown, signal: AbortSignal): string {
  const isLate = signal.aborted && signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  if (!isLate && (signal.aborted || isCancelled(error))) {
    throw error;
  }
  return isLate ? t('There was no answer in time.') : error instanceof Failure ? error.why : wordsOf(error);
}

/** The first that ends within thirty days, or has ended; undefined where none does. */
export function soonestEnd(ends: readonly End[], now: Date): End | undefined {
  const [first] = ends.filter(({ at }) => at.getTime() - now.getTime() < soon * day).sort((one, other) => one.at.getTime() - other.at.getTime());
  return first;
}

/** "certificate ends in 12 days"; what it means is said beside it. */
export function endInWords({ what, at }: End, now: Date): string {
  const days = Math.ceil((at.getTime() - now.getTime()) / day);
  const has = at <= now;
  switch (what) {
    case 'server-certificate': return has ? t('certificate has ended') : t('certificate ends in {0} d', days);
    case 'authority': return has ? t('authority has ended') : t('authority ends in {0} d', days);
    case 'revocation-list': return has ? t('revocation list has ended') : t('revocation list ends in {0} d', days);
  }
}

/** A sentence for who looks closer. */
export function endExplained({ what, at }: End, name: string): string {
  const date = at.toISOString().slice(0, 10);
  const shown = visible(name, 80);
  switch (what) {
    case 'server-certificate':
      return t('The certificate of the VPN server {0} ends on {1}; nobody can connect after that. Renew Certificates… makes new ones.', shown, date);
    case 'authority':
      return t('The authority that the VPN server {0} knows people by ends on {1}; nobody can connect after that.', shown, date);
    case 'revocation-list':
      return t('The revocation list of the VPN server {0} ends on {1}; nobody can connect after that. Renew Certificates… makes a new one.', shown, date);
  }
}

/** The same of what could not be read. */
export function unreadExplained({ what, why }: Unread, name: string): string {
  const shown = visible(name, 80);
  switch (what) {
    case 'server-certificate': return t('When the certificate of the VPN server {0} ends could not be read: {1}', shown, why);
    case 'authority': return t('When the authority that the VPN server {0} knows people by ends could not be read: {1}', shown, why);
    case 'revocation-list': return t('When the revocation list of the VPN server {0} ends could not be read: {1}', shown, why);
  }
}

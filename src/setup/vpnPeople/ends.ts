import { isAuthority } from '../../certificates/glance';
import { day, soon } from '../../certificates/lifetimes';
import { readRevocationList } from '../../certificates/revocationList';
import type { Cloud } from '../../cloud/cloud';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { VpnServer } from '../../model/vpnServer';
import { heldBehind } from '../makers/inSecretsManager';

/** What a VPN server cannot be dialled without, and when it ends by itself. */
export interface End {
  readonly what: 'server-certificate' | 'authority' | 'revocation-list';
  readonly at: Date;
}

/** When what a VPN server reads ends, as Secrets Manager tells it; the list's end stands in the list. One that is in no Secrets Manager is left out. */
export async function endsOf(
  server: Pick<VpnServer, 'certificateCrn' | 'authentication'>, cloud: Pick<Cloud, 'secretsManagers'>, signal: AbortSignal,
): Promise<readonly End[]> {
  const ends = await endOf(server.certificateCrn, 'server-certificate', cloud, signal);
  for (const each of server.authentication) {
    if (each.method === 'certificate') {
      ends.push(...await endOf(each.authorityCrn, 'authority', cloud, signal), ...await endOfList(each.authorityCrn, each.revocationList, cloud, signal));
    }
  }
  return ends;
}

async function endOf(crn: string, what: End['what'], cloud: Pick<Cloud, 'secretsManagers'>, signal: AbortSignal): Promise<End[]> {
  const secret = heldBehind(cloud, crn);
  const at = new Date(secret === undefined ? '' : (await secret.held.getCertificateMetadata(secret.id, signal)).notAfter);
  return Number.isNaN(at.getTime()) ? [] : [{ what, at }];
}

/** Whether it is the authority's own is the matter of who puts it on the server: here it is read against that. */
async function endOfList(crn: string, list: string | undefined, cloud: Pick<Cloud, 'secretsManagers'>, signal: AbortSignal): Promise<End[]> {
  const secret = heldBehind(cloud, crn);
  if (secret === undefined || list === undefined || list.trim() === '') {
    return [];
  }
  const { data: { certificate, chain } } = await secret.held.getCertificate(secret.id, signal);
  // A server's secret stands for the authority above it; an authority's own may have others above.
  const { until } = await readRevocationList(list, isAuthority(certificate) ? certificate : chain[0] ?? certificate);
  return [{ what: 'revocation-list', at: until }];
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

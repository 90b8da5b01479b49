import { t } from '../../model/l10n';
import type { IkePolicy, IpsecPolicy } from '../../model/vpnGateway';

/** What an IKE or IPsec policy is used by: our own connections are gone before it, and the cloud deletes none in use. */
export function policyUser({ connections: [connection] }: Pick<IkePolicy | IpsecPolicy, 'connections'>): string | undefined {
  return connection === undefined ? undefined : t('the VPN connection {0}', connection.name);
}

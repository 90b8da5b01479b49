import type { Connection } from '../../../../src/model/connection';
import { laptopAddress } from '../../../../src/sandbox/chosenPlane';
import { newConnection, newConnectionId } from '../../../../src/setup/newConnection';
import type { ClientVpnChoices } from '../../../../src/setup/routes/clientVpn/choices';
import { vpnChoices } from '../../../unit/setup/routes/clientVpn/choices';
import type { Product } from '../../product';

export type VpnWish = Partial<ClientVpnChoices>;

/** A connection by a client VPN, from nothing. */
export async function vpnConnection(
  product: Product, name: string, wish: VpnWish, signal: AbortSignal,
): Promise<Connection<ClientVpnChoices>> {
  const instance = await product.instance(name, signal);
  const [group] = await product.cloud.resources.listResourceGroups(product.sandbox.accountId, signal);
  const id = newConnectionId(name);
  return newConnection(id, product.sandbox.accountId, instance, { route: 'client-vpn', role: 'Manager', choices: vpnChoices({
    vpc: { kind: 'new', name: `${id}-vpc` }, server: { kind: 'new', name: `${id}-vpn` },
    secretsManager: { kind: 'new', name: `${id}-secrets`, plan: 'standard' },
    allowedFrom: [`${laptopAddress}/32`], resourceGroupId: group?.id ?? '', ...wish,
  }) });
}

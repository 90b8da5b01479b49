import { array, object } from 'valibot';
import { t } from '../model/l10n';
import { nextLink, type RegionApi } from './regionApi';
import { segment } from './vpcParts';
import { toVpnGateway, vpnGatewayDocument } from './vpcVpnGatewayDocument';
import type { VpnGateways } from './vpcVpnGatewayService';

const gatewayPage = object({ vpn_gateways: array(vpnGatewayDocument), next: nextLink });

/** Site-to-site VPN gateways. */
export function createVpnGateways(api: RegionApi): VpnGateways {
  const one = (id: string) => `/vpn_gateways/${segment(id)}`;
  const permission = t('Editor on VPN gateway (is.vpn), and Operator on the subnet');
  return {
    // The API narrows the list by no VPC: https://cloud.ibm.com/apidocs/vpc/latest#list-vpn-gateways.
    listVpnGateways: ({ vpcId }, signal, unreadable) => api.list(
      gatewayPage, t('VPN gateways'), '/vpn_gateways', {},
      (page) => page.vpn_gateways.map(toVpnGateway).filter(({ vpc }) => vpcId === undefined || vpc.id === vpcId), signal, unreadable,
    ),
    getVpnGateway: async (id, signal) => toVpnGateway(await api.read(vpnGatewayDocument, t('VPN gateway {0}', id), one(id), signal)),
    createVpnGateway: async ({ name, subnetId, mode, resourceGroupId }, signal) => toVpnGateway(await api.create(vpnGatewayDocument, {
      path: '/vpn_gateways', body: { name, mode, subnet: { id: subnetId }, resource_group: { id: resourceGroupId } },
      what: t('Could not create the VPN gateway "{0}"', name), permission,
    }, signal)),
    renameVpnGateway: async (id, name, signal) => toVpnGateway(await api.patch(vpnGatewayDocument, {
      path: one(id), body: { name }, what: t('Could not change the VPN gateway "{0}"', name), permission,
    }, signal)),
    deleteVpnGateway: (id, signal) => api.remove({
      path: one(id), what: t('Could not delete the VPN gateway {0}', id), permission,
    }, signal),
  };
}

import type { Cloud } from '../../../cloud/cloud';
import type { ResourceGroup } from '../../../cloud/resourceService';
import type { EndpointGateway, Subnet, Vpc, Zone } from '../../../model/landscape';
import type { Cost } from '../../../model/plan';
import type { SecretsManagerInstance } from '../../../model/secretsManager';
import type { VpnServer } from '../../../model/vpnServer';
import { orUnpublished } from '../../catalogPrice';
import { asFarAsAllowed } from '../../offer/asFarAsAllowed';

/** What the account offers for a new connection through a client VPN. */
export interface VpnOffer {
  readonly vpcs: readonly Vpc[];
  /** Of the region, in any VPC; empty where the account may not see them. */
  readonly vpnServers: readonly VpnServer[];
  readonly subnets: readonly Subnet[];
  readonly zones: readonly Zone[];
  /** Which VPC has a gateway to an instance already. */
  readonly gateways: readonly EndpointGateway[];
  /** Of all regions, the deleted ones that can still be had back too: one of them may be the account's Trial. */
  readonly secretsManagers: readonly SecretsManagerInstance[];
  /** The default one first. */
  readonly resourceGroups: readonly ResourceGroup[];
  readonly prices: { readonly vpnServer: Cost; readonly secretsManager: Cost };
}

/** Reads what the questions need, in one go. */
export async function loadVpnOffer(cloud: Cloud, accountId: string, region: string, signal: AbortSignal): Promise<VpnOffer> {
  const vpc = cloud.vpc(region);
  const price = (kind: 'vpn-server' | 'secrets-manager') => orUnpublished(cloud.catalog.monthlyPrice({ kind }, region, signal));
  const [vpcs, vpnServers, subnets, zones, gateways, secretsManagers, resourceGroups, vpnServer, secretsManager] = await Promise.all([
    vpc.listVpcs(signal),
    asFarAsAllowed(vpc.listVpnServers({}, signal)),
    vpc.listSubnets({}, signal),
    vpc.listZones(signal),
    asFarAsAllowed(vpc.listEndpointGateways({}, signal)),
    asFarAsAllowed(cloud.secretsManagers.list(signal)),
    cloud.resources.listResourceGroups(accountId, signal),
    price('vpn-server'),
    price('secrets-manager'),
  ]);
  return {
    vpcs: vpcs.filter(({ status }) => status === 'available'),
    vpnServers, subnets, gateways, secretsManagers,
    zones: zones.filter(({ available }) => available),
    resourceGroups: [...resourceGroups].sort((left, right) => Number(right.isDefault) - Number(left.isDefault)),
    prices: { vpnServer, secretsManager },
  };
}

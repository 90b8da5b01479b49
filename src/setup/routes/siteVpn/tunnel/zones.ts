import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { Subnet } from '../../../../model/landscape';
import { visible } from '../../../../model/text';
import { whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import type { Look } from './look';

/** An address of the endpoint gateway in a zone that no VPN gateway serves: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-limitations */
export async function zonesNotServed(look: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const { endpoint, places, connection: { choices } } = look;
  if (choices.mode !== 'policy' || endpoint === undefined || places.length === 0) {
    return undefined;
  }
  const subnets = await subnetsOf(look, endpoint.vpc.id, signal);
  const served = new Set(places.flatMap(({ gateway }) => subnets.find(({ id }) => id === gateway.subnet.id)?.zone ?? []));
  const unserved = endpoint.addresses.flatMap(({ address, subnetId }) => {
    const zone = subnets.find(({ id }) => id === subnetId)?.zone;
    return zone === undefined || served.size === 0 || served.has(zone) ? [] : [{ address, zone }];
  });
  return unserved.length === 0 ? undefined : verdict(unserved.length === endpoint.addresses.length ? 'failed' : 'degraded', 'tunnel.zone-not-served', {
    summary: t('no VPN gateway serves {0}', visible(unserved.map(({ address, zone }) => `${address} (${zone})`).join(', '))),
    evidence: [t('VPN gateways stand in {0}', visible([...served].join(', ')))],
  });
}

/** None where the cloud does not tell: then nothing is said of zones. */
async function subnetsOf({ connection: { instance }, tools: { cloud } }: Look, vpcId: string, signal: AbortSignal): Promise<readonly Subnet[]> {
  try {
    return await cloud.vpc(instance.region).listSubnets({ vpcId }, signal);
  } catch (error) {
    whyUnread(error, signal);
    return [];
  }
}

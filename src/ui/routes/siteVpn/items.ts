import type { Instance } from '../../../model/instance';
import { t } from '../../../model/l10n';
import type { Cost } from '../../../model/plan';
import { visible } from '../../../model/text';
import type { VpnGateway } from '../../../model/vpnGateway';
import { money } from '../../../model/words';
import type { SiteVpnOffer } from '../../../setup/routes/siteVpn/offer';
import type { VpcChoice } from '../../../setup/steps/vpc';
import type { PickItem } from '../../prompts/answers';
import { counted, describe } from '../../tree/node';
import type { Answers, GatewayAnswer } from './answers';

/** The region's VPCs, those with a gateway to the instance first, and a new one. */
export function vpcItems(offer: SiteVpnOffer, newName: string, instance: Pick<Instance, 'name' | 'crn'>): readonly PickItem<VpcChoice>[] {
  const leading = new Set(offer.gateways.filter(({ targetCrn }) => targetCrn === instance.crn).map(({ vpc }) => vpc.id));
  const sorted = [...offer.vpcs].sort((left, right) => Number(leading.has(right.id)) - Number(leading.has(left.id)));
  return [
    ...sorted.map(({ id, name }): PickItem<VpcChoice> => ({
      label: visible(name, 80), icon: 'type-hierarchy', group: t('Existing'), value: { kind: 'existing', id, name },
      description: describe(
        counted(offer.vpnGateways.filter(({ vpc }) => vpc.id === id).length, t('VPN gateway'), t('VPN gateways')),
        leading.has(id) ? t('has a gateway to {0}', visible(instance.name, 40)) : undefined,
      ),
    })),
    { label: t('Create a new VPC'), description: newName, icon: 'add', group: t('New'), value: { kind: 'new', name: newName } },
  ];
}

/** New ones in the zones that must be served, then those of the VPC. */
export function gatewayItems(offer: SiteVpnOffer, { vpc }: Answers, instance: Pick<Instance, 'crn'>): readonly PickItem<GatewayAnswer>[] {
  const id = vpc?.kind === 'existing' ? vpc.id : undefined;
  const existing = offer.vpnGateways.filter((gateway) => gateway.vpc.id === id);
  const served = id === undefined ? [] : zonesOfGateway(offer, id, instance.crn);
  // Where the endpoint gateway has addresses already, each of those zones needs a VPN gateway of its own: the name stands for all of them.
  const first = served.length === 0 ? [] : [served];
  const alone = offer.zones.map(({ name }) => [name]).filter((zones) => zones.join() !== served.join());
  return [
    ...[...first, ...alone].map((zones) => newItem(zones, served, offer.prices.vpnGateway)),
    ...existing.map((gateway) => existingItem(offer, gateway)),
  ];
}

/** The zones in which the VPC's endpoint gateway to the instance has an address. */
export function zonesOfGateway({ gateways, subnets }: SiteVpnOffer, vpcId: string, instanceCrn: string): readonly string[] {
  const gateway = gateways.find(({ vpc, targetCrn }) => vpc.id === vpcId && targetCrn === instanceCrn);
  const zones = (gateway?.addresses ?? []).flatMap(({ subnetId }) => subnets.find(({ id }) => id === subnetId)?.zone ?? []);
  return [...new Set(zones)].slice(0, 3).sort();
}

function newItem(zones: readonly string[], served: readonly string[], price: Cost): PickItem<GatewayAnswer> {
  const isServed = served.length > 0 && zones.join() === served.join();
  return {
    label: zones.length === 1 ? t('New VPN gateway in {0}', zones[0] ?? '') : t('New VPN gateways in {0}', zones.join(', ')), icon: 'add', group: t('New'),
    description: priceInWords(price, zones.length), value: { kind: 'new', zones },
    detail: isServed ? t('Where the endpoint gateway has its addresses: in policy mode a VPN serves one zone.')
      : served.length > 0 ? t('The endpoint gateway has addresses in other zones, which it does not serve.')
        : t('The endpoint gateway gets its address there too: in policy mode it serves one zone.'),
  };
}

function existingItem({ subnets }: SiteVpnOffer, gateway: VpnGateway): PickItem<GatewayAnswer> {
  const { id, name, mode, subnet, lifecycleState, connections } = gateway;
  const zone = subnets.find((each) => each.id === subnet.id)?.zone;
  const problem = lifecycleState !== 'stable' ? t('It is {0}: only a stable one can be used.', visible(lifecycleState, 30))
    : zone === undefined || (mode !== 'policy' && mode !== 'route') ? t('It is set up in a way that is not known here.') : undefined;
  return {
    label: visible(name, 40), icon: problem === undefined ? 'server' : 'warning', group: t('Existing'), isOnlyRead: problem !== undefined,
    value: {
      kind: 'existing', gateway: { id, name }, zone: zone ?? '', subnet: { id: subnet.id, name: subnet.name }, mode: mode === 'route' ? 'route' : 'policy',
    },
    description: describe(zone, modeWord(mode), counted(connections.length, t('connection'), t('connections'))),
    detail: problem ?? t('Costs nothing more but its connections. What it has stays as it is.'),
  };
}

function modeWord(mode: string): string {
  return mode === 'policy' ? t('policy mode') : mode === 'route' ? t('route mode') : visible(mode, 20);
}

/** "$4.02 a month" of so many. */
export function priceInWords(price: Cost, count = 1): string {
  return price.kind === 'priced' ? t('{0} a month', money(count * price.monthly, price.currency)) : t('no price published');
}

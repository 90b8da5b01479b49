import { t } from '../../model/l10n';
import type { Subnet } from '../../model/landscape';
import { visible } from '../../model/text';
import { publicAddressesOf, type VpnGateway } from '../../model/vpnGateway';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import { describeVpnGateway, vpnGatewayKind, vpnGatewayMaker } from '../makers/vpnGateway';
import { blocked, missing, remembered, type Blocked, type Standing } from '../standing';
import { existing, free, making, type Step } from './step';
import { vpcFact } from './vpc';

export type VpnGatewayChoice =
  | { readonly kind: 'existing'; readonly id: string; readonly name: string }
  | { readonly kind: 'new'; readonly name: string };

export interface VpnGatewayStep {
  readonly id: string;
  readonly choice: VpnGatewayChoice;
  readonly why: string;
  /** In policy mode it serves its own zone alone. */
  readonly mode: 'policy' | 'route';
  /** Its own: nothing else should stand in it. Of one that is there it is where that stands. */
  readonly subnet: Fact<Subnet>;
  readonly into: Fact<VpnGateway>;
  readonly resourceGroupId: string;
}

/** Free addresses that it takes of its subnet. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-planning-considerations-vpn */
export const addressesOfVpnGateway = 4;
/** A region takes nine, a zone three, and a VPC one in route mode in each zone. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas */
const most = { region: 9, zone: 3 };

/** A VPN gateway of the connection's own, or one that was chosen: that is used as it is. */
export function vpnGatewayStep(step: VpnGatewayStep): Step {
  const { id, choice, why, mode, into, subnet, resourceGroupId } = step;
  const made = making({
    id,
    title: t('VPN gateway {0}', visible(choice.name, 80)),
    why,
    maker: vpnGatewayMaker,
    priced: {},
    into,
    find: (context) => choice.kind === 'existing' ? chosen(context, step, choice.id) : own(context, step),
    specification: ({ facts }) => ({
      name: choice.name, vpcId: facts.need(vpcFact).id, subnetId: facts.need(subnet).id, mode, resourceGroupId,
    }),
    prepare: removeFailed,
    inWords: (gateway) => t('{0}, stable', publicAddressesOf(gateway).join(', ')),
  });
  return choice.kind === 'existing' ? { ...made, price: free } : made;
}

async function chosen(context: StepContext, { into, mode }: VpnGatewayStep, id: string): Promise<Standing> {
  context.facts.set(into, undefined);
  const there = (await gatewaysIn(context)).find((gateway) => gateway.id === id);
  if (there === undefined) {
    return blocked(t('The chosen VPN gateway is not there any more, or stands in another VPC.'), t('Choose another VPN gateway.'));
  }
  return there.mode === mode ? existing(context, into, there, describeVpnGateway(there), detailOf(there)) : blocked(
    there.mode === 'route' ? t('The VPN gateway "{0}" is in route mode, and policy mode was chosen.', visible(there.name))
      : t('The VPN gateway "{0}" is in policy mode, and route mode was chosen.', visible(there.name)),
    t('Choose another VPN gateway, or its own mode.'),
  );
}

/** One of that name that this connection did not make leads to other offices: it is not used unasked. */
async function own(context: StepContext, step: VpnGatewayStep): Promise<Standing> {
  const { choice: { name }, into, mode } = step;
  context.facts.set(into, undefined);
  const gateways = await gatewaysIn(context);
  const mine = remembered(context, vpnGatewayKind, gateways);
  if (mine !== undefined && mine.lifecycleState !== 'failed') {
    return existing(context, into, mine, describeVpnGateway(mine), detailOf(mine));
  }
  if (mine === undefined && gateways.some((gateway) => gateway.name === name)) {
    return blocked(
      t('A VPN gateway named "{0}" exists already in this VPC.', name), t('Choose it as the existing VPN gateway, or give the new one another name.'),
    );
  }
  return await noRoom(context, step, mine) ?? missing(mode === 'route' ? t('route mode, two public addresses') : t('policy mode, for its own zone'));
}

/** What the cloud would refuse it for, as far as it is known before anything is made. */
async function noRoom(context: StepContext, { mode, subnet }: VpnGatewayStep, failed: VpnGateway | undefined): Promise<Blocked | undefined> {
  const place = context.facts.get(subnet);
  if (place === undefined) {
    return undefined;
  }
  if (failed === undefined && place.availableAddresses < addressesOfVpnGateway) {
    return blocked(
      t('The subnet "{0}" has {1} free addresses; a VPN gateway takes {2}.', visible(place.name), place.availableAddresses, addressesOfVpnGateway),
      t('Give it a subnet of its own, with at least 16 addresses.'),
    );
  }
  const [all, subnets] = await Promise.all([context.vpc.listVpnGateways({}, context.signal), context.vpc.listSubnets({}, context.signal)]);
  const others = all.filter(({ id }) => id !== failed?.id);
  const zones = new Map(subnets.map(({ id, zone }) => [id, zone]));
  const ofZone = others.filter((gateway) => zones.get(gateway.subnet.id) === place.zone);
  const twin = mode === 'route' ? ofZone.find((gateway) => gateway.mode === 'route' && gateway.vpc.id === place.vpc.id) : undefined;
  if (twin !== undefined) {
    return blocked(
      t('The VPC has a VPN gateway in route mode in {0} already: "{1}". It takes one in each zone.', place.zone, visible(twin.name)),
      t('Choose it as the existing VPN gateway, or choose another zone or policy mode.'),
    );
  }
  return others.length < most.region && ofZone.length < most.zone ? undefined : blocked(
    others.length >= most.region ? t('The region has {0} VPN gateways, as many as it takes.', others.length)
      : t('The zone {0} has {1} VPN gateways, as many as it takes.', place.zone, ofZone.length),
    t('Choose a VPN gateway that is there, delete one, or ask IBM Cloud support for more.'),
  );
}

function detailOf(gateway: VpnGateway): string | undefined {
  const addresses = publicAddressesOf(gateway);
  return addresses.length === 0 ? undefined : addresses.join(', ');
}

async function gatewaysIn({ facts, vpc, signal }: StepContext): Promise<readonly VpnGateway[]> {
  const network = facts.get(vpcFact);
  return network === undefined ? [] : await vpc.listVpnGateways({ vpcId: network.id }, signal);
}

/** One of ours that failed keeps its name and its addresses from the next; one that was there before is left to whoever made it. */
async function removeFailed(context: RunContext): Promise<void> {
  const failed = context.recorded(vpnGatewayKind);
  if (failed?.origin === 'made') {
    await vpnGatewayMaker.remove(context, failed);
  }
}

import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Subnet } from '../../../model/landscape';
import { parseRange } from '../../../model/range';
import { visible } from '../../../model/text';
import type { StepContext } from '../../context';
import { Fact } from '../../facts';
import type { Names } from '../../names';
import { chosenSubnetStep } from '../../steps/chosen';
import { standsWithout } from '../../steps/endpointGateway';
import type { Step } from '../../steps/step';
import { newOne, subnetStep } from '../../steps/subnet';
import { vpcFact } from '../../steps/vpc';
import type { SitePlace, SiteVpnChoices } from './choices';

/** A /28, which a VPN gateway needs at least. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-planning-considerations-vpn */
const leastAddresses = 16;
/** A gateway takes one address in each. */
const oneAddress = 1;

export interface InZone {
  readonly zone: string;
  readonly subnet: Fact<Subnet>;
}

export interface SiteVpnSubnets {
  readonly steps: readonly Step[];
  /** Of the VPN gateways, one for each place and in their order. */
  readonly vpn: readonly InZone[];
  /** Of the endpoint gateway. */
  readonly endpoint: readonly InZone[];
  /** Of a new resolver's locations, one for each and in their order. */
  readonly resolver: readonly InZone[];
}

/** Separate ones for VPN gateway, endpoint gateway and resolver: what stands in a VPN gateway's own subnet its tunnel does not reach. */
export function siteVpnSubnets(connection: Connection<SiteVpnChoices>, names: Names): SiteVpnSubnets {
  const { choices: { zones, places, resolver } } = connection;
  const endpoint = zones.map((zone) => ({ zone, subnet: new Fact<Subnet>(`The subnet in ${zone}`) }));
  const vpn = places.map(({ zone }) => ({ zone, subnet: new Fact<Subnet>(`The VPN gateway’s subnet in ${zone}`) }));
  const ofResolver = (resolver.kind === 'new' ? resolver.zones : []).map((zone, at, all) => (
    { zone, nth: all.slice(0, at).filter((other) => other === zone).length + 1, subnet: new Fact<Subnet>(`The resolver’s subnet in ${zone}`) }
  ));
  return {
    steps: [
      ...endpoint.map((each) => endpointSubnetStep(connection, names, each)),
      ...places.flatMap((place, at) => vpn[at] === undefined ? [] : [vpnSubnetStep(connection, names, place, vpn[at].subnet)]),
      ...ofResolver.map((each) => resolverSubnetStep(connection, names, each)),
    ],
    vpn, endpoint, resolver: ofResolver,
  };
}

function endpointSubnetStep({ choices, instance }: Connection<SiteVpnChoices>, names: Names, { zone, subnet }: InZone): Step {
  return subnetStep({
    zone, name: names.of(zone), into: subnet, needed: oneAddress, resourceGroupId: choices.resourceGroupId,
    why: t('An address in {0} for the endpoint gateway.', zone),
    unneeded: (context, there) => standsWithout(context, instance.crn, there),
    leftAlone: (context) => subnetsOfVpnGateways(context, choices),
  });
}

function vpnSubnetStep({ choices }: Connection<SiteVpnChoices>, names: Names, { zone, subnet, gateway }: SitePlace, into: Fact<Subnet>): Step {
  const [id, why] = [`vpn-subnet-${zone}`, t('The VPN gateway stands in it, in {0}, by itself.', zone)];
  return subnet.kind === 'existing'
    ? chosenSubnetStep({ id, chosen: subnet, into, why, unfit: (there, context) => misplaced(there, zone, context) ?? unfit(there, gateway, context) })
    : subnetStep({
      id, title: t('Subnet of the VPN gateway in {0}', zone), zone, name: names.of(`vpn-${zone}`), into, needed: newOne,
      resourceGroupId: choices.resourceGroupId, why,
    });
}

function resolverSubnetStep({ choices }: Connection<SiteVpnChoices>, names: Names, { zone, nth, subnet }: InZone & { readonly nth: number }): Step {
  const suffix = nth === 1 ? zone : `${zone}-${nth}`;
  return subnetStep({
    id: `resolver-subnet-${suffix}`, zone, name: names.of(`resolver-${suffix}`), into: subnet, needed: newOne, resourceGroupId: choices.resourceGroupId,
    title: nth === 1 ? t('Subnet of the resolver in {0}', zone) : t('Another subnet of the resolver in {0}', zone),
    why: t('An address in {0} at which the office asks the resolver.', zone),
  });
}

async function subnetsOfVpnGateways(context: StepContext, { places }: SiteVpnChoices): Promise<readonly string[]> {
  const network = context.facts.get(vpcFact);
  const there = network === undefined ? [] : await context.vpc.listVpnGateways({ vpcId: network.id }, context.signal);
  return [...there.map(({ subnet }) => subnet.id), ...places.flatMap(({ subnet }) => subnet.kind === 'existing' ? [subnet.id] : [])];
}

function misplaced({ name, zone, vpc }: Subnet, planned: string, { facts }: StepContext): string | undefined {
  if (vpc.id !== facts.get(vpcFact)?.id) {
    return t('The subnet "{0}" is in the VPC {1}, and the VPN gateway will be in another one.', visible(name), visible(vpc.name));
  }
  return zone === planned ? undefined : t('The subnet "{0}" is in {1}, and the VPN gateway was planned for {2}.', visible(name), zone, planned);
}

/** Where a new gateway goes nothing else may be; one that is there stays where it is. */
async function unfit({ id, name, cidr }: Subnet, gateway: SitePlace['gateway'], context: StepContext): Promise<string | undefined> {
  if (gateway.kind === 'existing') {
    return undefined;
  }
  const range = parseRange(cidr);
  if (range === undefined || range.last - range.first + 1 < leastAddresses) {
    return t('The subnet "{0}" ({1}) is too small: a VPN gateway needs a /28 at least.', visible(name), cidr);
  }
  const { vpc, signal } = context;
  const own = (await vpc.listVpnGateways({}, signal))
    .filter((each) => each.subnet.id === id && (context.originOf(each.id) !== undefined || each.name === gateway.name));
  const taken = own.length > 0 ? [] : await vpc.listTakenAddresses(id, signal);
  const [first] = taken;
  return first === undefined ? undefined : t(
    'The subnet "{0}" is used by {1}: what stands in a VPN gateway’s own subnet its tunnel does not reach.', visible(name),
    visible(first.target?.name ?? first.name),
  );
}

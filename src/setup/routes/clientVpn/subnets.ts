import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Subnet } from '../../../model/landscape';
import { visible } from '../../../model/text';
import type { StepContext } from '../../context';
import { Fact } from '../../facts';
import type { Names } from '../../names';
import { chosenSubnetStep } from '../../steps/chosen';
import { standsWithout } from '../../steps/endpointGateway';
import type { Step } from '../../steps/step';
import { subnetStep } from '../../steps/subnet';
import { vpcFact } from '../../steps/vpc';
import { addressesOfVpnServer } from '../../steps/vpnServer';
import type { ClientVpnChoices } from './choices';

const gatewaysAddresses = 1;

type Place = ClientVpnChoices['places'][number];

export interface VpnSubnets {
  readonly steps: readonly Step[];
  /** Of the VPN server. */
  readonly servers: readonly Fact<Subnet>[];
  /** Of the endpoint gateway, each in its zone. */
  readonly gateways: readonly { readonly zone: string; readonly subnet: Fact<Subnet> }[];
}

/** A subnet in each zone where server or gateway have an address; both use the same one where none was chosen for the server. */
export function vpnSubnets(connection: Connection<ClientVpnChoices>, names: Names): VpnSubnets {
  const { places, zones } = connection.choices;
  const ofZone = new Map([...zones, ...places.filter(isNew).map(({ zone }) => zone)].map((zone) => [zone, new Fact<Subnet>(`The subnet in ${zone}`)]));
  const chosen = places.map((place) => ({ place, into: new Fact<Subnet>(`The VPN server’s subnet in ${place.zone}`) }));
  return {
    steps: [
      ...[...ofZone].map(([zone, into]) => zoneStep(connection, names, zone, into)),
      ...chosen.flatMap(({ place, into }) => place.subnet.kind === 'new' ? [] : [vpnSubnetStep(connection.choices, place, place.subnet, into)]),
    ],
    servers: chosen.map(({ place, into }) => isNew(place) ? ofZone.get(place.zone) ?? into : into),
    gateways: zones.flatMap((zone) => {
      const subnet = ofZone.get(zone);
      return subnet === undefined ? [] : [{ zone, subnet }];
    }),
  };
}

function isNew({ subnet }: Place): boolean {
  return subnet.kind === 'new';
}

function zoneStep({ choices, instance }: Connection<ClientVpnChoices>, names: Names, zone: string, into: Fact<Subnet>): Step {
  const [isServers, isGateways] = [choices.places.some((place) => isNew(place) && place.zone === zone), choices.zones.includes(zone)];
  return subnetStep({
    zone, into, name: names.of(zone), resourceGroupId: choices.resourceGroupId,
    why: isServers && isGateways ? t('Addresses in {0} for the VPN server and the endpoint gateway.', zone)
      : isServers ? t('Addresses in {0} for the VPN server.', zone) : t('Addresses in {0} for the endpoint gateway.', zone),
    needed: (isServers ? addressesOfVpnServer : 0) + (isGateways ? gatewaysAddresses : 0),
    // A gateway that is there has its addresses already: only a new server still needs a subnet.
    unneeded: (context, there) => isServers ? Promise.resolve(undefined) : standsWithout(context, instance.crn, there),
  });
}

function vpnSubnetStep(
  { server }: ClientVpnChoices, { zone }: Place, chosen: Extract<Place['subnet'], { readonly kind: 'existing' }>, into: Fact<Subnet>,
): Step {
  return chosenSubnetStep({
    id: `vpn-subnet-${zone}`, chosen, into, why: t('The VPN server stands in it, in {0}.', zone),
    unfit: (subnet, context) => misplaced(subnet, zone, context) ?? (server.kind === 'existing' ? undefined : full(subnet, server.name, context)),
  });
}

function misplaced({ name, zone, vpc }: Subnet, planned: string, { facts }: StepContext): string | undefined {
  if (vpc.id !== facts.get(vpcFact)?.id) {
    return t('The subnet "{0}" is in the VPC {1}, and the VPN server will be in another one.', visible(name), visible(vpc.name));
  }
  return zone === planned ? undefined : t('The subnet "{0}" is in {1}, and the VPN server was planned for {2}.', visible(name), zone, planned);
}

/** One in which our server stands already has given it what it needs. */
async function full({ id, name, availableAddresses, vpc: { id: vpcId } }: Subnet, server: string, context: StepContext): Promise<string | undefined> {
  const { vpc, signal } = context;
  const there = availableAddresses >= addressesOfVpnServer ? [] : await vpc.listVpnServers({ vpcId }, signal);
  const isOurs = there.some((each) => (context.originOf(each.id) !== undefined || each.name === server) && each.subnets.some((subnet) => subnet.id === id));
  return availableAddresses >= addressesOfVpnServer || isOurs ? undefined : t(
    'The subnet "{0}" has too few free addresses ({1}): a VPN server takes {2} in each of its subnets.', visible(name), availableAddresses,
    addressesOfVpnServer,
  );
}

import type { NetworkTruth, VpnGatewayTruth } from '../../../src/sandbox/dataPlane';
import { publicResolvers } from './addresses';
import { charon } from './charon';
import { plainHost } from './fixedHosts';
import { checkedRange } from './match';
import type { LabNumbers } from './numbers';
import { hostName, type Place } from './places';
import { CannotMake, type PlanPart } from './plan';
import { ownAddresses, strongswanConfig } from './strongswanConfig';

/** What its strongSwan is told of its connections: it reads it anew, and goes on. */
export const connectionsFile = '/etc/swanctl/lab.conf';

export const gatewayDaemonOf = (placeId: string) => `vpn/${placeId}`;

/** The VPN gateway that has one of its addresses at this place. */
export function vpnGatewayAt({ ownerId, name }: Pick<Place, 'ownerId' | 'name'>, truth: NetworkTruth): VpnGatewayTruth {
  const gateway = truth.vpnGateways.find(({ id }) => id === ownerId);
  if (gateway === undefined) throw new CannotMake(`"${name}"`, 'there is no such VPN gateway');
  return gateway;
}

/** One member of a VPN gateway: a strongSwan where it has a public address, and has something to do. */
export function vpnGatewayHost(place: Place, truth: NetworkTruth): PlanPart {
  const gateway = vpnGatewayAt(place, truth);
  const host = { ...plainHost, id: place.id, name: hostName(place), forwards: true, nameservers: publicResolvers };
  if (!serves(gateway, place)) return { hosts: [host], wires: [], daemons: [] };
  return {
    hosts: [{ ...host, addresses: ownAddresses(gateway), files: { [connectionsFile]: strongswanConfig(gateway, place) } }],
    wires: [], daemons: [charon(gatewayDaemonOf(place.id), place.id)],
  };
}

/** In route mode everything may go into a tunnel, and routes decide: that takes a kernel with interfaces for tunnels. */
function serves({ mode, connections }: VpnGatewayTruth, { publicAddress }: Place): boolean {
  return mode === 'policy' && publicAddress !== undefined && connections.length > 0;
}

/**
 * What goes to the peers of a VPN gateway, by its place: from subnets whose routing table says so alone, and from each through the gateway that it says.
 * So each place has a table of its own. Source: IBM-CLOUD E.1.
 */
export function waysToPeers(place: Place, truth: NetworkTruth, numbers: LabNumbers): { readonly routes: readonly string[]; readonly rules: readonly string[] } {
  const { connections } = vpnGatewayAt(place, truth);
  if (place.publicAddress === undefined) return { routes: [], rules: [] };
  const table = 1000 + numbers.places.of(place.id);
  const ways = connections.flatMap(({ name, waysBack }) => waysBack.map(({ destination, subnetIds }) => ({
    destination: checkedRange(destination, `connection "${name}"`), subnetIds,
  })));
  const rules = ways.flatMap(({ destination, subnetIds }) => truth.subnets.filter(({ id }) => subnetIds.includes(id))
    .map(({ cidr, name }) => `from ${checkedRange(cidr, `subnet "${name}"`)} to ${destination} lookup ${table}`));
  return { routes: [...new Set(ways.map(({ destination }) => `${destination} via ${place.address} table ${table}`))], rules: [...new Set(rules)] };
}

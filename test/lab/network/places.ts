import { inRange } from '../../../src/model/range';
import { gatewayMembers } from '../../../src/reach/members';
import type { NetworkTruth, PlaceTruth } from '../../../src/sandbox/dataPlane';
import { CannotMake } from './plan';

/** Something that has an address in a subnet: a server, one address of an endpoint gateway, of a VPN server, of a resolver. */
export interface Place {
  /** The host's id as well. */
  readonly id: string;
  readonly kind: 'server' | 'gateway' | 'vpn-server' | 'vpn-gateway' | 'resolver';
  /** What has the address, by the id that the cloud gives it. */
  readonly ownerId: string;
  readonly name: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly address: string;
  /** Undefined where no security group stands before it. */
  readonly groupIds: readonly string[] | undefined;
  readonly publicAddress?: string | undefined;
  /** Something is there: a server that is switched off has an address, and nobody answers at it. */
  readonly present: boolean;
}

/** A name as a host may have it. */
export function hostName({ name }: Place): string {
  return name.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 63);
}

/** Every place of every VPC. */
export function placesOf(truth: NetworkTruth): Place[] {
  const servers = truth.servers.map((server): Place => ({
    id: `server/${server.id}`, kind: 'server', ownerId: server.id, name: server.name, vpcId: server.vpcId, subnetId: server.subnetId,
    address: server.address, groupIds: server.securityGroupIds, publicAddress: server.floatingAddress, present: server.running,
  }));
  const gateways = truth.endpointGateways.flatMap((gateway) => gatewayMembers(gateway).map((member): Place => ({
    id: `gateway/${gateway.id}/${member.address}`, kind: 'gateway', ownerId: gateway.id, name: gateway.name, vpcId: gateway.vpc.id,
    subnetId: member.subnetId ?? subnetOf(truth, gateway.vpc.id, member.address), address: member.address, groupIds: member.securityGroupIds,
    present: gateway.lifecycleState === 'stable',
  })));
  const others = [
    ...truth.vpnServers.flatMap((each) => morePlaces('vpn-server', each, each.securityGroupIds)),
    ...truth.vpnGateways.flatMap((each) => morePlaces('vpn-gateway', each, undefined)),
    ...truth.resolvers.flatMap((each) => morePlaces('resolver', each, each.securityGroupIds)),
  ];
  return checked([...servers, ...gateways, ...others], truth);
}

interface Owner {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly places: readonly PlaceTruth[];
}

function morePlaces(kind: Place['kind'], owner: Owner, groupIds: readonly string[] | undefined): Place[] {
  return owner.places.map(({ address, subnetId, publicAddress }) => ({
    id: `${kind}/${owner.id}/${address}`, kind, ownerId: owner.id, name: owner.name, vpcId: owner.vpcId, subnetId, address, groupIds, publicAddress, present: true,
  }));
}

function subnetOf(truth: NetworkTruth, vpcId: string, address: string): string {
  return truth.subnets.find((subnet) => subnet.vpc.id === vpcId && inRange(address, subnet.cidr))?.id ?? '';
}

/** Two with one address, or an address outside its subnet, would make a network that is wrong in silence. */
function checked(places: Place[], truth: NetworkTruth): Place[] {
  const seen = new Map<string, string>();
  for (const { name, vpcId, subnetId, address, publicAddress } of places) {
    const subnet = truth.subnets.find(({ id }) => id === subnetId);
    if (subnet === undefined) throw new CannotMake(`"${name}"`, `its address ${address} is in no subnet`);
    if (!inRange(address, subnet.cidr)) throw new CannotMake(`"${name}"`, `its address ${address} is not in ${subnet.cidr} of "${subnet.name}"`);
    for (const key of [`${vpcId} ${address}`, ...(publicAddress === undefined ? [] : [publicAddress])]) {
      const other = seen.get(key);
      if (other !== undefined) throw new CannotMake(`"${name}"`, `"${other}" has the address ${key.split(' ').at(-1) ?? ''} as well`);
      seen.set(key, name);
    }
  }
  return places;
}

/** Who is in which security group, by address; a server that is switched off is still a member. */
export function membersOf(places: readonly Place[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { address, groupIds = [] } of places) {
    for (const id of groupIds) members.set(id, [...members.get(id) ?? [], address]);
  }
  return members;
}

import type { Subnet } from '../../../src/model/landscape';
import { inRange } from '../../../src/model/range';
import { toAddress, toRange } from '../../../src/sandbox/vpc/addresses';
import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import { checkedAddress, checkedRange } from './match';
import { aclChain } from './networkAcls';
import type { LabNumbers } from './numbers';
import type { Place } from './places';
import { CannotMake, type HostPlan } from './plan';
import { groupChain, type Members } from './securityGroups';
import { waysToPeers } from './vpnGateway';

/** One VPC: everything in it, as its router sees it. */
export interface VpcPart {
  readonly id: string;
  readonly number: number;
  readonly subnets: readonly Subnet[];
  /** Those that somebody is at. */
  readonly places: readonly Place[];
}

export const routerOf = (vpcId: string) => `vpc/${vpcId}`;
/** What the router calls the wire to a place. */
export const placeDevice = (numbers: LabNumbers, place: Place) => `p${numbers.places.of(place.id)}`;

/** The first address behind the network's own, which the cloud keeps for its router. */
export function gatewayAddress({ cidr, name }: Subnet): string {
  const range = toRange(cidr);
  if (range === undefined) throw new CannotMake(`subnet "${name}"`, `"${cidr}" is not a range`);
  return toAddress(range.first + 1);
}

/**
 * The fabric of a VPC: every place hangs at it by a wire of its own, as at the cloud's, so that each packet passes here and meets the
 * security group of its sender, the ACLs of both subnets when it crosses their border, and the security group of its receiver.
 */
export function routerPlan(vpc: VpcPart, truth: NetworkTruth, members: Members, numbers: LabNumbers): HostPlan {
  return {
    id: routerOf(vpc.id),
    name: `vpc-${vpc.number}`,
    forwards: true,
    addresses: vpc.subnets.map((subnet) => `${gatewayAddress(subnet)}/32`),
    blackholes: vpc.subnets.map(({ cidr, name }) => checkedRange(cidr, `subnet "${name}"`)),
    tables: { translation: translation(vpc, truth), rules: rules(vpc, truth, members, numbers) },
    rules: vpc.places.filter(({ kind }) => kind === 'vpn-gateway').flatMap((place) => waysToPeers(place, truth, numbers).rules),
    nameservers: [],
  };
}

/** Floating IPs, one to one; public gateways, outward alone; and what goes to the provider goes under the VPC's own address there. */
function translation(vpc: VpcPart, truth: NetworkTruth): string {
  const floating = floatingPlaces(vpc);
  const arrive = map(floating.map(({ address, publicAddress }) => [publicAddress, address]));
  const depart = map(floating.map(({ address, publicAddress }) => [address, publicAddress]));
  return [
    'chain arrive { type nat hook prerouting priority dstnat; policy accept;',
    ...(arrive === undefined ? [] : [`iifname "north" dnat to ip daddr map ${arrive}`]),
    '}',
    'chain depart { type nat hook postrouting priority srcnat; policy accept;',
    'oifname "provider" masquerade',
    ...(depart === undefined ? [] : [`oifname "north" snat to ip saddr map ${depart}`]),
    ...egress(vpc, truth).map(({ cidr, address }) => `oifname "north" ip saddr ${cidr} snat to ${address}`),
    '}',
  ].join('\n');
}

function map(pairs: readonly (readonly [string, string])[]): string | undefined {
  return pairs.length === 0 ? undefined : `{ ${pairs.map(([from, to]) => `${from} : ${to}`).join(', ')} }`;
}

/** The places that the internet knows by an address of its own: a server's floating IP, and the public ones of a VPN. */
export function floatingPlaces({ places }: VpcPart): { address: string; publicAddress: string }[] {
  return places.flatMap(({ name, address, publicAddress }) => publicAddress === undefined ? [] : [{
    address: checkedAddress(address, `"${name}"`), publicAddress: checkedAddress(publicAddress, `the public address of "${name}"`),
  }]);
}

/** Ranges that leave by a public gateway, each under its address. */
export function egress({ subnets }: VpcPart, truth: NetworkTruth): { cidr: string; address: string }[] {
  return subnets.flatMap(({ cidr, publicGateway }) => {
    const gateway = truth.publicGateways.find(({ id }) => id === publicGateway?.id);
    return gateway === undefined ? [] : [{ cidr, address: checkedAddress(gateway.address, `public gateway "${gateway.name}"`) }];
  });
}

function rules(vpc: VpcPart, truth: NetworkTruth, members: Members, numbers: LabNumbers): string {
  const guarded = vpc.places.flatMap((place) => place.groupIds === undefined ? [] : [{ device: placeDevice(numbers, place), groupIds: place.groupIds }]);
  const subnets = vpc.subnets.map((subnet) => ({ number: numbers.subnets.of(subnet.id), acl: truth.networkAcls.find(({ id }) => id === subnet.networkAcl.id) }));
  return [
    ...guarded.flatMap(({ device, groupIds }) => [
      chain(`from-${device}`, groupChain(groupIds, 'outbound', truth.securityGroups, members, 'return')),
      chain(`to-${device}`, groupChain(groupIds, 'inbound', truth.securityGroups, members, 'accept')),
    ]),
    ...subnets.flatMap(({ number, acl }) => [
      chain(`leave-${number}`, aclChain(acl, 'outbound')),
      chain(`enter-${number}`, aclChain(acl, 'inbound')),
    ]),
    chain('receiver', [...jumps(`${fresh} oifname`, guarded.map(({ device }) => [`"${device}"`, `goto to-${device}`])), 'accept']),
    chain('crossing', [
      'type filter hook forward priority filter; policy drop;',
      ...outside(vpc, truth),
      ...waysBack(vpc, truth, numbers),
      ...jumps(`${fresh} iifname`, guarded.map(({ device }) => [`"${device}"`, `jump from-${device}`])),
      // Within one subnet no ACL applies.
      ...subnets.map(({ number }) => `iifgroup ${number} oifgroup ${number} goto receiver`),
      ...jumps('iifgroup', subnets.map(({ number }) => [`${number}`, `jump leave-${number}`])),
      ...jumps('oifgroup', subnets.map(({ number }) => [`${number}`, `jump enter-${number}`])),
      'goto receiver',
    ]),
  ].join('\n');
}

/**
 * What goes to clients of a VPN passes from subnets whose routing table has the way there, open connection or not; and the provider knows no address
 * of theirs. Source: IBM-CLOUD D.3.
 */
function waysBack({ id, subnets }: VpcPart, { vpnServers }: NetworkTruth, numbers: LabNumbers): string[] {
  return vpnServers.filter(({ vpcId }) => vpcId === id).flatMap(({ name, clientPool, waysBack: known }) => {
    const pool = checkedRange(clientPool, `the client pool of "${name}"`);
    const from = subnets.filter((subnet) => known.includes(subnet.id)).map((subnet) => numbers.subnets.of(subnet.id));
    return [
      `${from.length === 0 ? '' : `iifgroup != { ${from.join(', ')} } `}ip daddr ${pool} drop`,
      `oifname "provider" ip saddr ${pool} drop`,
    ];
  });
}

/** What no open connection accounts for: security groups look at nothing else. */
const fresh = 'ct state != { established, related }';

/** Only who has a floating IP or a public gateway talks with the internet, and only a floating IP is found from there. */
function outside(vpc: VpcPart, truth: NetworkTruth): string[] {
  const floating = floatingPlaces(vpc).map(({ address }) => address);
  const mayLeave = [...floating, ...egress(vpc, truth).map(({ cidr }) => cidr)];
  const except = (side: string, list: readonly string[]): string => list.length === 0 ? '' : `ip ${side} != { ${disjoint(list).join(', ')} } `;
  return [
    `iifname "north" ${except('daddr', floating)}${fresh} drop`,
    `oifname "north" ${except('saddr', mayLeave)}drop`,
    // The provider answers and never asks.
    `iifname "provider" ${fresh} drop`,
  ];
}

/** nftables takes no set whose ranges overlap: an address within a range that is listed is left out. */
function disjoint(list: readonly string[]): string[] {
  const ranges = list.filter((each) => each.includes('/'));
  return list.filter((each) => each.includes('/') || !ranges.some((range) => inRange(each, range)));
}

function jumps(key: string, verdicts: readonly (readonly [string, string])[]): string[] {
  return verdicts.length === 0 ? [] : [`${key} vmap { ${verdicts.map(([value, verdict]) => `${value} : ${verdict}`).join(', ')} }`];
}

function chain(name: string, lines: readonly string[]): string {
  return `chain ${name} {\n${lines.join('\n')}\n}`;
}

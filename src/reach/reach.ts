import { t } from '../model/l10n';
import type { Subnet } from '../model/landscape';
import { visible } from '../model/text';
import { inRange } from '../model/range';
import { ephemeralPorts } from './flow';
import type { Closed, Flow, Ground, Member, Packet, Passage, Place, PortRange, Verdict } from './flow';
import { aclOf, throughNetworkAcl } from './networkAcls';
import { throughSecurityGroups } from './securityGroups';

const echoRequest = { type: 8, code: 0 };
const echoReplyType = 0;

/**
 * Whether security groups and network ACLs let a client talk to a server, there and back, and which rules say so.
 * Pure: looks at `ground` alone. Routes, floating IPs and whether anybody listens are not its business.
 */
export function reach(flow: Flow, ground: Ground): Verdict {
  const from = placed(flow.from, flow.to, ground);
  const to = placed(flow.to, flow.from, ground);
  const noWay = withoutRoute(from, to);
  return noWay ?? passRules({ ...flow, from, to }, ground);
}

/** The same for rules alone: an endpoint gateway counts as one more client, as independent analysers see it. */
export function passRules(flow: Flow, ground: Ground): Verdict {
  const path: Path = {
    from: flow.from,
    to: flow.to,
    ...crossedSubnets(flow.from, flow.to, ground),
  };
  if (flow.protocol === 'icmp') {
    const passed = passGuards(flow, path, ground, undefined);
    return isClosed(passed) ? passed : { open: true, by: passed, clientPorts: [] };
  }
  const by: Passage[] = [];
  const clientPorts: PortRange[] = [];
  let closed: Closed | undefined;
  for (const range of alikeRanges(flow.clientPorts ?? ephemeralPorts, path, ground)) {
    const passed = passGuards(flow, path, ground, range);
    if (isClosed(passed)) {
      closed ??= passed;
    } else {
      by.push(...passed);
      clientPorts.push(range);
    }
  }
  return closed !== undefined && clientPorts.length === 0 ? closed : { open: true, by: distinct(by), clientPorts: joined(clientPorts) };
}

interface Path {
  readonly from: Place;
  readonly to: Place;
  /** The subnets whose ACLs filter; undefined outside the VPC and inside one and the same subnet. */
  readonly fromSubnet?: Subnet | undefined;
  readonly toSubnet?: Subnet | undefined;
}

/** Asks every guard on the way there, then on the answer's way. All ports of `range` are alike to every rule. */
function passGuards(flow: Flow, path: Path, ground: Ground, range: PortRange | undefined): readonly Passage[] | Closed {
  const { from, to, fromSubnet, toSubnet } = path;
  const packet = packetOf(flow, path, range);
  const answer = answerTo(packet);
  const guards = [
    () => from.kind === 'member' ? throughSecurityGroups(from, 'outbound', to, packet, ground) : undefined,
    () => fromSubnet && throughNetworkAcl(fromSubnet, 'outbound', 'acl-out', packet, ground),
    () => toSubnet && throughNetworkAcl(toSubnet, 'inbound', 'acl-in', packet, ground),
    () => to.kind === 'member' ? throughSecurityGroups(to, 'inbound', from, packet, ground) : undefined,
    () => answer && toSubnet && throughNetworkAcl(toSubnet, 'outbound', 'acl-answer-out', answer, ground),
    () => answer && fromSubnet && throughNetworkAcl(fromSubnet, 'inbound', 'acl-answer-in', answer, ground),
  ];
  const by: Passage[] = [];
  for (const guard of guards) {
    const passage = guard();
    if (passage !== undefined && isClosed(passage)) {
      return passage;
    }
    by.push(...(passage === undefined ? [] : [passage]));
  }
  return by;
}

function isClosed(passed: readonly Passage[] | Passage | Closed): passed is Closed {
  return 'open' in passed;
}

function packetOf(flow: Flow, path: Path, range: PortRange | undefined): Packet {
  const ends = { source: path.from.address, destination: path.to.address, protocol: flow.protocol };
  return flow.protocol === 'icmp'
    ? { ...ends, ...(flow.icmp ?? echoRequest) }
    : { ...ends, sourcePort: range?.min, destinationPort: flow.port };
}

/** What comes back; undefined for ICMP that nobody answers. */
function answerTo(packet: Packet): Packet | undefined {
  const back = {
    ...packet,
    source: packet.destination, destination: packet.source,
    sourcePort: packet.destinationPort, destinationPort: packet.sourcePort,
  };
  if (packet.protocol !== 'icmp') {
    return back;
  }
  return packet.type === echoRequest.type ? { ...back, type: echoReplyType } : undefined;
}

/** An address that belongs to a member of the other end's VPC is that member: its groups filter too. */
function placed(place: Place, other: Place, ground: Ground): Place {
  if (place.kind === 'member' || other.kind !== 'member') {
    return place;
  }
  return ground.members.find((each) => each.address === place.address && each.vpcId === other.vpcId) ?? place;
}

function withoutRoute(from: Place, to: Place): Closed | undefined {
  if (from.kind === 'member' && !from.startsConnections) {
    return { open: false, at: 'route', why: t('"{0}" is an endpoint gateway, which answers and never starts a connection.', visible(from.name)) };
  }
  if (from.kind === 'member' && to.kind === 'member' && from.vpcId !== to.vpcId) {
    const why = t('"{0}" and "{1}" are in different VPCs, which have no route to each other.', visible(from.name), visible(to.name));
    return { open: false, at: 'route', why };
  }
  return undefined;
}

/** ACLs filter what enters or leaves a subnet, nothing inside one. */
function crossedSubnets(from: Place, to: Place, ground: Ground): Pick<Path, 'fromSubnet' | 'toSubnet'> {
  const vpcId = (from.kind === 'member' ? from : to.kind === 'member' ? to : undefined)?.vpcId;
  const fromSubnet = subnetOf(from, vpcId, ground);
  const toSubnet = subnetOf(to, vpcId, ground);
  return fromSubnet !== undefined && fromSubnet.id === toSubnet?.id ? {} : { fromSubnet, toSubnet };
}

function subnetOf(place: Place, vpcId: string | undefined, ground: Ground): Subnet | undefined {
  const id = subnetIdOf(place);
  return ground.subnets.find((subnet) => id === undefined
    ? subnet.vpc.id === (place.kind === 'member' ? place.vpcId : vpcId) && inRange(place.address, subnet.cidr)
    : subnet.id === id);
}

function subnetIdOf(place: Place): Member['subnetId'] {
  return place.kind === 'member' ? place.subnetId : undefined;
}

/** Splits the client's ports where any rule of the ACLs begins or ends, so that one port stands for each part. */
function alikeRanges(asked: PortRange, path: Path, ground: Ground): PortRange[] {
  const starts = new Set([asked.min]);
  for (const subnet of [path.fromSubnet, path.toSubnet]) {
    for (const rule of subnet === undefined ? [] : aclOf(subnet, ground)?.rules ?? []) {
      for (const start of [
        rule.sourcePortMin, after(rule.sourcePortMax), rule.destinationPortMin, after(rule.destinationPortMax),
      ]) {
        if (start !== undefined && start > asked.min && start <= asked.max) {
          starts.add(start);
        }
      }
    }
  }
  const sorted = [...starts].sort((a, b) => a - b);
  return sorted.map((min, at) => ({ min, max: (sorted[at + 1] ?? asked.max + 1) - 1 }));
}

function after(port: number | undefined): number | undefined {
  return port === undefined ? undefined : port + 1;
}

/** Those that follow each other without a hole as one. */
function joined(ranges: readonly PortRange[]): PortRange[] {
  const whole: PortRange[] = [];
  for (const { min, max } of ranges) {
    const before = whole.at(-1)?.max === min - 1 ? whole.pop() : undefined;
    whole.push({ min: before?.min ?? min, max });
  }
  return whole;
}

function distinct(passages: readonly Passage[]): Passage[] {
  return passages.filter((passage, at) =>
    passages.findIndex((each) => each.at === passage.at && each.ruleId === passage.ruleId) === at);
}

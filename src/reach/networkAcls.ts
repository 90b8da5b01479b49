import type { NetworkAcl, NetworkAclRule, Subnet } from '../model/landscape';
import { visible } from '../model/text';
import { inRange } from '../model/range';
import type { Closed, Ground, Packet, Passage, Point } from './flow';
import { icmpMatches, networkAclRuleText, packetText, portMatches, protocolMatches } from './rules';

/**
 * Whether the subnet's network ACL lets the packet in or out: the first rule that matches decides, and where none does
 * the packet is dropped. Stateless: answers are asked about on their own. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-using-acls
 */
export function throughNetworkAcl(
  subnet: Subnet,
  direction: NetworkAclRule['direction'],
  at: Point,
  packet: Packet,
  ground: Ground,
): Passage | Closed {
  const acl = aclOf(subnet, ground);
  const what = at.startsWith('acl-answer') ? `the answer ${packetText(packet)}` : packetText(packet);
  const way = `${direction === 'inbound' ? 'into' : 'out of'} subnet "${visible(subnet.name)}"`;
  if (acl === undefined) {
    return { open: false, at, why: `Network ACL "${visible(subnet.networkAcl.name)}" could not be read, so ${what} ${way} is taken as dropped.` };
  }
  const rule = acl.rules.find((each) => each.direction === direction && ruleMatches(each, packet));
  const name = `Network ACL "${visible(acl.name)}"`;
  if (rule === undefined) {
    const read = acl.rules.filter((each) => each.direction === direction).length;
    return { open: false, at, why: `${name} has no ${direction} rule that lets ${what} ${way} (${read} ${direction} rules read).` };
  }
  const text = networkAclRuleText(rule);
  return rule.action === 'allow'
    ? { at, guard: acl.name, ruleId: rule.id, rule: text }
    : { open: false, at, why: `${name} drops ${what} ${way} by its rule ${text}.`, ruleId: rule.id };
}

/** The ACL that filters what enters and leaves the subnet. */
export function aclOf(subnet: Subnet, ground: Ground): NetworkAcl | undefined {
  return ground.networkAcls.find((each) => each.id === subnet.networkAcl.id);
}

function ruleMatches(rule: NetworkAclRule, packet: Packet): boolean {
  return protocolMatches(rule.protocol, packet.protocol)
    && portMatches(rule.sourcePortMin, rule.sourcePortMax, packet.sourcePort)
    && portMatches(rule.destinationPortMin, rule.destinationPortMax, packet.destinationPort)
    && icmpMatches(rule, packet)
    && inRange(packet.source, rule.source)
    && inRange(packet.destination, rule.destination);
}

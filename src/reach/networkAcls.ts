import { t } from '../model/l10n';
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
  const what = at.startsWith('acl-answer') ? t('the answer {0}', packetText(packet)) : packetText(packet);
  const way = t('{0} subnet "{1}"', direction === 'inbound' ? t('into') : t('out of'), visible(subnet.name));
  if (acl === undefined) {
    return { open: false, at, why: t('Network ACL "{0}" could not be read, so {1} {2} is taken as dropped.', visible(subnet.networkAcl.name), what, way) };
  }
  const rule = acl.rules.find((each) => each.direction === direction && ruleMatches(each, packet));
  const name = t('Network ACL "{0}"', visible(acl.name));
  if (rule === undefined) {
    const read = acl.rules.filter((each) => each.direction === direction).length;
    return { open: false, at, why: t('{0} has no {1} rule that lets {2} {3} ({4} {5} rules read).', name, direction, what, way, read, direction) };
  }
  const text = networkAclRuleText(rule);
  return rule.action === 'allow'
    ? { at, guard: acl.name, ruleId: rule.id, rule: text }
    : { open: false, at, why: t('{0} drops {1} {2} by its rule {3}.', name, what, way, text), ruleId: rule.id };
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

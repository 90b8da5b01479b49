import { t } from '../model/l10n';
import type { RuleRemote, SecurityGroup, SecurityGroupRule } from '../model/landscape';
import { visible } from '../model/text';
import { inRange } from '../model/range';
import type { Closed, Ground, Member, Packet, Passage, Place } from './flow';
import { icmpMatches, packetText, portMatches, protocolMatches, securityGroupRuleText } from './rules';

/** More rules than this in one sentence help nobody. */
const mostRulesNamed = 5;

/**
 * Whether the member's security groups let the packet in or out. All its groups count as one set of allow rules, in no
 * order; answers need no rule, since groups are stateful. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-using-security-groups
 */
export function throughSecurityGroups(
  member: Member,
  direction: SecurityGroupRule['direction'],
  peer: Place,
  packet: Packet,
  ground: Ground,
): Passage | Closed {
  const groups = ground.securityGroups.filter((group) => member.securityGroupIds.includes(group.id));
  const at = direction === 'inbound' ? 'security-group-in' : 'security-group-out';
  for (const group of groups) {
    const rule = group.rules.find((each) => each.direction === direction && ruleMatches(each, peer, packet, ground));
    if (rule !== undefined) {
      return { at, guard: group.name, ruleId: rule.id, rule: securityGroupRuleText(rule) };
    }
  }
  return { open: false, at, why: whyClosed(member, direction, groups, packet) };
}

function ruleMatches(rule: SecurityGroupRule, peer: Place, packet: Packet, ground: Ground): boolean {
  const own = rule.direction === 'inbound' ? packet.destination : packet.source;
  return protocolMatches(rule.protocol, packet.protocol)
    && portMatches(rule.portMin, rule.portMax, packet.destinationPort)
    && icmpMatches(rule, packet)
    && remoteMatches(rule.local, { kind: 'address', address: own }, ground)
    && remoteMatches(rule.remote, peer, ground);
}

function remoteMatches(remote: RuleRemote, peer: Place, ground: Ground): boolean {
  switch (remote.kind) {
    case 'cidr':
      return inRange(peer.address, remote.cidr);
    case 'address':
      return inRange(peer.address, remote.address);
    case 'security-group':
      return peer.kind === 'member'
        ? peer.securityGroupIds.includes(remote.id)
        : ground.members.some((member) => member.address === peer.address && member.securityGroupIds.includes(remote.id));
  }
}

function whyClosed(
  member: Member,
  direction: SecurityGroupRule['direction'],
  groups: readonly SecurityGroup[],
  packet: Packet,
): string {
  const name = visible(member.name);
  if (groups.length === 0) {
    return t('"{0}" has no security group that could let {1} through.', name, packetText(packet));
  }
  const names = groups.map((group) => `"${visible(group.name)}"`).join(', ');
  const rules = groups.flatMap((group) => group.rules).filter((rule) => rule.direction === direction);
  const [what, read] = [packetText(packet), readInWords(rules, direction)];
  if (groups.length === 1) {
    return direction === 'inbound'
      ? t('Security group {0} of "{1}" lets no {2} in ({3}).', names, name, what, read)
      : t('Security group {0} of "{1}" lets no {2} out ({3}).', names, name, what, read);
  }
  return direction === 'inbound'
    ? t('Security groups {0} of "{1}" let no {2} in ({3}).', names, name, what, read)
    : t('Security groups {0} of "{1}" let no {2} out ({3}).', names, name, what, read);
}

function readInWords(rules: readonly SecurityGroupRule[], direction: SecurityGroupRule['direction']): string {
  if (rules.length === 0) {
    return direction === 'inbound' ? t('there is no inbound rule') : t('there is no outbound rule');
  }
  const named = rules.slice(0, mostRulesNamed).map(securityGroupRuleText).join('; ');
  return rules.length > mostRulesNamed ? t('read: {0}; and {1} more', named, rules.length - mostRulesNamed) : t('read: {0}', named);
}

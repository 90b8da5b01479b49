import type { RuleRemote, SecurityGroup, SecurityGroupRule } from '../../../src/model/landscape';
import { addressesMatch, addressMatch, protocolMatch } from './match';

/** Addresses of a group's members, by the group's id. */
export type Members = ReadonlyMap<string, readonly string[]>;

/**
 * The rules that let something new into a member, or out of it, as lines of an nftables chain that ends with `drop`. All groups of
 * the member count as one set of allow rules; answers do not come here, since groups are stateful. Source: IBM-CLOUD C.3.
 */
export function groupChain(
  groupIds: readonly string[], direction: SecurityGroupRule['direction'], groups: readonly SecurityGroup[], members: Members, verdict: 'accept' | 'return',
): string[] {
  const own = groups.filter(({ id }) => groupIds.includes(id));
  const lines = own.flatMap((group) => group.rules
    .filter((rule) => rule.direction === direction)
    .flatMap((rule) => ruleMatches(rule, members, `rule ${rule.id} of security group "${group.name}"`)));
  return [...new Set(lines.map((line) => `${line}${verdict}`)), 'drop'];
}

/** Empty when the rule names a group that has no members: nothing can match it. */
function ruleMatches(rule: SecurityGroupRule, members: Members, what: string): string[] {
  const [remoteSide, localSide] = rule.direction === 'inbound' ? ['saddr', 'daddr'] as const : ['daddr', 'saddr'] as const;
  const remote = sideMatch(remoteSide, rule.remote, members, what);
  const local = sideMatch(localSide, rule.local, members, what);
  if (remote === undefined || local === undefined) return [];
  const protocol = protocolMatch({
    protocol: rule.protocol, type: rule.type, code: rule.code, destination: { min: rule.portMin, max: rule.portMax },
  }, what);
  return [`${remote}${local}${protocol}`];
}

function sideMatch(side: 'saddr' | 'daddr', remote: RuleRemote, members: Members, what: string): string | undefined {
  switch (remote.kind) {
    case 'cidr':
      return addressMatch(side, remote.cidr, what);
    case 'address':
      return addressMatch(side, remote.address, what);
    case 'security-group': {
      const addresses = members.get(remote.id) ?? [];
      return addresses.length === 0 ? undefined : addressesMatch(side, addresses, what);
    }
  }
}

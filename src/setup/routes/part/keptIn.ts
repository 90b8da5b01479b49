import { isForbidden } from '../../../cloud/errors';
import { t } from '../../../model/l10n';
import type { SecurityGroup, SecurityGroupRule } from '../../../model/landscape';
import { inRange } from '../../../model/range';
import { visible } from '../../../model/text';
import type { Member } from '../../../reach/flow';
import { membersOf } from '../../../reach/members';
import { portMatches, protocolMatches } from '../../../reach/rules';
import type { StepContext } from '../../context';
import { isEverywhere } from './wayOut';

/** As many as a line of a plan holds. */
const mostNamed = 3;

/**
 * Servers of the VPC that a range lets in and whose own groups do not let them out: being let in is half of a way, and a range, unlike a
 * group, is nobody's to put the other half on. Undefined where there are none.
 */
export async function keptIn(context: StepContext, range: string, group: SecurityGroup, port: number): Promise<string | undefined> {
  try {
    return inWords(await serversKeptIn(context, range, group, port));
  } catch (error) {
    // Whoever may not look at servers may still be allowed to let them in.
    if (isForbidden(error)) {
      return undefined;
    }
    throw error;
  }
}

function inWords(names: readonly string[]): string | undefined {
  if (names.length === 0) {
    return undefined;
  }
  const named = [...names.slice(0, mostNamed), ...names.length > mostNamed ? ['…'] : []].join(', ');
  return t('in that range and let out to it by no rule of their own groups: {0}; choose them as servers instead, which opens their way out too', named);
}

async function serversKeptIn({ vpc, signal }: StepContext, range: string, group: SecurityGroup, port: number): Promise<readonly string[]> {
  const vpcId = group.vpc.id;
  const groups = vpc.listSecurityGroups({ vpcId }, signal);
  const [securityGroups, virtualServers, endpointGateways] = await Promise.all([
    groups, vpc.listVirtualServers({ securityGroups: groups }, signal), vpc.listEndpointGateways({}, signal),
  ]);
  const members = membersOf({ virtualServers, endpointGateways }).filter((member) => member.vpcId === vpcId);
  const targets = members.filter(({ securityGroupIds }) => securityGroupIds.includes(group.id));
  return members.filter((member) => member.startsConnections && inRange(member.address, range) && !targets.includes(member))
    .filter((member) => !letsOut(securityGroups.filter(({ id }) => member.securityGroupIds.includes(id)), group, targets, port))
    .map(({ name }) => visible(name, 63));
}

function letsOut(own: readonly SecurityGroup[], group: SecurityGroup, targets: readonly Member[], port: number): boolean {
  const rules = own.flatMap((each) => each.rules).filter((rule) => (
    rule.direction === 'outbound' && protocolMatches(rule.protocol, 'tcp') && portMatches(rule.portMin, rule.portMax, port)));
  return rules.some(({ remote }) => remote.kind === 'security-group' && remote.id === group.id)
    || (targets.length === 0 ? rules.some(({ remote }) => isEverywhere(remote)) : targets.every((target) => rules.some((rule) => leadsTo(rule, target))));
}

function leadsTo({ remote }: SecurityGroupRule, { address, securityGroupIds }: Member): boolean {
  switch (remote.kind) {
    case 'cidr': return inRange(address, remote.cidr);
    case 'address': return remote.address === address;
    case 'security-group': return securityGroupIds.includes(remote.id);
  }
}

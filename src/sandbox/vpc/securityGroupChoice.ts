import { Refusal } from '../http/reply';
import type { Row } from '../state/records';
import { named, type Scope } from './scope';
import { mostGroups } from './securityGroupTargets';

/** The groups of a new interface or gateway: those that are asked for, or the VPC's default one. */
export function checkGroups(scope: Scope, vpc: Row<'vpcs'>, wished: readonly string[] | undefined): string[] {
  if (wished === undefined || wished.length === 0) return [vpc.defaultGroup];
  if (wished.length > mostGroups) {
    throw new Refusal(400, 'security_groups_per_target_exceeded', `A target may have ${mostGroups} security groups.`, {
      type: 'field', name: 'security_groups',
    });
  }
  for (const id of wished) {
    const group = named(scope.region.securityGroups, id, 'security group', 'security_groups');
    if (group.vpc !== vpc.id) {
      throw new Refusal(400, 'security_group_not_in_vpc', `The security group "${group.name}" is not in the VPC "${vpc.name}".`, {
        type: 'field', name: 'security_groups', value: id,
      });
    }
  }
  return [...new Set(wished)];
}

import type { NewSecurityGroup } from '../../cloud/vpcRequests';
import type { SecurityGroup } from '../../model/landscape';
import type { Maker, RunContext } from '../context';
import { found, named, orAbsent } from './found';

const kind = 'security-group';

export const securityGroupMaker: Maker<NewSecurityGroup, SecurityGroup> = {
  kind,
  make: ({ vpc, signal }, specification) => vpc.createSecurityGroup(specification, signal),
  find: async ({ vpc, signal }, { name, vpcId }) => (await vpc.listSecurityGroups({ vpcId }, signal)).find((other) => other.name === name),
  describe: (made) => found(kind, made),
  recover: async ({ vpc, signal }, lost) => named(kind, await vpc.listSecurityGroups({}, signal), lost),
  /** A group is refused for some seconds after its last target went: the refusal is one that is tried again. */
  remove: async (context, { id, name }) => {
    await releaseTargets(context, id);
    await context.discard(() => context.vpc.deleteSecurityGroup(id, context.signal));
    await context.untilGone(`the security group ${name}`, () => context.vpc.getSecurityGroup(id, context.signal));
  },
};

/** What stays, since another connection uses it, must not hold the group of the one that goes. */
async function releaseTargets(context: RunContext, groupId: string): Promise<void> {
  const group = await orAbsent(context.read(() => context.vpc.getSecurityGroup(groupId, context.signal)));
  for (const { id } of group?.targets ?? []) {
    await context.discard(() => context.vpc.removeSecurityGroupTarget(groupId, id, context.signal));
  }
}

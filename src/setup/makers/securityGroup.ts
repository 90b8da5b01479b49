import type { NewSecurityGroup } from '../../cloud/vpcRequests';
import { t } from '../../model/l10n';
import type { SecurityGroup } from '../../model/landscape';
import type { Maker, RunContext, StepContext } from '../context';
import type { RecordedResource } from '../journal/history';
import { found, named, orAbsent } from './found';
import { guardedBy, handedOver } from './users';

const kind = 'security-group';

export const securityGroupMaker: Maker<NewSecurityGroup, SecurityGroup> = {
  kind,
  make: ({ vpc, signal }, specification) => vpc.createSecurityGroup(specification, signal),
  find: async ({ vpc, signal }, { name, vpcId }) => (await vpc.listSecurityGroups({ vpcId }, signal)).find((other) => other.name === name),
  describe: (made) => found(kind, made),
  recover: async ({ vpc, signal }, lost) => named(kind, await vpc.listSecurityGroups({}, signal), lost),
  usedBy,
  /** A group is refused for some seconds after its last target went: the refusal is one that is tried again. */
  remove: async (context, { id, name }) => {
    await releaseTargets(context, id);
    await context.discard(() => context.vpc.deleteSecurityGroup(id, context.signal));
    await context.untilGone(t('the security group {0}', name), () => context.vpc.getSecurityGroup(id, context.signal));
  },
};

/** What it guards, and the groups whose rules name it. */
async function usedBy(context: StepContext, { id }: RecordedResource): Promise<string | undefined> {
  const { vpc, signal } = context;
  const group = await vpc.getSecurityGroup(id, signal);
  const guarded = await guardedBy(context, group);
  if (guarded !== undefined) {
    return guarded;
  }
  const names = ({ rules }: SecurityGroup): boolean => rules.some(({ remote }) => remote.kind === 'security-group' && remote.id === id);
  const other = (await vpc.listSecurityGroups({ vpcId: group.vpc.id }, signal)).find((each) => each.id !== id && names(each));
  return other === undefined ? undefined : t('the security group {0}, a rule of which names it', other.name);
}

/** What stays, since another connection has it now, must not hold the group of the one that goes. */
async function releaseTargets(context: RunContext, groupId: string): Promise<void> {
  const group = await orAbsent(context.read(() => context.vpc.getSecurityGroup(groupId, context.signal)));
  const released = group === undefined ? [] : await context.read(() => handedOver(context, group));
  for (const { id } of released) {
    await context.discard(() => context.vpc.removeSecurityGroupTarget(groupId, id, context.signal));
  }
}

import { t } from '../../model/l10n';
import type { Reference } from '../../model/landscape';
import type { Maker, Specification, StepContext } from '../context';
import { orAbsent } from './found';

export interface GroupTargetSpecification extends Specification {
  readonly groupId: string;
  readonly targetId: string;
}

const kind = 'group-target';

/** The cloud's limit of security groups on one target. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas */
export const mostGroups = 5;

/** A security group of ours on a thing of someone else's: the binding is what we made, and all that is taken off again. */
export const groupTargetMaker = {
  kind,
  // Repeating it changes nothing.
  make: ({ vpc, signal }, { groupId, targetId }) => vpc.addSecurityGroupTarget(groupId, targetId, signal),
  find: (context, { groupId, targetId }) => findTarget(context, groupId, targetId),
  describe: (_made, { name, groupId, targetId }) => ({ kind, id: bindingId(groupId, targetId), name }),
  // The name in the journal is made of both ids.
  recover: async (context, { name }) => {
    const [groupId, targetId] = name.split(' on ');
    if (groupId === undefined || targetId === undefined) {
      return undefined;
    }
    const bound = await orAbsent(findTarget(context, groupId, targetId));
    return bound === undefined ? undefined : { kind, id: bindingId(groupId, targetId), name };
  },
  remove: async (context, { id }) => {
    const [groupId = '', targetId = ''] = id.split('/');
    await context.discard(() => context.vpc.removeSecurityGroupTarget(groupId, targetId, context.signal));
  },
  inUndo: (title) => t('our security group on: {0}', title),
  addition: {
    added: t('with our security group added'), takenOff: t('our security group taken off it'), without: t('without the security group that the run puts on it'),
  },
} satisfies Maker<GroupTargetSpecification, Reference>;

export function groupTarget(group: Reference, target: Reference): GroupTargetSpecification {
  return { name: `${group.id} on ${target.id}`, groupId: group.id, targetId: target.id };
}

async function findTarget({ vpc, signal }: StepContext, groupId: string, targetId: string): Promise<Reference | undefined> {
  const { targets } = await vpc.getSecurityGroup(groupId, signal);
  return targets.find(({ id }) => id === targetId);
}

function bindingId(groupId: string, targetId: string): string {
  return `${groupId}/${targetId}`;
}

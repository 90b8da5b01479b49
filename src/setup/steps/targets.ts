import type { Found, RunContext, StepContext } from './step';
import { deleteOnce } from './finding';
import type { LostIntent } from '../journal/history';
import type { Reference } from '../../model/landscape';

/** A group of ours on a thing of someone else's: the binding is what we made. */
export const targetKind = 'group-target';

/** The cloud's limit of groups on one target. Source: IBM-CLOUD C.1. */
export const mostGroups = 5;

/** Adds the group to the target; repeating it changes nothing. */
export async function bindGroup(context: RunContext, group: Reference, target: Reference): Promise<void> {
  const name = bindingName(group, target);
  await context.change({
    kind: targetKind,
    name,
    make: () => context.vpc.addSecurityGroupTarget(group.id, target.id, context.signal),
    find: () => findTarget(context, group.id, target.id),
    describe: () => ({ kind: targetKind, id: bindingId(group.id, target.id), name }),
  });
}

/** Takes the group off again; the target keeps its own groups. */
export async function unbindGroup(context: RunContext, id: string): Promise<void> {
  const [groupId = '', targetId = ''] = id.split('/');
  await deleteOnce(context, () => context.vpc.removeSecurityGroupTarget(groupId, targetId, context.signal));
}

/** What a lost answer of `bindGroup` left: the name in the journal is made of both ids. */
export async function recoverBinding(context: StepContext, { kind, name }: LostIntent): Promise<Found | undefined> {
  const [groupId, targetId] = name.split(' on ');
  if (kind !== targetKind || groupId === undefined || targetId === undefined) {
    return undefined;
  }
  const bound = await findTarget(context, groupId, targetId);
  return bound === undefined ? undefined : { kind, id: bindingId(groupId, targetId), name };
}

async function findTarget(context: StepContext, groupId: string, targetId: string): Promise<Reference | undefined> {
  const { targets } = await context.vpc.getSecurityGroup(groupId, context.signal);
  return targets.find(({ id }) => id === targetId);
}

function bindingId(groupId: string, targetId: string): string {
  return `${groupId}/${targetId}`;
}

function bindingName(group: Reference, target: Reference): string {
  return `${group.id} on ${target.id}`;
}

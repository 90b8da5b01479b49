import type { Request } from '../api';
import { errorCode } from '../errorCodes';

/** 0 where this broker answers for the group. Every role reads as a group. */
export function groupRefusal({ cluster, brokerId }: Request, groupId: string): number {
  if (groupId === '') {
    return errorCode.invalidGroupId;
  }
  return cluster.coordinatorOf(groupId)?.id === brokerId ? errorCode.none : errorCode.notCoordinator;
}

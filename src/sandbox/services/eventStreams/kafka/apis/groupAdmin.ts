import { neverFlexible, type Api } from '../api';
import { errorCode } from '../errorCodes';
import type { Group } from '../groups/group';
import { mayDo, operationBits, operationsNotAsked } from '../roles';
import { groupRefusal } from './groupRefusal';

/** The groups that this broker keeps. */
export const listGroups: Api = {
  key: 16,
  min: 0,
  max: 2,
  flexibleFrom: neverFlexible,
  handle({ version, cluster, brokerId }, _body, answer) {
    const own = cluster.groups.all().filter((group) => cluster.coordinatorOf(group.id)?.id === brokerId);
    return answer
      .when(version >= 1, (writer) => writer.int32(0))
      .int16(errorCode.none)
      .array(own, (writer, group) => writer.string(group.id).string(group.protocolType));
  },
};

/** Who is in a group, and who reads what. */
export const describeGroups: Api = {
  key: 15,
  min: 0,
  max: 4,
  flexibleFrom: neverFlexible,
  handle(request, body, answer) {
    const { version, cluster, role } = request;
    const ids = body.array(() => body.string());
    const operations = version >= 3 && body.boolean() ? operationBits(role, 'group') : operationsNotAsked;
    return answer.when(version >= 1, (writer) => writer.int32(0)).array(ids, (writer, id) => {
      const refusal = groupRefusal(request, id);
      const group = refusal === errorCode.none ? cluster.groups.get(id) : undefined;
      // A group that nobody ever joined is "Dead", which is not an error.
      writer.int16(refusal).string(id).string(group?.state ?? (refusal === errorCode.none ? 'Dead' : ''))
        .string(group?.protocolType ?? '').string(group?.protocol ?? '')
        .array(group?.members() ?? [], (_, member) => writer
          .string(member.id)
          .when(version >= 4, () => writer.string(member.request.instanceId))
          .string(member.request.clientId).string(member.request.clientHost)
          .bytes(metadataOf(group, member.request.protocols)).bytes(member.assignment))
        .when(version >= 3, () => writer.int32(operations));
    });
  },
};

function metadataOf(group: Group | undefined, protocols: readonly { name: string; metadata: Buffer }[]): Buffer {
  return protocols.find(({ name }) => name === group?.protocol)?.metadata ?? Buffer.alloc(0);
}

/** Forgets groups that nobody is in; only a Manager may. */
export const deleteGroups: Api = {
  key: 42,
  min: 0,
  max: 1,
  flexibleFrom: neverFlexible,
  handle(request, body, answer) {
    const { cluster, role } = request;
    const results = body.array(() => body.string()).map((id) => {
      const refusal = mayDo(role, 'group', 'delete') ? groupRefusal(request, id) : errorCode.groupAuthorizationFailed;
      const code = refusal === errorCode.none ? deletionRefusal(cluster.groups.get(id)) : refusal;
      if (code === errorCode.none) {
        cluster.groups.delete(id);
      }
      return { id, code };
    });
    return answer.int32(0).array(results, (writer, result) => writer.string(result.id).int16(result.code));
  },
};

function deletionRefusal(group: Group | undefined): number {
  if (group === undefined) {
    return errorCode.groupIdNotFound;
  }
  return group.state === 'Empty' ? errorCode.none : errorCode.nonEmptyGroup;
}

import { neverFlexible, type Api, type Request } from '../api';
import { errorCode } from '../errorCodes';
import type { Reader } from '../wire/reader';
import { groupRefusal } from './groupRefusal';

const longestMetadata = 4096;

/** Remembers how far a group has read. */
export const offsetCommit: Api = {
  key: 8,
  min: 2,
  max: 7,
  flexibleFrom: neverFlexible,
  handle(request, body, answer) {
    const { version } = request;
    const groupId = body.string();
    const generation = body.int32();
    const memberId = body.string();
    if (version >= 7) {
      body.nullableString();
    }
    if (version <= 4) {
      // How long to keep them: the service decides.
      body.int64();
    }
    const refusal = commitRefusal(request, groupId, memberId, generation);
    const topics = body.array(() => {
      const topic = body.string();
      return { topic, partitions: body.array(() => commit(request, groupId, refusal, topic, body)) };
    });
    return answer
      .when(version >= 3, (writer) => writer.int32(0))
      .array(topics, (writer, { topic, partitions }) => writer.string(topic)
        .array(partitions, (_, partition) => writer.int32(partition.index).int16(partition.code)));
  },
};

function commitRefusal(request: Request, groupId: string, memberId: string, generation: number): number {
  const refusal = groupRefusal(request, groupId);
  if (refusal !== errorCode.none) {
    return refusal;
  }
  // Who is no member may commit into a group that does not exist yet: an admin client that sets the offsets.
  const group = generation < 0 ? request.cluster.groups.open(groupId) : request.cluster.groups.get(groupId);
  return group?.commitRefusal(memberId, generation) ?? errorCode.illegalGeneration;
}

function commit({ version, cluster }: Request, groupId: string, refusal: number, topic: string, body: Reader): { index: number; code: number } {
  const index = body.int32();
  const offset = body.int64();
  const leaderEpoch = version >= 6 ? body.int32() : -1;
  const metadata = body.nullableString();
  if (refusal !== errorCode.none) {
    return { index, code: refusal };
  }
  if (cluster.partition(topic, index) === undefined) {
    return { index, code: errorCode.unknownTopicOrPartition };
  }
  if ((metadata ?? '').length > longestMetadata) {
    return { index, code: errorCode.offsetMetadataTooLarge };
  }
  cluster.groups.get(groupId)?.offsets.commit(topic, index, { offset, leaderEpoch, metadata });
  return { index, code: errorCode.none };
}

/** Tells how far a group has read. */
export const offsetFetch: Api = {
  key: 9,
  min: 1,
  max: 5,
  flexibleFrom: neverFlexible,
  handle(request, body, answer) {
    const { version, cluster } = request;
    const groupId = body.string();
    const asked = body.nullableArray(() => [body.string(), body.array(() => body.int32())] as const);
    const refusal = groupRefusal(request, groupId);
    const offsets = cluster.groups.get(groupId)?.offsets;
    return answer
      .when(version >= 3, (writer) => writer.int32(0))
      .array(asked ?? offsets?.all() ?? [], (writer, [topic, partitions]) => writer.string(topic).array(partitions, (_, index) => {
        const found = refusal === errorCode.none ? offsets?.get(topic, index) : undefined;
        writer.int32(index).int64(found?.offset ?? -1)
          .when(version >= 5, () => writer.int32(found?.leaderEpoch ?? -1))
          .string(found?.metadata ?? '').int16(refusal);
      }))
      .when(version >= 2, (writer) => writer.int16(refusal));
  },
};

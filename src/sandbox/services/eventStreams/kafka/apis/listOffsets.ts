import { neverFlexible, type Api } from '../api';
import type { Partition } from '../cluster';
import { errorCode } from '../errorCodes';

/** Where a client may begin to read. */
export const listOffsets: Api = {
  key: 2,
  min: 1,
  max: 5,
  flexibleFrom: neverFlexible,
  handle({ version, cluster, brokerId }, body, answer) {
    body.int32();
    if (version >= 2) {
      body.int8();
    }
    const topics = body.array(() => {
      const name = body.string();
      const partitions = body.array(() => {
        const index = body.int32();
        if (version >= 4) {
          body.int32();
        }
        return { index, ...find(cluster.partition(name, index), brokerId, body.int64()) };
      });
      return { name, partitions };
    });
    return answer
      .when(version >= 2, (writer) => writer.int32(0))
      .array(topics, (writer, topic) => writer.string(topic.name).array(topic.partitions, (_, partition) => writer
        .int32(partition.index).int16(partition.code).int64(partition.timestamp).int64(partition.offset)
        .when(version >= 4, () => writer.int32(partition.offset < 0 ? -1 : 0))));
  },
};

interface Position {
  readonly code: number;
  readonly timestamp: number;
  readonly offset: number;
}

const latest = -1;
const earliest = -2;

function find(partition: Partition | undefined, brokerId: number, timestamp: number): Position {
  if (partition === undefined) {
    return { code: errorCode.unknownTopicOrPartition, timestamp: -1, offset: -1 };
  }
  if (partition.leader !== brokerId) {
    return { code: errorCode.notLeaderOrFollower, timestamp: -1, offset: -1 };
  }
  if (timestamp === latest || timestamp === earliest) {
    return { code: errorCode.none, timestamp: -1, offset: timestamp === latest ? partition.log.end : partition.log.start };
  }
  return { code: errorCode.none, ...(partition.log.findTime(timestamp) ?? { timestamp: -1, offset: -1 }) };
}

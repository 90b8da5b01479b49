import { neverFlexible, type Api, type Request } from '../api';
import { errorCode } from '../errorCodes';
import { readBatch } from '../log/recordBatch';
import { mayDo } from '../roles';

interface Produced {
  readonly index: number;
  readonly code: number;
  readonly offset: number;
  readonly start: number;
}

/** Takes messages. Everything is in one memory, so that one acknowledgement is as good as all. */
export const produce: Api = {
  key: 0,
  min: 3,
  max: 8,
  flexibleFrom: neverFlexible,
  // As Kafka 4 does: without it librdkafka sends nothing that is compressed (KAFKA-18659).
  advertisedMin: 0,
  handle(request, body, answer) {
    const { version } = request;
    const transactional = body.nullableString() !== null;
    const acks = body.int16();
    body.int32();
    const refusal = refusalOf(transactional, acks);
    const topics = body.array(() => {
      const name = body.string();
      return { name, partitions: body.array(() => append(request, refusal, name, body.int32(), body.nullableBytes())) };
    });
    if (acks === 0) {
      return 'silent';
    }
    return answer
      .array(topics, (writer, topic) => writer.string(topic.name).array(topic.partitions, (_, partition) => writer
        .int32(partition.index).int16(partition.code).int64(partition.offset)
        // The time is the client's, not the log's.
        .int64(-1)
        .when(version >= 5, () => writer.int64(partition.start))
        .when(version >= 8, () => writer.array([], () => undefined).string(null))))
      .int32(0);
  },
};

function refusalOf(transactional: boolean, acks: number): number {
  if (transactional) {
    return errorCode.transactionalIdAuthorizationFailed;
  }
  return [-1, 0, 1].includes(acks) ? errorCode.none : errorCode.invalidRequiredAcks;
}

function append(request: Request, refusal: number, topic: string, index: number, records: Buffer | null): Produced {
  const refused = (code: number): Produced => ({ index, code, offset: -1, start: -1 });
  if (refusal !== errorCode.none) {
    return refused(refusal);
  }
  if (!mayDo(request.role, 'topic', 'write')) {
    return refused(errorCode.topicAuthorizationFailed);
  }
  const partition = request.cluster.partition(topic, index);
  if (partition === undefined) {
    return refused(errorCode.unknownTopicOrPartition);
  }
  if (partition.leader !== request.brokerId) {
    return refused(errorCode.notLeaderOrFollower);
  }
  const batch = readBatch(records ?? Buffer.alloc(0));
  if (typeof batch === 'number') {
    return refused(batch);
  }
  return { index, code: errorCode.none, offset: partition.log.append(batch), start: partition.log.start };
}

/** A number for a producer that counts its messages. Sequences are not checked: nothing is lost or sent twice on loopback. */
export const initProducerId: Api = {
  key: 22,
  min: 0,
  max: 1,
  flexibleFrom: neverFlexible,
  handle({ role, cluster }, body, answer) {
    const transactional = body.nullableString() !== null;
    body.int32();
    const code = producerRefusal(transactional, mayDo(role, 'cluster', 'idempotentWrite'));
    return answer.int32(0).int16(code).int64(code === errorCode.none ? cluster.newProducerId() : -1).int16(code === errorCode.none ? 0 : -1);
  },
};

function producerRefusal(transactional: boolean, mayWrite: boolean): number {
  if (transactional) {
    return errorCode.transactionalIdAuthorizationFailed;
  }
  return mayWrite ? errorCode.none : errorCode.clusterAuthorizationFailed;
}

import { neverFlexible, type Api, type Request } from '../api';
import type { Topic } from '../cluster';
import { errorCode } from '../errorCodes';
import { mayDo, operationBits, operationsNotAsked } from '../roles';
import type { Writer } from '../wire/writer';

/** Who the brokers are, and who leads which partition. */
export const metadata: Api = {
  key: 3,
  min: 0,
  max: 9,
  flexibleFrom: 9,
  handle(request, body, answer) {
    const { version, cluster, role } = request;
    const asked = body.nullableArray((topic) => {
      const name = topic.string();
      topic.tags();
      return name;
    });
    if (version >= 4) {
      // Whether topics may be made by asking for them: they never are, as at the real service.
      body.boolean();
    }
    const clusterOperations = version >= 8 && body.boolean();
    const topicOperations = version >= 8 && body.boolean();
    body.tags();
    const all = asked === null || (version === 0 && asked.length === 0);
    const names = all ? cluster.topics().map((topic) => topic.name) : asked;
    return answer
      .when(version >= 3, (writer) => writer.int32(0))
      .array(cluster.brokers, (writer, broker) => writer
        .int32(broker.id).string(broker.host).int32(broker.port)
        .when(version >= 1, () => writer.string(null)).tags())
      .when(version >= 2, (writer) => writer.string(cluster.id))
      .when(version >= 1, (writer) => writer.int32(cluster.controller))
      .array(names, (writer, name) => {
        const operations = topicOperations ? operationBits(role, 'topic') : operationsNotAsked;
        writeTopic(writer, version, name, cluster.topic(name), operations);
      })
      .when(version >= 8, (writer) => writer.int32(clusterOperations ? operationBits(role, 'cluster') : operationsNotAsked))
      .tags();
  },
};

function writeTopic(writer: Writer, version: number, name: string, topic: Topic | undefined, operations: number): void {
  writer
    .int16(topic === undefined ? errorCode.unknownTopicOrPartition : errorCode.none)
    .string(name)
    .when(version >= 1, () => writer.boolean(false))
    .array(topic?.partitions ?? [], (_, partition) => writer
      .int16(errorCode.none).int32(partition.index).int32(partition.leader)
      .when(version >= 7, () => writer.int32(0))
      .array(partition.replicas, (__, id) => writer.int32(id))
      .array(partition.replicas, (__, id) => writer.int32(id))
      .when(version >= 5, () => writer.array([], () => undefined))
      .tags())
    .when(version >= 8, () => writer.int32(topic === undefined ? operationsNotAsked : operations))
    .tags();
}

/** The brokers alone, as newer admin clients ask for them. */
export const describeCluster: Api = {
  key: 60,
  min: 0,
  max: 0,
  flexibleFrom: 0,
  handle({ cluster, role }, body, answer) {
    const operations = body.boolean();
    body.tags();
    return answer
      .int32(0).int16(errorCode.none).string(null).string(cluster.id).int32(cluster.controller)
      .array(cluster.brokers, (writer, broker) => writer
        .int32(broker.id).string(broker.host).int32(broker.port).string(null).tags())
      .int32(operations ? operationBits(role, 'cluster') : operationsNotAsked)
      .tags();
  },
};

const groupKey = 0;

/** Which broker keeps a group's state. */
export const findCoordinator: Api = {
  key: 10,
  min: 0,
  max: 2,
  flexibleFrom: neverFlexible,
  handle(request, body, answer) {
    const { version, cluster } = request;
    const name = body.string();
    const kind = version >= 1 ? body.int8() : groupKey;
    const { code, message } = coordinatorRefusal(request, kind, name);
    const broker = code === errorCode.none ? cluster.coordinatorOf(name) : undefined;
    return answer
      .when(version >= 1, (writer) => writer.int32(0))
      .int16(code)
      .when(version >= 1, (writer) => writer.string(message))
      .int32(broker?.id ?? -1).string(broker?.host ?? '').int32(broker?.port ?? -1);
  },
};

function coordinatorRefusal({ role }: Request, kind: number, name: string): { code: number; message: string | null } {
  if (kind !== groupKey) {
    // Transactions are not part of this Kafka.
    return { code: errorCode.invalidRequest, message: 'The sandbox has no transactions.' };
  }
  if (name === '') {
    return { code: errorCode.invalidGroupId, message: null };
  }
  return mayDo(role, 'group', 'describe')
    ? { code: errorCode.none, message: null }
    : { code: errorCode.groupAuthorizationFailed, message: null };
}

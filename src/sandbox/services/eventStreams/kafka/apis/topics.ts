import { neverFlexible, type Api, type Request } from '../api';
import { maxPartitions } from '../cluster';
import { errorCode } from '../errorCodes';
import { mayDo } from '../roles';
import type { Reader } from '../wire/reader';

interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly configs: ReadonlyMap<string, string>;
}

interface Refusal {
  readonly code: number;
  readonly message: string;
}

/** The service's defaults for a topic that does not say. */
const defaultPartitions = 1;
const defaultReplicas = 3;

/** Makes topics; only a Manager may. */
export const createTopics: Api = {
  key: 19,
  min: 2,
  max: 4,
  flexibleFrom: neverFlexible,
  handle(request, body, answer) {
    const topics = body.array((topic) => readTopic(topic, request.cluster.brokers.length));
    body.int32();
    const onlyTry = body.boolean();
    const results = topics.map((topic) => {
      const refusal = refusalOf(request, topic);
      if (refusal === undefined && !onlyTry) {
        request.cluster.createTopic(topic.name, topic.partitions, topic.replicas, topic.configs);
      }
      return { name: topic.name, code: refusal?.code ?? errorCode.none, message: refusal?.message ?? null };
    });
    return answer.int32(0).array(results, (writer, result) => writer.string(result.name).int16(result.code).string(result.message));
  },
};

function readTopic(body: Reader, brokers: number): NewTopic {
  const name = body.string();
  const partitions = body.int32();
  const replicas = body.int16();
  const assignments = body.array(() => {
    body.int32();
    return body.array(() => body.int32());
  });
  const configs = new Map(body.array(() => [body.string(), body.nullableString()] as const).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
  // A client that places the replicas itself gets as many, on brokers of our choice.
  const [first] = assignments;
  if (first !== undefined) return { name, partitions: assignments.length, replicas: first.length, configs };
  const usualReplicas = Math.min(defaultReplicas, brokers);
  return { name, partitions: partitions === -1 ? defaultPartitions : partitions, replicas: replicas === -1 ? usualReplicas : replicas, configs };
}

function refusalOf({ role, cluster }: Request, topic: NewTopic): Refusal | undefined {
  if (!mayDo(role, 'topic', 'create')) {
    return { code: errorCode.topicAuthorizationFailed, message: 'Authorization failed.' };
  }
  if (!/^[a-zA-Z0-9._-]{1,249}$/.test(topic.name) || topic.name === '.' || topic.name === '..') {
    return { code: errorCode.invalidTopic, message: 'Topic name is invalid: it may have letters, digits, \'.\', \'_\' and \'-\', and at most 249 of them.' };
  }
  if (cluster.topic(topic.name) !== undefined) {
    return { code: errorCode.topicAlreadyExists, message: `Topic '${topic.name}' already exists.` };
  }
  if (topic.partitions < 1) {
    return { code: errorCode.invalidPartitions, message: 'Number of partitions was set to an invalid non-positive value.' };
  }
  const brokers = cluster.brokers.length;
  if (topic.replicas < 1 || topic.replicas > brokers) {
    const message = `Unable to replicate the partition ${topic.replicas} time(s): The target replication factor of ${topic.replicas} `
      + `cannot be reached because only ${brokers} broker(s) are registered.`;
    return { code: errorCode.invalidReplicationFactor, message };
  }
  return cluster.partitionCount() + topic.partitions > maxPartitions
    ? { code: errorCode.policyViolation, message: `The sandbox has at most ${maxPartitions} partitions.` }
    : undefined;
}

/** Deletes topics; only a Manager may. */
export const deleteTopics: Api = {
  key: 20,
  min: 1,
  max: 3,
  flexibleFrom: neverFlexible,
  handle({ role, cluster }, body, answer) {
    const names = body.array(() => body.string());
    body.int32();
    const results = names.map((name) => {
      if (!mayDo(role, 'topic', 'delete')) {
        return { name, code: errorCode.topicAuthorizationFailed };
      }
      if (cluster.topic(name) === undefined) {
        return { name, code: errorCode.unknownTopicOrPartition };
      }
      cluster.deleteTopic(name);
      return { name, code: errorCode.none };
    });
    return answer.int32(0).array(results, (writer, result) => writer.string(result.name).int16(result.code));
  },
};

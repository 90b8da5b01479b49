import { neverFlexible, type Api, type Request } from '../api';
import { errorCode } from '../errorCodes';
import { mayDo } from '../roles';
import { maxMessageBytes } from '../wire/frames';
import type { Reader } from '../wire/reader';
import type { Writer } from '../wire/writer';

/** Kafka's numbers of what a configuration belongs to, and of where a value comes from. */
const kinds = { topic: 2, broker: 4 } as const;
const sources = { topic: 1, fixed: 4, byDefault: 5 } as const;

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly source: number;
}

interface Described {
  readonly code: number;
  readonly entries: readonly Entry[];
}

const topicDefaults: Readonly<Record<string, string>> = {
  'cleanup.policy': 'delete',
  'compression.type': 'producer',
  'max.message.bytes': String(maxMessageBytes),
  'min.insync.replicas': '2',
  'retention.bytes': '-1',
  'retention.ms': '86400000',
  'segment.bytes': '536870912',
};

const brokerSettings: Readonly<Record<string, string>> = {
  'auto.create.topics.enable': 'false',
  'default.replication.factor': '3',
  'message.max.bytes': String(maxMessageBytes),
  'min.insync.replicas': '2',
  'num.partitions': '1',
};

/** What topics and brokers are set to. */
export const describeConfigs: Api = {
  key: 32,
  min: 1,
  max: 3,
  flexibleFrom: neverFlexible,
  handle(request, body, answer) {
    const { version } = request;
    const resources = body.array(readResource);
    const withSynonyms = body.boolean();
    if (version >= 3) {
      body.boolean();
    }
    return answer.int32(0).array(resources, (writer, resource) => {
      const { code, entries } = describe(request, resource.kind, resource.name);
      const shown = entries.filter((entry) => resource.names === null || resource.names.includes(entry.name));
      writer.int16(code).string(null).int8(resource.kind).string(resource.name)
        .array(shown, (_, entry) => writeEntry(writer, entry, version, withSynonyms));
    });
  },
};

function readResource(body: Reader) {
  return { kind: body.int8(), name: body.string(), names: body.nullableArray(() => body.string()) };
}

function describe({ role, cluster }: Request, kind: number, name: string): Described {
  if (kind === kinds.topic) {
    const topic = cluster.topic(name);
    return topic === undefined
      ? { code: errorCode.unknownTopicOrPartition, entries: [] }
      : { code: errorCode.none, entries: topicEntries(topic.configs) };
  }
  if (kind === kinds.broker && mayDo(role, 'cluster', 'describeConfigs')) {
    const entries = Object.entries(brokerSettings).map(([key, value]) => ({ name: key, value, source: sources.fixed }));
    return { code: errorCode.none, entries };
  }
  return { code: kind === kinds.broker ? errorCode.clusterAuthorizationFailed : errorCode.invalidRequest, entries: [] };
}

function topicEntries(own: ReadonlyMap<string, string>): Entry[] {
  const defaults = Object.entries(topicDefaults)
    .filter(([name]) => !own.has(name))
    .map(([name, value]) => ({ name, value, source: sources.byDefault }));
  return [...[...own].map(([name, value]) => ({ name, value, source: sources.topic })), ...defaults];
}

function writeEntry(writer: Writer, { name, value, source }: Entry, version: number, withSynonyms: boolean): void {
  writer
    .string(name).string(value).boolean(source === sources.fixed).int8(source).boolean(false)
    .array(withSynonyms ? [name] : [], (_, synonym) => writer.string(synonym).string(value).int8(source))
    .when(version >= 3, () => writer.int8(0).string(null));
}

import { neverFlexible, type Api, type Request } from '../api';
import type { Partition } from '../cluster';
import { errorCode } from '../errorCodes';
import type { PartitionLog } from '../log/partitionLog';
import type { Reader } from '../wire/reader';

interface Wanted {
  readonly topic: string;
  readonly index: number;
  readonly offset: number;
  readonly maxBytes: number;
}

interface Found {
  readonly topic: string;
  readonly index: number;
  readonly code: number;
  readonly start: number;
  readonly end: number;
  readonly records: Buffer;
}

interface FetchRequest {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly sessionId: number;
  readonly wanted: readonly Wanted[];
}

/** A client that asks to wait longer asks again. */
const longestWaitMs = 60_000;
/** Keeps one answer small enough for the editor's memory. */
const largestAnswer = 8 * 1024 * 1024;

/** Gives messages, and waits for them as long as the client wishes. Every role reads. */
export const fetch: Api = {
  key: 1,
  min: 4,
  max: 11,
  flexibleFrom: neverFlexible,
  async handle(request, body, answer) {
    const { version } = request;
    const asked = readRequest(body, version);
    const known = asked.sessionId === 0;
    const found = known ? await gather(request, asked) : [];
    answer
      .int32(0)
      // No sessions are kept: the id 0 tells the client to name all its partitions each time.
      .when(version >= 7, (writer) => writer.int16(known ? errorCode.none : errorCode.fetchSessionIdNotFound).int32(0))
      .array([...groupByTopic(found)], (writer, [topic, partitions]) => writer.string(topic).array(partitions, (_, partition) => writer
        .int32(partition.index).int16(partition.code).int64(partition.end).int64(partition.end)
        .when(version >= 5, () => writer.int64(partition.start))
        .array(null, () => undefined)
        .when(version >= 11, () => writer.int32(-1))
        .bytes(partition.records)));
    return undefined;
  },
};

function readRequest(body: Reader, version: number): FetchRequest {
  body.int32();
  const maxWaitMs = Math.min(Math.max(0, body.int32()), longestWaitMs);
  const minBytes = body.int32();
  const maxBytes = Math.min(body.int32(), largestAnswer);
  body.int8();
  const sessionId = version >= 7 ? body.int32() : 0;
  if (version >= 7) {
    body.int32();
  }
  const wanted = body.array(() => {
    const topic = body.string();
    return body.array(() => readPartition(body, version, topic));
  }).flat();
  if (version >= 7) {
    body.array(() => [body.string(), body.array(() => body.int32())]);
  }
  return { maxWaitMs, minBytes, maxBytes, sessionId, wanted };
}

function readPartition(body: Reader, version: number, topic: string): Wanted {
  const index = body.int32();
  if (version >= 9) {
    body.int32();
  }
  const offset = body.int64();
  if (version >= 5) {
    body.int64();
  }
  return { topic, index, offset, maxBytes: body.int32() };
}

async function gather(request: Request, asked: FetchRequest): Promise<Found[]> {
  const until = Date.now() + asked.maxWaitMs;
  for (;;) {
    const found = findAll(request, asked);
    const bytes = found.reduce((sum, partition) => sum + partition.records.length, 0);
    const left = until - Date.now();
    if (bytes >= asked.minBytes || left <= 0 || request.gone.aborted || found.some((partition) => partition.code !== errorCode.none)) {
      return found;
    }
    const logs = asked.wanted.map((wanted) => request.cluster.partition(wanted.topic, wanted.index)?.log);
    await newsOrTimeout(logs.filter((log) => log !== undefined), left, request.gone);
  }
}

function findAll(request: Request, asked: FetchRequest): Found[] {
  let left = asked.maxBytes;
  return asked.wanted.map((wanted) => {
    const found = findOne(request, wanted, Math.min(left, wanted.maxBytes));
    left -= found.records.length;
    return found;
  });
}

function findOne(request: Request, { topic, index, offset }: Wanted, maxBytes: number): Found {
  const partition = request.cluster.partition(topic, index);
  const code = refusalOf(partition, request.brokerId, offset);
  const { start = -1, end = -1 } = partition?.log ?? {};
  const records = code === errorCode.none && partition !== undefined && maxBytes > 0 ? partition.log.read(offset, maxBytes) : Buffer.alloc(0);
  return { topic, index, code, start, end, records };
}

function refusalOf(partition: Partition | undefined, brokerId: number, offset: number): number {
  if (partition === undefined) {
    return errorCode.unknownTopicOrPartition;
  }
  if (partition.leader !== brokerId) {
    return errorCode.notLeaderOrFollower;
  }
  return offset < partition.log.start || offset > partition.log.end ? errorCode.offsetOutOfRange : errorCode.none;
}

function newsOrTimeout(logs: readonly PartitionLog[], ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', done);
      stops.forEach((stop) => stop());
      resolve();
    };
    const timer = setTimeout(done, ms);
    const stops = logs.map((log) => log.onNews(done));
    gone.addEventListener('abort', done);
  });
}

function groupByTopic(found: readonly Found[]): Map<string, Found[]> {
  const topics = new Map<string, Found[]>();
  for (const partition of found) {
    topics.set(partition.topic, [...(topics.get(partition.topic) ?? []), partition]);
  }
  return topics;
}

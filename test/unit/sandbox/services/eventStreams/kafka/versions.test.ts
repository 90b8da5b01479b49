import assert from 'node:assert/strict';
import { askAs } from './kafkajsProtocol';
import { RawClient } from './rawClient';
import { brokerNames, kafkaForSuite } from './support';

describe('embedded Kafka: each version, by the encoders and decoders of kafkajs', () => {
  const kafka = kafkaForSuite();
  let clients: RawClient[] = [];
  beforeEach(async () => {
    clients = await Promise.all([0, 1, 2].map((id) => RawClient.signedIn(kafka(), 'manager-key', id)));
  });
  afterEach(() => clients.forEach((client) => client.close()));

  each('Metadata', 0, 6, async (version) => {
    const answer = await askAs(to(0), 'Metadata', version, { topics: ['payments'], allowAutoTopicCreation: true });
    has(answer, { brokers: brokerNames.map((host, nodeId) => ({ nodeId, host, port: 9093 })) });
    has(answer, { topicMetadata: [{ topicErrorCode: 0, topic: 'payments', partitionMetadata: [{ partitionErrorCode: 0, partitionId: 0, leader: 1, replicas: [1, 2, 0], isr: [1, 2, 0] }] }] });
    if (version >= 1) {
      has(answer, { controllerId: 0, topicMetadata: [{ isInternal: false }] });
    }
    if (version >= 5) {
      has(answer, { throttleTime: 0, topicMetadata: [{ partitionMetadata: [{ offlineReplicas: [] }] }] });
    }
  });

  each('Produce', 3, 7, async (version) => {
    const answer = await askAs(to(1), 'Produce', version, {
      acks: -1, timeout: 1000, compression: 0, topicData: [{ topic: 'payments', partitions: [{ partition: 0, messages: [{ value: `v${version}` }] }] }],
    });
    has(answer, { throttleTime: 0, topics: [{ topicName: 'payments', partitions: [{ partition: 0, errorCode: 0, baseOffset: String(version - 3), logAppendTime: '-1' }] }] });
    if (version >= 5) {
      has(answer, { topics: [{ partitions: [{ logStartOffset: '0' }] }] });
    }
  });

  each('Fetch', 4, 11, async (version) => {
    const answer = await askAs(to(1), 'Fetch', version, {
      maxWaitTime: 0, minBytes: 1, maxBytes: 10_000, rackId: '',
      topics: [{ topic: 'payments', partitions: [{ partition: 0, fetchOffset: '3', currentLeaderEpoch: -1, maxBytes: 10_000 }] }],
    });
    has(answer, { responses: [{ topicName: 'payments', partitions: [{ partition: 0, errorCode: 0, highWatermark: '5' }] }] });
    assert.match(JSON.stringify(answer), new RegExp(JSON.stringify({ ...Buffer.from('v6').toJSON() }).slice(1, -1).replace(/[[\]]/g, '\\$&')), 'the message of Produce 6');
    if (version >= 7) {
      has(answer, { errorCode: 0, sessionId: 0 });
    }
  });

  each('ListOffsets', 1, 3, async (version) => {
    for (const [timestamp, offset] of [[-1, '5'], [-2, '0']] as const) {
      const answer = await askAs(to(1), 'ListOffsets', version, { isolationLevel: 0, topics: [{ topic: 'payments', partitions: [{ partition: 0, timestamp }] }] });
      has(answer, { responses: [{ topic: 'payments', partitions: [{ partition: 0, errorCode: 0, offset }] }] });
    }
  });

  each('CreateTopics', 2, 3, async (version) => {
    const topics = [{ topic: `made-${version}`, numPartitions: 2, replicationFactor: 3, configEntries: [{ name: 'retention.ms', value: '1' }] }];
    has(await askAs(to(0), 'CreateTopics', version, { topics, timeout: 1000, validateOnly: false }), { topicErrors: [{ topic: `made-${version}`, errorCode: 0, errorMessage: null }] });
  });

  each('DescribeConfigs', 1, 2, async (version) => {
    const answer = await askAs(to(0), 'DescribeConfigs', version, { includeSynonyms: true, resources: [{ type: 2, name: 'made-2', configNames: ['retention.ms'] }] });
    has(answer, { resources: [{ errorCode: 0, resourceType: 2, resourceName: 'made-2', configEntries: [{ configName: 'retention.ms', configValue: '1', readOnly: false, configSource: 1, isSensitive: false }] }] });
    has(answer, { resources: [{ configEntries: [{ configSynonyms: [{ configName: 'retention.ms', configValue: '1', configSource: 1 }] }] }] });
  });

  it('DescribeConfigs: tells a broker\'s settings, and nothing of what it does not have', async () => {
    const described = await askAs(to(0), 'DescribeConfigs', 1, { includeSynonyms: false, resources: [{ type: 4, name: '0', configNames: ['num.partitions'] }] });
    has(described, { resources: [{ errorCode: 0, configEntries: [{ configName: 'num.partitions', readOnly: true }] }] });
    for (const [type, name, code] of [[2, 'unknown', 3], [8, '0', 42]] as const) {
      const answer = await askAs(to(0), 'DescribeConfigs', 1, { includeSynonyms: false, resources: [{ type, name, configNames: [] }] });
      has(answer, { resources: [{ errorCode: code, configEntries: [] }] });
    }
  });

  each('DeleteTopics', 1, 1, async (version) => {
    has(await askAs(to(0), 'DeleteTopics', version, { topics: ['made-2'], timeout: 1000 }), { topicErrors: [{ topic: 'made-2', errorCode: 0 }] });
  });

  each('InitProducerId', 0, 1, async (version) => {
    has(await askAs(to(0), 'InitProducerId', version, { transactionalId: null }), { errorCode: 0, producerEpoch: 0 });
  });

  each('GroupCoordinator', 0, 2, async (version) => {
    const answer = await askAs(to(0), 'GroupCoordinator', version, { groupId: 'group' });
    has(answer, { errorCode: 0, coordinator: { port: 9093 } });
  });

  for (let version = 0; version <= 3; version += 1) {
    it(`a whole life in a group, version ${version} of everything`, async () => {
      const groupId = `life-${version}`;
      const keeper = await coordinatorOf(groupId);
      const memberId = await joinAs(keeper, groupId, version);
      const member = { groupId, memberId, generationId: 1, groupGenerationId: 1 };
      const groupAssignment = [{ memberId, memberAssignment: Buffer.from('share') }];
      const synced = await askAs(keeper, 'SyncGroup', version, { ...member, groupAssignment });
      has(synced, { errorCode: 0, memberAssignment: Buffer.from('share') });
      has(await askAs(keeper, 'Heartbeat', version, member), { errorCode: 0 });

      const offsets = [{ topic: 'payments', partitions: [{ partition: 0, offset: '4', metadata: null }] }];
      const committed = await askAs(keeper, 'OffsetCommit', version + 2, { ...member, topics: offsets });
      has(committed, { responses: [{ topic: 'payments', partitions: [{ partition: 0, errorCode: 0 }] }] });
      const fetched = await askAs(keeper, 'OffsetFetch', version + 1, { groupId, topics: [{ topic: 'payments', partitions: [{ partition: 0 }] }] });
      has(fetched, { responses: [{ topic: 'payments', partitions: [{ partition: 0, offset: '4', errorCode: 0 }] }] });

      const described = await askAs(keeper, 'DescribeGroups', Math.min(version, 2), { groupIds: [groupId] });
      has(described, { groups: [{ errorCode: 0, groupId, state: 'Stable', protocolType: 'consumer', protocol: 'range' }] });
      has(described, { groups: [{ members: [{ memberId, clientId: 'raw', clientHost: '/127.0.0.1', memberAssignment: Buffer.from('share') }] }] });
      has(await askAs(keeper, 'ListGroups', Math.min(version, 2), {}), { errorCode: 0 });
      has(await askAs(keeper, 'LeaveGroup', version, member), { errorCode: 0 });
      has(await askAs(keeper, 'DeleteGroups', Math.min(version, 1), [groupId]), { results: [{ groupId, errorCode: 0 }] });
    });
  }

  each('JoinGroup', 4, 5, async (version) => {
    const keeper = await coordinatorOf(`join-${version}`);
    const wish = { groupId: `join-${version}`, sessionTimeout: 6000, rebalanceTimeout: 6000, protocolType: 'consumer', groupProtocols: [{ name: 'range', metadata: Buffer.from('m') }] };
    const invited = await askAs(keeper, 'JoinGroup', version, { ...wish, memberId: '' });
    has(invited, { errorCode: 79 });
    const memberId = memberIdIn(invited);
    const joined = await askAs(keeper, 'JoinGroup', version, { ...wish, memberId });
    has(joined, { errorCode: 0, generationId: 1, groupProtocol: 'range', leaderId: memberId, memberId, members: [{ memberId, memberMetadata: Buffer.from('m') }] });
  });

  function to(brokerId: number): RawClient {
    const client = clients[brokerId];
    assert.ok(client !== undefined);
    return client;
  }

  async function coordinatorOf(groupId: string): Promise<RawClient> {
    const answer = await to(0).ask(10, 0, (body) => body.string(groupId));
    answer.int16();
    return to(answer.int32());
  }
});

function each(api: string, from: number, until: number, check: (version: number) => Promise<void>): void {
  for (let version = from; version <= until; version += 1) {
    it(`${api} ${version}`, () => check(version));
  }
}

/** Joins as the only member; its id. */
async function joinAs(client: RawClient, groupId: string, version: number): Promise<string> {
  return memberIdIn(await askAs(client, 'JoinGroup', version, {
    groupId, sessionTimeout: 6000, rebalanceTimeout: 6000, memberId: '', protocolType: 'consumer', groupProtocols: [{ name: 'range', metadata: Buffer.from('m') }],
  }));
}

function memberIdIn(answer: unknown): string {
  assert.ok(typeof answer === 'object' && answer !== null && 'memberId' in answer && typeof answer.memberId === 'string');
  return answer.memberId;
}

/** Whether `expected` is in `actual`: objects may have more, lists may not. */
function has(actual: unknown, expected: unknown): void {
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual) && actual.length === expected.length, `${JSON.stringify(actual)} should be a list of ${expected.length}`);
    expected.forEach((item, index) => has(actual[index], item));
  } else if (typeof expected === 'object' && expected !== null && !Buffer.isBuffer(expected)) {
    assert.ok(typeof actual === 'object' && actual !== null, `${JSON.stringify(actual)} should be an object`);
    const found = new Map(Object.entries(actual));
    Object.entries(expected).forEach(([name, value]) => has(found.get(name), value));
  } else {
    assert.deepEqual(actual, expected);
  }
}

import assert from 'node:assert/strict';
import type { Finding } from '../../../../../src/model/check';
import type { ClusterMetadata } from '../../../../../src/kafka/messages';
import { authorityCheck } from '../../../../../src/diagnose/services/eventStreams/authority';
import { KafkaTalk } from '../../../../../src/diagnose/services/eventStreams/kafkaTalk';
import { brokers } from '../../outcomes';
import { contextOf, requestFor } from '../../support';
import { never } from './cluster';

describe('the check of what the key may do', () => {
  const [read, write, create] = [0b1000, 0b10000, 0b100000];

  async function find(operations: number | undefined, ...topics: readonly number[]): Promise<Finding> {
    const talk = new KafkaTalk();
    const metadata: ClusterMetadata = {
      clusterId: 'abc', controllerId: 0, brokers: [], operations,
      topics: topics.map((each) => ({ name: 'orders', error: 0, internal: false, partitions: 1, operations: each })),
    };
    talk.metadata = metadata;
    return authorityCheck(talk).run((await contextOf(requestFor(brokers))).context, never);
  }

  it('is told in words, with what was counted', async () => {
    const table: readonly [Finding, string, string][] = [
      [await find(create, read | write, read), 'may create topics, may write 1 and read 2 of 2 topics', '2 topics seen: 2 readable, 1 writable'],
      [await find(0, read), 'may write 0 and read 1 of 1 topics', '1 topics seen: 1 readable, 0 writable'],
      [await find(0, write), 'may write 1 and read 0 of 1 topics', '1 topics seen: 0 readable, 1 writable'],
      [await find(create), 'may create topics, sees no topics', '0 topics seen: 0 readable, 0 writable'],
      [await find(create, 0), 'may create topics, may write 0 and read 0 of 1 topics', '1 topics seen: 0 readable, 0 writable'],
      [await find(0), 'sees no topics', '0 topics seen: 0 readable, 0 writable'],
      [await find(undefined, read), 'the brokers do not say', '1 topics seen: 1 readable, 0 writable'],
    ];
    for (const [found, summary, evidence] of table) {
      assert.deepEqual([found.state, found.code, found.summary, found.evidence], ['passed', 'ok', summary, [evidence]]);
    }
  });

  it('fails for a key that may sign in and nothing else', async () => {
    assert.equal((await find(0, 0)).state, 'failed');
    const found = await find(0, 0, 0);
    assert.deepEqual([found.state, found.code, found.summary, found.evidence], [
      'failed', 'kafka.no-authority', 'may sign in and nothing else', ['2 topics seen: 0 readable, 0 writable'],
    ]);
    assert.match(found.cause ?? '', /neither create, read nor write/);
    assert.match(found.remedy?.title ?? '', /Writer or Manager/);
  });

  it('has nothing to go on where nobody told', async () => {
    const { context } = await contextOf(requestFor(brokers));
    assert.deepEqual(await authorityCheck(new KafkaTalk()).run(context, never), { state: 'not-run', code: 'not-run', summary: '', evidence: [] });
  });
});

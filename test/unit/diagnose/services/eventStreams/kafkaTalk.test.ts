import assert from 'node:assert/strict';
import { Secret } from '../../../../../src/model/secret';
import { KafkaTalk } from '../../../../../src/diagnose/services/eventStreams/kafkaTalk';
import { never, startCluster, type Cluster } from './cluster';

describe('what the Kafka checks of one vantage share', () => {
  let cluster: Cluster;
  before(async () => { cluster = await startCluster(); });
  after(() => cluster.stop());

  it('is one connection for each broker, with the limit of the run', async () => {
    const { context, talk } = cluster;
    const [one, other] = context.probes;
    assert.ok(one && other);
    assert.equal(talk.wire(one, context), talk.wire(one, context));
    assert.notEqual(talk.wire(one, context), talk.wire(other, context));
    assert.deepEqual(talk.wire(one, context).broker, one.member);
    assert.equal(new KafkaTalk().metadata, undefined);
    assert.deepEqual(await talk.signIn(one, context, new Secret('the-key'), never), ['signed in as "token" with SASL PLAIN']);
  });

  it('gives up on a broker that says nothing after the run\'s own limit', async () => {
    const mute = await startCluster({ manners: ['mute'], request: { timeoutMs: 700 } });
    const [probe] = mute.context.probes;
    assert.ok(probe);
    await assert.rejects(mute.talk.signIn(probe, mute.context, new Secret('the-key'), never), { code: 'kafka.timeout', why: 'No answer within 0.7 s.' });
    await mute.stop();
  });
});

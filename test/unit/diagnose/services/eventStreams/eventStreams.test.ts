import assert from 'node:assert/strict';
import { explainer } from '../../../../../src/diagnose/causes';
import { eventStreams } from '../../../../../src/diagnose/services/eventStreams/eventStreams';
import { kafkaWords } from '../../support';

describe('what is asked of an Event Streams instance', () => {
  it('is sign-in, what it speaks, who is there, every broker, and what one may do', () => {
    assert.deepEqual(eventStreams.ladder().map(({ id, title, dependsOn }) => [id, title, ...dependsOn]), [
      ['sasl', 'Sign-in (SASL PLAIN)', 'tls'], ['api-versions', 'Kafka API versions', 'sasl'], ['metadata', 'Metadata and cluster id', 'api-versions'],
      ['brokers', 'Every advertised broker', 'metadata'], ['authority', 'What the key may do', 'metadata'],
    ]);
    assert.equal(eventStreams.provesMembers, 'brokers');
    assert.equal(eventStreams.startTls, undefined);
  });

  const meanings: readonly [string, RegExp, RegExp][] = [
    ['dns.no-names', /^The API's answer holds no bootstrap servers: /, /^Refresh when the instance is active, then check again$/],
    ['sasl.rejected', /not one of this instance, was deleted, or is minutes young/, /^Make a new service credential/],
    ['sasl.mechanism', /iam_token_only/, /OAUTHBEARER/],
    ['kafka.timeout', /does not answer requests/, /^Check Again$/],
    ['kafka.closed', /^Brokers restart one after another/, /^Check Again$/],
    ['kafka.garbage', /not a Kafka broker/, /what listens/],
    ['kafka.no-brokers', /names no broker/, /^Check Again$/],
    ['kafka.no-authority', /neither create, read nor write/, /Writer or Manager/],
  ];
  for (const [code, cause, remedy] of meanings) {
    it(`explains ${code}`, () => {
      const found = explainer(kafkaWords, eventStreams.explanations)(code);
      assert.match(found.cause, cause);
      assert.match(found.remedy.title, remedy);
    });
  }

  it('explains nothing else', () => {
    assert.deepEqual(Object.keys(eventStreams.explanations), meanings.map(([code]) => code));
  });
});

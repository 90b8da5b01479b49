import assert from 'node:assert/strict';
import { messageFailure, messageLate, topicLeft } from '../../../src/kafka/testMessageFailures';

describe('what a test message fails with', () => {
  const typed = (type: string) => Object.assign(new Error(`kafkajs says ${type}`), { type });
  const codes: Readonly<Record<string, string>> = {
    TOPIC_AUTHORIZATION_FAILED: 'kafka.not-authorized', CLUSTER_AUTHORIZATION_FAILED: 'kafka.not-authorized',
    GROUP_AUTHORIZATION_FAILED: 'kafka.not-authorized',
    UNKNOWN_TOPIC_OR_PARTITION: 'kafka.no-topic', INVALID_REPLICATION_FACTOR: 'kafka.too-few-brokers', NOT_ENOUGH_REPLICAS: 'kafka.too-few-brokers',
    UNSUPPORTED_SASL_MECHANISM: 'sasl.mechanism', ANYTHING_ELSE: 'kafka.test-message',
  };

  it('has a code and an advice for what Kafka says', () => {
    for (const [type, code] of Object.entries(codes)) {
      const failure = messageFailure('orders', typed(type));
      assert.deepEqual([failure.code, failure.what], [code, 'No test message through orders']);
      assert.match(failure.why, new RegExp(`^(There is no topic of that name, or the API key may not see it: )?kafkajs says ${type}$`));
      assert.match(failure.next, /^[A-Z].*\.$/);
    }
  });

  it('looks for the reason inside what kafkajs wraps around it', () => {
    const root = typed('UNKNOWN_TOPIC_OR_PARTITION');
    const wraps: readonly unknown[] = [
      Object.assign(new Error('retries exceeded'), { originalError: root }), new Error('outer', { cause: root }),
      Object.assign(new Error('several'), { errors: ['odd', root] }), new Error('outer', { cause: Object.assign(new Error('inner'), { errors: [root] }) }),
    ];
    for (const wrapped of wraps) {
      const failure = messageFailure('orders', wrapped);
      assert.deepEqual([failure.code, failure.cause], ['kafka.no-topic', wrapped]);
    }
    const endless: Error & { originalError?: Error } = new Error('round and round');
    endless.originalError = endless;
    assert.equal(messageFailure('orders', endless).code, 'kafka.test-message');
  });

  it('knows a refused sign-in by its name, and keeps what is no error', () => {
    const refused = Object.assign(new Error('no'), { name: 'KafkaJSSASLAuthenticationError' });
    assert.equal(messageFailure('orders', refused).code, 'sasl.rejected');
    assert.equal(messageFailure('orders', 'odd').why, 'odd');
  });

  it('says how long it waited, and which topic was left', () => {
    assert.deepEqual([messageLate(45_000).code, messageLate(45_000).why], ['kafka.timeout', 'Not within 45 s.']);
    const left = topicLeft('scratch\u202e', new Error('gone'));
    assert.deepEqual([left.code, left.what, left.why, left.next], [
      'kafka.topic-left', 'The scratch topic scratch[U+202E] could not be deleted', 'gone', 'Delete the topic scratch[U+202E] yourself.',
    ]);
  });
});

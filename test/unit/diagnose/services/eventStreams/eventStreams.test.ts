import assert from 'node:assert/strict';
import { eventStreams } from '../../../../../src/diagnose/services/eventStreams/eventStreams';

describe('what is asked of an Event Streams instance', () => {
  it('is sign-in, what it speaks, who is there, every broker, and what one may do', () => {
    assert.deepEqual(eventStreams.ladder().map(({ id, title, dependsOn }) => [id, title, ...dependsOn]), [
      ['sasl', 'Sign-in (SASL PLAIN)', 'tls'], ['api-versions', 'Kafka API versions', 'sasl'], ['metadata', 'Metadata and cluster id', 'api-versions'],
      ['brokers', 'Every advertised broker', 'metadata'], ['authority', 'What the key may do', 'metadata'],
    ]);
    assert.equal(eventStreams.provesMembers, 'brokers');
    assert.equal(eventStreams.startTls, undefined);
  });
});

import assert from 'node:assert/strict';
import { explainer } from '../../../../../src/diagnose/causes';
import { explanations } from '../../../../../src/diagnose/services/eventStreams/explanations';
import { kafkaWords } from '../../support';

describe('what Kafka\'s codes mean', () => {
  const meanings: readonly [string, RegExp, RegExp][] = [
    ['dns.no-names', /^The API's answer holds no bootstrap servers: /, /^Refresh when the instance is active, then check again$/],
    ['sasl.rejected', /not one of this instance, was deleted, or is minutes young/, /^Make a new service credential/],
    ['sasl.mechanism', /iam_token_only/, /OAUTHBEARER/],
    ['sasl.no-key', /kept on this machine/, /^Create Service Credential…$/],
    ['sasl.closed', /^Brokers restart one after another.*the key is not accepted/, /^Check Again$/],
    ['sasl.closed.by-all', /^Every broker ended the connection at the sign-in itself/, /^Make a new service credential/],
    ['kafka.timeout', /does not answer requests/, /^Check Again$/],
    ['kafka.closed', /^Brokers restart one after another/, /^Check Again$/],
    ['kafka.closed.by-all', /^Every broker ends the connection after the sign-in/, /^Check Again$/],
    ['kafka.garbage', /not a Kafka broker/, /what listens/],
    ['kafka.no-brokers', /names no broker/, /^Check Again$/],
    ['kafka.no-authority', /neither create, read nor write/, /Writer or Manager/],
  ];
  for (const [code, cause, remedy] of meanings) {
    it(`explains ${code}`, () => {
      const found = explainer(kafkaWords, explanations, { isPublic: false })(code);
      assert.match(found.cause, cause);
      assert.match(found.remedy.title, remedy);
    });
  }

  it('explains nothing else', () => {
    assert.deepEqual(Object.keys(explanations), meanings.map(([code]) => code));
  });
});

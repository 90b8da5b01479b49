import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Secret } from '../../../../src/model/secret';
import { apiKeyCredential } from '../../../../src/services/eventStreams/credential';

const secretIn = (credentials: unknown) => apiKeyCredential.secretOf(credentials)?.reveal();

describe('a service credential of Event Streams', () => {
  const cases: readonly (readonly [string, unknown, string | undefined])[] = [
    ['is read as Gen 2 is documented', { bootstrap_endpoints: 'a:9093', user: 'token', api_key: 'k' }, 'k'],
    ['is read as Gen 1 is documented', { apikey: 'k', api_key: 'k', password: 'k', user: 'token', kafka_brokers_sasl: ['a:9093'] }, 'k'],
    ['is read where apikey alone has the key', { apikey: 'k' }, 'k'],
    ['is read where the password alone is the key', { password: 'k' }, 'k'],
    ['is read past a place that holds something else', { api_key: 7, apikey: null, password: 'k' }, 'k'],
    ['is read past a place that is hidden or empty', { api_key: 'REDACTED', apikey: '', password: 'k' }, 'k'],
    ['is not shown again after its creation', { REDACTED: 'REDACTED_EXPLICIT' }, undefined],
    ['is not shown where each place has the cloud\'s mark', { apikey: 'REDACTED_EXPLICIT', password: 'REDACTED' }, undefined],
    ['is not shown where there is no document', undefined, undefined],
    ['is not shown where there is null', null, undefined],
    ['is not shown where there is a text', 'api_key', undefined],
    ['is not shown where there is a list', ['api_key'], undefined],
  ];
  for (const [what, credentials, expected] of cases) {
    it(what, () => assert.equal(secretIn(credentials), expected));
  }

  it('takes any JSON without throwing, and gives a text that is not empty, or nothing', () => {
    const near = fc.record({ api_key: fc.jsonValue(), apikey: fc.jsonValue(), password: fc.jsonValue() }, { requiredKeys: [] });
    fc.assert(fc.property(fc.oneof(near, fc.jsonValue()), (credentials) => {
      const secret = secretIn(credentials);
      assert.ok(secret === undefined || secret.length > 0);
    }));
  });

  it('is a secret: no text form of it shows it', () => {
    const secret = apiKeyCredential.secretOf({ api_key: 'canary' });
    assert.ok(secret instanceof Secret);
    assert.doesNotMatch(`${JSON.stringify(secret)} ${String(secret)} ${inspect(secret)}`, /canary/);
  });
});

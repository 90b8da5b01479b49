import assert from 'node:assert/strict';
import { VantageError } from '../../../../src/diagnose/vantage/networkError';
import { dnsFailure } from '../../../../src/diagnose/networkFailures';

describe('a refusal that a vantage puts into Node\'s codes', () => {
  it('is read as one of this machine\'s own network', () => {
    const error = new VantageError('ENOTFOUND', 'build-box does not know a.test');
    assert.deepEqual([error.name, error.code, error.message], ['VantageError', 'ENOTFOUND', 'build-box does not know a.test']);
    assert.equal(dnsFailure('a.test', error).code, 'dns.nxdomain');
  });
});

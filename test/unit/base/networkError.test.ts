import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/base/networkError';
import { dnsFailure } from '../../../src/diagnose/networkFailures';

describe('a refusal that is put into Node\'s codes', () => {
  it('is read as one of this machine\'s own network', () => {
    const error = new NetworkError('ENOTFOUND', 'build-box does not know a.test');
    assert.deepEqual([error.name, error.code, error.message], ['NetworkError', 'ENOTFOUND', 'build-box does not know a.test']);
    assert.equal(dnsFailure('a.test', error).code, 'dns.nxdomain');
  });
});

import assert from 'node:assert/strict';
import { explain, explanations } from '../../../src/diagnose/causes';
import { dnsFailure, dnsLate, tcpFailure, tcpLate } from '../../../src/diagnose/networkFailures';
import { commandIds } from '../../../src/ui/ids';

describe('what a code means', () => {
  const withCode = (code: string) => Object.assign(new Error(`it said ${code}`), { code });

  it('is one sentence and one thing to do, and never to turn a certificate check off', () => {
    for (const [code, { cause, remedy }] of Object.entries(explanations)) {
      assert.match(code, /^[a-z]+\.[a-z-]+$/);
      assert.match(cause, /^[A-Z].*\.$/s, code);
      assert.ok(remedy.title.length > 0 && !remedy.title.endsWith('.'), code);
      assert.doesNotMatch(`${cause} ${remedy.title}`, /turn off|disable|ignore.*(certificate|TLS)|insecure|reject/i, code);
    }
  });

  it('offers only commands that the product has', () => {
    for (const { remedy } of Object.values(explanations)) {
      assert.ok(remedy.command === undefined || commandIds.some((id) => id === remedy.command), remedy.command);
    }
  });

  it('falls back on the failure\'s own words', () => {
    assert.deepEqual(explain('something.new', 'its why', 'its next'), { cause: 'its why', remedy: { title: 'its next' } });
  });

  it('has a code of its own for each way that names and connections fail', () => {
    const dns = ['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'ETIMEOUT', 'ESERVFAIL', 'EREFUSED', 'EWEIRD'];
    assert.deepEqual(dns.map((code) => dnsFailure('a.test', withCode(code)).code), [
      'dns.nxdomain', 'dns.nxdomain', 'dns.timeout', 'dns.timeout', 'dns.refused', 'dns.refused', 'dns.failed',
    ]);
    const tcp = ['ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'EWEIRD'];
    assert.deepEqual(tcp.map((code) => tcpFailure('10.0.0.1', 9093, withCode(code)).code), [
      'tcp.refused', 'tcp.timeout', 'tcp.reset', 'tcp.reset', 'tcp.unreachable', 'tcp.unreachable', 'tcp.failed',
    ]);
    assert.deepEqual([dnsLate('a', 1000).code, tcpLate('a', 1, 1000).code], ['dns.timeout', 'tcp.timeout']);
  });

  it('never takes an error of another kind for a name that does not exist', () => {
    assert.equal(dnsFailure('a.test', new Error('the answer is too long')).code, 'dns.failed');
  });

  it('shows a name from the cloud as text, and keeps the system\'s words', () => {
    const failure = dnsFailure('a\u202e.test', withCode('ENOTFOUND'));
    assert.match(failure.what, /\[U\+202E\]/);
    assert.equal(failure.why, 'it said ENOTFOUND');
  });
});

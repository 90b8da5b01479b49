import assert from 'node:assert/strict';
import { dnsFailure, dnsLate, tcpFailure, tcpLate } from '../../../src/diagnose/networkFailures';
import { withCode } from './support';

describe('what names and connections fail with', () => {
  const dns: Readonly<Record<string, string>> = {
    ENOTFOUND: 'dns.nxdomain', ENODATA: 'dns.nxdomain', EAI_NODATA: 'dns.nxdomain', EAI_NONAME: 'dns.nxdomain', ETIMEOUT: 'dns.timeout',
    ETIMEDOUT: 'dns.timeout', EAI_AGAIN: 'dns.timeout', ESERVFAIL: 'dns.refused', EREFUSED: 'dns.refused', EOTHERRESOLVER: 'dns.other-resolver',
    EWEIRD: 'dns.failed',
  };
  const tcp: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'tcp.refused', ETIMEDOUT: 'tcp.timeout', ECONNRESET: 'tcp.reset', EPIPE: 'tcp.reset',
    EHOSTUNREACH: 'tcp.unreachable', ENETUNREACH: 'tcp.unreachable', EWEIRD: 'tcp.failed',
  };

  it('has a code of its own for each way of failing', () => {
    assert.deepEqual(Object.fromEntries(Object.keys(dns).map((code) => [code, dnsFailure('a.test', withCode(code)).code])), dns);
    assert.deepEqual(Object.fromEntries(Object.keys(tcp).map((code) => [code, tcpFailure('10.0.0.1', 9093, withCode(code)).code])), tcp);
  });

  it('never takes an error of another kind for a name that does not exist', () => {
    assert.equal(dnsFailure('a.test', new Error('the answer is too long')).code, 'dns.failed');
    assert.equal(tcpFailure('10.0.0.1', 9093, 'no error at all').code, 'tcp.failed');
  });

  it('says what was tried, in the system\'s words, and what to do next', () => {
    const cause = withCode('ENOTFOUND');
    const { what, why, next, cause: kept } = dnsFailure('a.test', cause);
    assert.deepEqual([what, why, kept], ['No address for a.test', 'it said ENOTFOUND', cause]);
    assert.equal(next, 'Check again after a few minutes: new private names take that long to spread.');
    const reason = withCode('ECONNREFUSED');
    const refused = tcpFailure('10.249.1.4', 9093, reason);
    assert.deepEqual([refused.what, refused.why, refused.cause], ['No connection to 10.249.1.4:9093', 'it said ECONNREFUSED', reason]);
    assert.equal(refused.next, 'Check the security groups and network ACLs on the way.');
  });

  it('says the name once, however it came to be said twice', () => {
    const name = `${'a'.repeat(60)}.private.test`;
    const why = (words: string) => dnsFailure(name, withCode('ENOTFOUND', words)).why;
    assert.equal(why(`getaddrinfo ENOTFOUND ${name}`), 'getaddrinfo ENOTFOUND');
    assert.equal(why(`queryA ENOTFOUND ${name}`), 'queryA ENOTFOUND');
    assert.equal(why(`build-box does not know ${name}`), 'build-box does not know it');
  });

  it('says how long it waited in vain', () => {
    const [name, address] = [dnsLate('a.test', 10_000), tcpLate('10.249.1.4', 9093, 1_500)];
    assert.deepEqual([name.code, name.what, name.why], ['dns.timeout', 'No address for a.test', 'No answer within 10 s.']);
    assert.equal(name.next, 'Check that the name server can be reached from there.');
    assert.deepEqual([address.code, address.what, address.why], ['tcp.timeout', 'No connection to 10.249.1.4:9093', 'No answer within 1.5 s.']);
    assert.equal(address.next, 'Check the security groups and network ACLs on the way.');
  });

  it('shows what comes from the cloud as text, and not more of it than a name has', () => {
    assert.match(dnsFailure('a\u202e.test', withCode('ENOTFOUND')).what, /\[U\+202E\]/);
    assert.match(dnsLate('a\u202e.test', 1).what, /\[U\+202E\]/);
    assert.match(tcpFailure('a\u202e', 1, withCode('EPIPE')).what, /\[U\+202E\]/);
    assert.match(tcpLate('a\u202e', 1, 1).what, /\[U\+202E\]/);
    assert.match(dnsFailure('a.test', new Error('no\u202e')).why, /\[U\+202E\]/);
    const long = 'a'.repeat(9_000);
    const limited = `No address for ${'a'.repeat(254)}…`;
    assert.deepEqual([dnsFailure(long, withCode('ENOTFOUND')).what, dnsLate(long, 1).what], [limited, limited]);
  });
});

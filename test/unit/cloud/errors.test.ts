import assert from 'node:assert/strict';
import { isNotFound, noAnswer, notJson, refusal, retryAfter, unexpectedAnswer } from '../../../src/cloud/errors';
import type { CloudAnswer, CloudRequest } from '../../../src/cloud/request';
import { Failure } from '../../../src/model/failure';

const request: CloudRequest = {
  service: 'vpc', method: 'POST', baseUrl: 'https://eu-de.iaas.cloud.ibm.com/v1', path: '/endpoint_gateways',
  what: 'Could not create the endpoint gateway "orders"', permission: 'Editor on VPE (is.endpoint-gateway)',
};
const answer = (status: number, headers: Record<string, string> = {}, body = ''): CloudAnswer =>
  ({ status, headers, body: Buffer.from(body) });
const denied = { errors: [{ code: 'not_authorized', message: 'The request is not authorized.' }], trace: 'abc' };

describe('failures of the cloud', () => {
  it('keeps message, code and trace of a refusal, and says which permission is missing', () => {
    const failure = refusal(request, answer(403), denied);
    assert.equal(failure.code, 'vpc.not_authorized');
    assert.equal(failure.what, request.what);
    assert.equal(failure.why, 'The request is not authorized.');
    assert.equal(failure.trace, 'abc');
    assert.equal(failure.status, 403);
    assert.match(failure.next, /Editor on VPE \(is\.endpoint-gateway\)/);
    assert.match(failure.next, /context-based restriction/i);
  });

  it('takes the trace from the headers where the body has none', () => {
    assert.equal(refusal(request, answer(500, { 'x-request-id': 'h-1' }), {}).trace, 'h-1');
    assert.equal(refusal(request, answer(500, { 'transaction-id': 'h-2' }), undefined).trace, 'h-2');
  });

  it('says that the server gave no reason, instead of making one up', () => {
    const failure = refusal(request, answer(500), undefined);
    assert.equal(failure.code, 'vpc.http-500');
    assert.equal(failure.why, 'eu-de.iaas.cloud.ibm.com answered with status 500 and gave no reason.');
  });

  it('has something to do for every status', () => {
    const advice = [400, 401, 403, 404, 409, 429, 500].map((status) => refusal(request, answer(status), {}).next);
    assert.equal(new Set(advice).size, advice.length);
  });

  it('says how long the server asks to wait', () => {
    const next = (wait: string) => refusal(request, answer(429, { 'retry-after': wait }), {}).next;
    assert.equal(next('45'), 'Wait 45 s, as eu-de.iaas.cloud.ibm.com asks, then try again.');
    assert.equal(next('3600'), 'Wait 60 minutes, as eu-de.iaas.cloud.ibm.com asks, then try again.');
    assert.doesNotMatch(next('0'), /0 s/);
  });

  it('tells what is not there from what failed', () => {
    assert.ok(isNotFound(refusal(request, answer(404), {})));
    assert.ok(isNotFound(refusal(request, answer(410), {})), 'a service may tell one that was deleted from one that never was');
    assert.ok(!isNotFound(refusal(request, answer(403), {})));
    assert.ok(!isNotFound(new Error('404')));
  });

  it('shows the first 200 characters of what is not JSON, and its status', () => {
    const failure = notJson(request, answer(200, {}, `{"cut off ${'ü'.repeat(500)}`));
    assert.equal(failure.code, 'http.not-json');
    assert.equal(failure.status, 200);
    assert.ok(failure.why.endsWith(`: {"cut off ${'ü'.repeat(190)}`));
    assert.match(failure.next, /proxy/);
  });

  it('shows what a page of HTML says, and none of its markup', () => {
    const why = (body: string): string => notJson(request, answer(502, {}, body)).why.replace(/^.* something that is not JSON/, '');
    assert.equal(why('<html><head><title>502 Bad\n Gateway</title></head><body><h1>nginx</h1></body></html>'), ': 502 Bad Gateway');
    assert.equal(why('\n<!doctype html><style>b{}</style><script>x</script><p>Sign in to the <b>guest</b> network</p>'), ': Sign in to the guest network');
    assert.equal(why(`<html><body>${'<p>a</p>'.repeat(500)}<script>cut`).slice(0, 6), ': a a ');
    assert.equal(why('<html>'), '.');
  });

  it('quotes nothing of what is not as expected where it may hold a secret', () => {
    const secret = { ...request, secret: true };
    assert.equal(notJson(secret, answer(200, {}, '{"apikey":"canary-4711"')).why, 'eu-de.iaas.cloud.ibm.com answered with status 200 and something that is not JSON.');
    assert.doesNotMatch(unexpectedAnswer(secret, answer(200), { place: 'credentials', problem: 'Expected Object but received "canary-4711"' }).why, /canary/);
  });

  it('names the field that is not as documented', () => {
    const failure = unexpectedAnswer(request, answer(200, { 'x-request-id': 'abc' }), { place: 'vpcs.3.name', item: 'r006-1', problem: 'Expected "name"' });
    assert.match(failure.why, /"vpcs\.3\.name" \(r006-1\): Expected "name"$/);
    assert.equal(failure.trace, 'abc');
  });

  it('reads how long to wait, as seconds or as a date', () => {
    const now = Date.parse('2026-11-23T10:00:00Z');
    const wait = (text: string) => retryAfter(answer(429, { 'retry-after': text }), now);
    assert.equal(wait('12'), 12);
    assert.equal(wait('Mon, 23 Nov 2026 10:00:30 GMT'), 30);
    assert.equal(wait('Mon, 23 Nov 2026 09:00:00 GMT'), 0);
    assert.equal(wait('soon'), undefined);
    assert.equal(retryAfter(answer(429), now), undefined);
  });

  it('says for each certificate error what is wrong and who must mend it, and never to look away', () => {
    const codes = {
      SELF_SIGNED_CERT_IN_CHAIN: 'tls.unknown-root',
      DEPTH_ZERO_SELF_SIGNED_CERT: 'tls.unknown-root',
      UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls.unknown-root',
      UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls.missing-intermediate',
      CERT_HAS_EXPIRED: 'tls.expired',
      CERT_NOT_YET_VALID: 'tls.not-yet-valid',
      ERR_TLS_CERT_ALTNAME_INVALID: 'tls.wrong-name',
      CERT_REVOKED: 'tls.revoked',
    };
    for (const [code, expected] of Object.entries(codes)) {
      const failure = noAnswer(request, code, 'To use a self-signed certificate, set disableSslVerification');
      assert.equal(failure.code, expected);
      assert.doesNotMatch(`${failure.why} ${failure.next}`, /disable|turn off|ignore|insecure/i);
      assert.match(failure.next, /administrator|whoever|clock/i);
    }
  });

  it('names the host for a lost connection, and keeps an unknown error\'s words', () => {
    assert.equal(noAnswer(request, 'ECONNRESET', 'socket hang up').code, 'http.reset');
    const unknown = noAnswer(request, undefined, 'tunneling socket could not be established');
    assert.equal(unknown.code, 'http.no-answer');
    assert.match(unknown.why, /eu-de\.iaas\.cloud\.ibm\.com.*tunneling socket could not be established/);
    assert.ok(unknown instanceof Failure);
  });
});

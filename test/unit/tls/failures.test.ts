import assert from 'node:assert/strict';
import { tlsFailure, tlsLate } from '../../../src/tls/failures';

describe('what a TLS handshake fails with', () => {
  const place = { host: 'kafka-0.private.test', port: 9093 };
  const of = (code: string | undefined) => tlsFailure(place, Object.assign(new Error('in OpenSSL\'s words'), code === undefined ? {} : { code }));
  const again = 'Check again: the parts of a service restart one after another during an update.';

  const table: Readonly<Record<string, readonly [string, RegExp]>> = {
    ERR_TLS_CERT_ALTNAME_INVALID: ['tls.wrong-name', /^Check where the name leads/],
    CERT_HAS_EXPIRED: ['tls.expired', /clock/], CERT_NOT_YET_VALID: ['tls.expired', /clock/],
    SELF_SIGNED_CERT_IN_CHAIN: ['tls.untrusted', /intercepts TLS/], UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['tls.untrusted', /intercepts/],
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['tls.untrusted', /intercepts/], DEPTH_ZERO_SELF_SIGNED_CERT: ['tls.untrusted', /intercepts/],
    CERT_UNTRUSTED: ['tls.untrusted', /intercepts/], CERT_REJECTED: ['tls.untrusted', /intercepts/], CERT_CHAIN_TOO_LONG: ['tls.untrusted', /intercepts/],
    INVALID_CA: ['tls.untrusted', /intercepts/], CERT_SIGNATURE_FAILURE: ['tls.untrusted', /intercepts/],
    ERR_SSL_WRONG_VERSION_NUMBER: ['tls.not-tls', /does not speak TLS/], ERR_SSL_PACKET_LENGTH_TOO_LONG: ['tls.not-tls', /does not speak TLS/],
    ERR_SSL_HTTP_REQUEST: ['tls.not-tls', /does not speak TLS/], ERR_SSL_UNKNOWN_PROTOCOL: ['tls.not-tls', /does not speak TLS/],
    ERR_SSL_UNEXPECTED_MESSAGE: ['tls.not-tls', /does not speak TLS/], ERR_SSL_BAD_RECORD_TYPE: ['tls.not-tls', /does not speak TLS/],
    EPROTO: ['tls.not-tls', /does not speak TLS/],
    ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: ['tls.refused', /^Check again/], ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: ['tls.refused', /^Check again/],
    ECONNRESET: ['tls.closed', /^Check again/], EPIPE: ['tls.closed', /^Check again/], X_SELF_SIGNED: ['tls.closed', /^Check again/],
  };
  for (const [code, [meaning, next]] of Object.entries(table)) {
    it(`calls ${code} ${meaning}`, () => {
      assert.equal(of(code).code, meaning);
      assert.match(of(code).next, next);
    });
  }

  it('says where, in the words of what failed', () => {
    const cause = new Error('The connection was closed.');
    const { code, what, why, next, cause: kept } = tlsFailure(place, cause);
    assert.deepEqual([code, what, why, next, kept], [
      'tls.closed', 'No TLS connection to kafka-0.private.test:9093', 'The connection was closed.', again, cause,
    ]);
    assert.match(tlsFailure({ host: 'a\u202e', port: 1 }, new Error('b\u202e')).message, /^No TLS connection to a\[U\+202E\]:1: b\[U\+202E\]$/);
  });

  it('says how long it waited in vain', () => {
    const late = tlsLate(place, 10_000);
    assert.deepEqual([late.code, late.why], ['tls.timeout', 'The TLS handshake did not end within 10 s.']);
    assert.match(late.next, /MTU/);
  });
});

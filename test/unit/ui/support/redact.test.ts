import assert from 'node:assert/strict';
import { redacted, secretsIn } from '../../../../src/ui/support/redact';

const nothing = { secrets: [], accounts: [], homeFolder: '' };
const key = 'pXk3-+/nq0 2mZr7Tq1Vb8cW';

describe('a text that leaves this machine', () => {
  it('has *** for each secret that is kept, in each form in which it is sent', () => {
    const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64')];
    for (const form of forms) {
      assert.equal(redacted(`key=${form}.`, { ...nothing, secrets: [key] }), 'key=***.');
    }
  });

  it('hides a secret that begins with another whole', () => {
    assert.equal(redacted(`${key}-and-more`, { ...nothing, secrets: [key, `${key}-and-more`] }), '***');
  });

  it('takes what looks like a secret for one, though it is not kept', () => {
    const texts = {
      'Authorization: Bearer abcdefghijkl': 'Authorization: Bearer ***',
      'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln': 'token ***',
      '{"apikey":"q8w7e6r5","name":"orders"}': '{"apikey":"***","name":"orders"}',
      'grant?refresh_token=zzzzyyyy&x=1': 'grant?refresh_token=***&x=1',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----\nrest': '***\nrest',
      '-----BEGIN PRIVATE KEY-----\ncut off': '***',
    };
    for (const [text, shown] of Object.entries(texts)) assert.equal(redacted(text, nothing), shown);
  });

  it('tells accounts apart by the beginning of their ids alone, and names no home folder', () => {
    const id = 'e4f2c1d09b8a47c6a5d3f0e1b2c49786';
    const text = `crn:v1:bluemix:public:is:ca-mon:a/${id}::vpc:r1 /home/me/.ssh/orders ${encodeURIComponent('acc:me@example.com')}`;
    assert.equal(
      redacted(text, { secrets: [], accounts: ['acc:me@example.com'], homeFolder: '/home/me' }),
      'crn:v1:bluemix:public:is:ca-mon:a/e4f2…::vpc:r1 ~/.ssh/orders acc:…',
    );
  });

  it('leaves what is neither as it is', () => {
    const text = 'Security group orders-pc-server: made · secret storage · password-less';
    assert.equal(redacted(text, { ...nothing, secrets: ['', 'short'] }), text);
  });
});

describe('what the vault keeps', () => {
  it('is a secret as it is, or a document that holds some', () => {
    assert.deepEqual(secretsIn(key), [key]);
    assert.deepEqual(secretsIn(JSON.stringify({ kind: 'refresh-token', value: key, more: { accessToken: `${key}2` } })), [key, `${key}2`]);
  });
});

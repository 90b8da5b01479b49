import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readEnvelope } from '../../../src/cloud/envelope';

describe('error envelopes', () => {
  it('reads VPC\'s', () => {
    assert.deepEqual(readEnvelope({
      errors: [{ code: 'validation_unique_failed', message: 'Provided Name (orders) is not unique', target: { type: 'field' } }],
      trace: '7f1c',
    }), { code: 'validation_unique_failed', message: 'Provided Name (orders) is not unique', trace: '7f1c' });
  });

  it('names the field that an error without words is about, and not what it was given', () => {
    const target = { type: 'field', name: 'primary_ip.name', value: 'what-was-sent' };
    assert.equal(readEnvelope({ errors: [{ code: 'validation_failed', message: '', target }] }).message, 'validation_failed: field "primary_ip.name"');
    assert.equal(readEnvelope({ errors: [{ target: { name: 'zone' } }, { message: 'two' }] }).message, 'refused: field "zone"; two');
    assert.equal(readEnvelope({ errors: [{ target }], message: 'words' }).message, 'words', 'words say more');
    assert.equal(readEnvelope({ errors: [{ code: 'a', target: { name: 3 } }] }).message, undefined);
  });

  it('joins the messages of several errors, and keeps the first one\'s code', () => {
    const { code, message } = readEnvelope({ errors: [{ code: 'a', message: 'one' }, { code: 'b', message: 'two' }] });
    assert.deepEqual([code, message], ['a', 'one; two']);
  });

  it('reads IAM\'s token service', () => {
    assert.deepEqual(readEnvelope({
      errorCode: 'BXNIM0415E', errorMessage: 'Provided API key could not be found.', context: { requestId: 'req-1' },
    }), { code: 'BXNIM0415E', message: 'Provided API key could not be found.', trace: 'req-1' });
  });

  it('reads IAM Identity\'s, whose number is not its code', () => {
    assert.deepEqual(readEnvelope({
      context: { transaction_id: 'tx' }, status_code: 404,
      errors: [{ code: 'not_found', message_code: 'BXNIM0134E', message: 'No key', details: 'x' }], trace: 'tr',
    }), { code: 'BXNIM0134E', message: 'No key', trace: 'tr' });
  });

  it('reads Resource Controller\'s', () => {
    assert.deepEqual(readEnvelope({
      message: 'Not enough access', status_code: 403, error_code: 'RC-IamAuthorization', transaction_id: 'bss-1',
    }), { code: 'RC-IamAuthorization', message: 'Not enough access', trace: 'bss-1' });
  });

  it('reads an error that is an object, or a word', () => {
    assert.deepEqual(readEnvelope({ error: { code: 'e', message: 'm' } }), { code: 'e', message: 'm', trace: undefined });
    assert.equal(readEnvelope({ error: 'Gone' }).message, 'Gone');
  });

  it('keeps the server\'s words as they are, but not a page of them', () => {
    const words = 'Zeile\nmit <b>Umlaut</b> ü';
    assert.equal(readEnvelope({ message: words }).message, words);
    assert.equal(readEnvelope({ errors: [{ message: 'x'.repeat(5_000) }, { message: 'y' }] }).message?.length, 2_000);
  });

  it('never throws, and gives texts or nothing, whatever the JSON', () => {
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('errors', 'error', 'context', 'code', 'message', 'trace', '__proto__', 'errorCode'), fc.jsonValue()),
      fc.record({ errors: fc.array(fc.jsonValue()), context: fc.jsonValue() }),
    );
    fc.assert(fc.property(hostile, (value) => {
      const body: unknown = JSON.parse(JSON.stringify(value));
      for (const part of Object.values(readEnvelope(body)) as unknown[]) {
        assert.ok(part === undefined || typeof part === 'string');
      }
    }));
  });
});

import assert from 'node:assert/strict';
import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { Secret } from '../../../src/model/secret';

describe('a secret', () => {
  it('shows nothing of itself in any text form', () => {
    fc.assert(fc.property(fc.string({ minLength: 4 }), (value) => {
      fc.pre(!'Secret{*}[]".\'value: undefined'.includes(value));
      const secret = new Secret(value);
      const forms = [
        String(secret), secret.toString(), JSON.stringify({ secret }), inspect(secret), inspect({ deep: { secret } }, { depth: 5, showHidden: true }),
        format('%s %o %j %O', secret, secret, secret, secret), Object.values(secret).join(), JSON.stringify(structuredClone(Object.assign({}, secret))),
      ];
      for (const form of forms) assert.ok(!form.includes(value), form);
    }));
  });

  it('gives its value only when asked to reveal it', () => {
    assert.equal(new Secret('canary-1').reveal(), 'canary-1');
  });
});

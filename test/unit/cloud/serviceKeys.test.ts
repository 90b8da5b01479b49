import assert from 'node:assert/strict';
import { parse } from 'valibot';
import { keyDocument, toServiceKey } from '../../../src/cloud/serviceKeys';
import { teapotCredential } from './teapots';

const read = (credentials: unknown) => toServiceKey(parse(keyDocument, { id: 'k', crn: 'crn:k', name: 'key', credentials }), teapotCredential);

describe('a service credential', () => {
  it('has the secret that its service finds in it', () => {
    const key = read({ spout: 's3cret' });
    assert.deepEqual([key.name, key.secret?.reveal(), key.hidden], ['key', 's3cret', undefined]);
  });

  const hidden: readonly (readonly [string, unknown, string])[] = [
    ['was shown at its creation alone', { REDACTED: 'REDACTED_EXPLICIT' }, 'one-time'],
    ['is above the viewer\'s role', { REDACTED: 'REDACTED' }, 'role'],
    ['has nothing in it', {}, 'role'],
    ['has a mark of another kind', { REDACTED: true }, 'role'],
    ['is null', null, 'role'],
    ['is absent', undefined, 'role'],
    ['is a text', 'REDACTED_EXPLICIT', 'role'],
  ];
  for (const [what, credentials, why] of hidden) {
    it(`that ${what} is hidden: ${why}`, () => {
      assert.deepEqual(read(credentials), { id: 'k', crn: 'crn:k', name: 'key', hidden: why });
    });
  }

  it('shows its secret in no text form', () => {
    assert.doesNotMatch(JSON.stringify(read({ spout: 'canary' })), /canary/);
  });
});

import assert from 'node:assert/strict';
import { memberName } from '../../../src/diagnose/memberName';

describe('what a member is called', () => {
  it('is the first part of its name', () => {
    const names = ['kafka-0.guid.private.test', 'loft', 'a.', '.a', '', 'a.b\nc'].map((host) => memberName({ host, port: 1 }));
    assert.deepEqual(names, ['kafka-0', 'loft', 'a', '', '', 'a']);
  });
});

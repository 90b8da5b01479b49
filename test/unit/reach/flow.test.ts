import assert from 'node:assert/strict';
import { ephemeralPorts } from '../../../src/reach/flow';

describe('the ports of a client\'s own', () => {
  it('are all above the well-known ones', () => {
    assert.deepEqual(ephemeralPorts, { min: 1024, max: 65535 });
  });
});

import assert from 'node:assert/strict';
import { plain } from '../../../src/ui/plain';

describe('text from the cloud in the editor\'s own places', () => {
  it('is neither an icon nor a link that may run a command', () => {
    const text = plain('$(trash) [go](command:evil) $$(x) [a]](b)');
    assert.doesNotMatch(text, /\$\(|\]\(/);
  });

  it('stays as it is where it is neither', () => {
    assert.equal(plain('orders (Event Streams) $5 [1]'), 'orders (Event Streams) $5 [1]');
  });
});

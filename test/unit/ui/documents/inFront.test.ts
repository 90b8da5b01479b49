import assert from 'node:assert/strict';
import { InFront } from '../../../../src/ui/documents/inFront';

describe('a plan that comes to the front', () => {
  it('is read anew each time, and not while it stays there', () => {
    const seen: (string | undefined)[] = [];
    let shown: string | undefined;
    const inFront = new InFront(() => shown, () => void seen.push(shown));
    for (const now of [undefined, 'a', 'a', undefined, 'a', 'b', 'b', undefined]) {
      shown = now;
      inFront.look();
    }
    assert.deepEqual(seen, ['a', 'a', 'b']);
  });
});

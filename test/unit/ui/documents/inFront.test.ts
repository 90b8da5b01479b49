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

  it('is read once more at its first change there: the preview may have been loading then, and lost it', () => {
    let read = 0;
    const inFront = new InFront(() => 'a', () => void (read += 1));
    inFront.look();
    inFront.changed('b');
    assert.equal(read, 1);
    inFront.changed('a');
    inFront.changed('a');
    assert.equal(read, 2);
  });
});

import assert from 'node:assert/strict';
import { inTurns } from '../../../../scripts/tests/inTurns';

describe('several that speak at once', () => {
  it('are heard one after the other, in the order in which they began, and the first as it speaks', () => {
    const heard: string[] = [];
    const next = inTurns((text) => heard.push(String(text)));
    const [one, two, three] = [next(), next(), next()];
    two.write('2a');
    one.write('1a');
    assert.deepEqual(heard, ['1a']);
    three.write('3a');
    three.end();
    one.write('1b');
    one.end();
    assert.deepEqual(heard, ['1a', '1b', '2a']);
    two.write('2b');
    two.end();
    assert.deepEqual(heard, ['1a', '1b', '2a', '2b', '3a']);
    const four = next();
    four.write('4a');
    assert.equal(heard.at(-1), '4a');
  });
});

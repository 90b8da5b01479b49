import assert from 'node:assert/strict';
import { once } from 'node:events';
import { duplexPair, type Duplex } from 'node:stream';
import { join } from '../../../../src/sandbox/network/pipe';

/** Two ends that are joined in the middle: what goes into one comes out of the other. */
function joinedEnds(): { one: Duplex; other: Duplex; middle: [Duplex, Duplex] } {
  const [one, near] = duplexPair();
  const [far, other] = duplexPair();
  join(near, far);
  return { one, other, middle: [near, far] };
}

describe('two joined streams', () => {
  it('carry bytes both ways', async () => {
    const { one, other } = joinedEnds();
    one.write('there');
    other.write('back');
    const [[there], [back]] = await Promise.all([once(other, 'data'), once(one, 'data')]) as [[Buffer], [Buffer]];
    assert.deepEqual([String(there), String(back)], ['there', 'back']);
  });

  it('pass on the end of one way and leave the other way open', async () => {
    const { one, other } = joinedEnds();
    one.end();
    await once(other.resume(), 'end');
    other.write('still here');
    const [data] = await once(one, 'data') as [Buffer];
    assert.equal(String(data), 'still here');
  });

  it('break together, by an error or by hanging up, and no error goes astray', async () => {
    for (const reason of [new Error('reset'), undefined]) {
      const { middle: [near, far] } = joinedEnds();
      near.destroy(reason);
      await once(far, 'close');
      assert.equal(far.errored, null);
    }
  });
});

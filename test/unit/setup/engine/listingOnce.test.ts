import assert from 'node:assert/strict';
import type { VpcService } from '../../../../src/cloud/vpcService';
import { listingOnce } from '../../../../src/setup/engine/listingOnce';

/** Counts its calls, and answers with their number. */
class Counted {
  readonly region = 'ca-mon';
  #calls = 0;

  get calls(): number {
    return this.#calls;
  }

  listSubnets(...given: readonly [{ readonly vpcId: string }, AbortSignal]): Promise<number> {
    return this.#count(given);
  }

  getVpc(...given: readonly [string, AbortSignal]): Promise<number> {
    return this.#count(given);
  }

  #count(given: readonly [unknown, AbortSignal]): Promise<number> {
    given[1].throwIfAborted();
    this.#calls += 1;
    return Promise.resolve(this.#calls);
  }
}

describe('A service that asks for each list once', () => {
  const { signal } = new AbortController();

  function both(): { counted: Counted; once: Counted } {
    const counted = new Counted();
    return { counted, once: listingOnce(counted as unknown as VpcService) as unknown as Counted };
  }

  it('gives the same answer again, whoever waits for it', async () => {
    const { counted, once } = both();
    const answers = await Promise.all([once.listSubnets({ vpcId: 'a' }, signal), once.listSubnets({ vpcId: 'a' }, new AbortController().signal)]);
    assert.deepEqual(answers, [1, 1]);
    assert.equal(counted.calls, 1);
  });

  it('tells lists apart by what they are asked for', async () => {
    const { once } = both();
    assert.deepEqual([await once.listSubnets({ vpcId: 'a' }, signal), await once.listSubnets({ vpcId: 'b' }, signal)], [1, 2]);
    assert.equal(await once.listSubnets({ vpcId: 'a' }, signal), 1);
  });

  it('passes everything else on: single reads are fresh, and what is no method is as it was', async () => {
    const { once } = both();
    assert.deepEqual([await once.getVpc('v', signal), await once.getVpc('v', signal)], [1, 2]);
    assert.equal(once.region, 'ca-mon');
  });
});

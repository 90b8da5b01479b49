import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import { handOver } from '../../../../src/setup/engine/handOver';
import { recordOf } from '../../../../src/setup/journal/history';
import type { RecordedResource } from '../../../../src/setup/journal/history';
import { Journals, fakeStep, thing } from './support';

const vpc: RecordedResource = { kind: 'vpc', id: 'v', name: 'orders-vpc', crn: 'crn:v', address: undefined, origin: 'made' };

describe('What another connection has adopted', () => {
  const journals = new Journals();
  after(() => journals.remove());
  let asked: string[];
  beforeEach(() => { asked = []; });
  const alone = <T>(id: string, work: () => Promise<T>): Promise<T> => {
    asked.push(id);
    return work();
  };

  it('becomes the other\'s own, in the step that adopted it, while nobody else works at it', async () => {
    const idle = await journals.progress([fakeStep('network')]);
    const user = await journals.progress([fakeStep('network')], [
      thing('adopted', 'network', 'subnet', 's'), thing('adopted', 'network', 'vpc', 'v', 'orders-vpc'), thing('adopted', 'later', 'vpc', 'v', 'orders-vpc'),
    ]);
    assert.deepEqual(await handOver(vpc, [idle, user], alone), { keptFor: 'orders-pc' });
    assert.deepEqual(recordOf(user.journal.history, 'network').resources.slice(1), [vpc]);
    assert.deepEqual(recordOf(idle.journal.history, 'network').resources, []);
    assert.deepEqual(asked, ['orders-pc'], 'only who uses it is waited for');
  });

  it('is not another\'s for the same id of another kind, nor what that one made itself', async () => {
    const others = [
      await journals.progress([fakeStep('network')], [thing('adopted', 'network', 'subnet', 'v')]),
      await journals.progress([fakeStep('network')], [thing('made', 'network', 'vpc', 'v')]),
      await journals.progress([fakeStep('network')], [thing('adopted', 'network', 'vpc', 'w')]),
    ];
    assert.equal(await handOver(vpc, others, alone), undefined);
  });

  it('is not given to one who let go of it before its turn came', async () => {
    const user = await journals.progress([fakeStep('network')], [thing('adopted', 'network', 'vpc', 'v', 'orders-vpc')]);
    const meanwhile = async <T>(_id: string, work: () => Promise<T>): Promise<T> => {
      await user.journal.write({ type: 'undo' });
      await user.journal.write({ type: 'undone' });
      return await work();
    };
    assert.equal(await handOver(vpc, [user], meanwhile), undefined);
    assert.deepEqual(recordOf(user.journal.history, 'network').resources, []);
  });

  it('stays ours while the other is being worked at, here or in another window; its journal is left alone', async () => {
    for (const code of ['setup.busy', 'setup.busy-elsewhere']) {
      const user = await journals.progress([fakeStep('network')], [thing('adopted', 'network', 'vpc', 'v', 'orders-vpc')]);
      const busy = (): Promise<never> => Promise.reject(new Failure({ code, what: 'w', why: 'y', next: 'n' }));
      assert.deepEqual(await handOver(vpc, [user], busy), { usedBy: 'the connection orders-pc, which is being worked at' });
      assert.deepEqual(recordOf(user.journal.history, 'network').resources.map(({ origin }) => origin), ['adopted']);
    }
  });

  it('stops the undo where it cannot be known', async () => {
    const user = await journals.progress([fakeStep('network')], [thing('adopted', 'network', 'vpc', 'v', 'orders-vpc')]);
    await assert.rejects(handOver(vpc, [user], () => Promise.reject(new Error('disk full'))), /disk full/);
  });
});

import assert from 'node:assert/strict';
import { handOver } from '../../../../src/setup/engine/handOver';
import { recordOf } from '../../../../src/setup/journal/history';
import type { RecordedResource } from '../../../../src/setup/journal/history';
import { Journals, fakeStep, thing } from './support';

const vpc: RecordedResource = { kind: 'vpc', id: 'v', name: 'orders-vpc', crn: 'crn:v', address: undefined, origin: 'made' };

describe('What another connection has adopted', () => {
  const journals = new Journals();
  after(() => journals.remove());

  it('becomes the other\'s own, in the step that adopted it', async () => {
    const idle = await journals.progress([fakeStep('network')]);
    const user = await journals.progress([fakeStep('network')], [
      thing('adopted', 'network', 'subnet', 's'), thing('adopted', 'network', 'vpc', 'v', 'orders-vpc'), thing('adopted', 'later', 'vpc', 'v', 'orders-vpc'),
    ]);
    assert.equal(await handOver(vpc, [idle, user]), 'orders-pc');
    assert.deepEqual(recordOf(user.journal.history, 'network').resources.slice(1), [vpc]);
    assert.deepEqual(recordOf(idle.journal.history, 'network').resources, []);
  });

  it('is not another\'s for the same id of another kind, nor what that one made itself', async () => {
    const others = [
      await journals.progress([fakeStep('network')], [thing('adopted', 'network', 'subnet', 'v')]),
      await journals.progress([fakeStep('network')], [thing('made', 'network', 'vpc', 'v')]),
      await journals.progress([fakeStep('network')], [thing('adopted', 'network', 'vpc', 'w')]),
    ];
    assert.equal(await handOver(vpc, others), undefined);
  });
});

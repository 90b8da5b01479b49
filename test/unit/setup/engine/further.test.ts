import assert from 'node:assert/strict';
import { makeFurther } from '../../../../src/setup/engine/further';
import type { Progress } from '../../../../src/setup/engine/progress';
import { recordOf } from '../../../../src/setup/journal/history';
import type { NewEntry } from '../../../../src/setup/journal/entry';
import { scripted } from '../scripted';
import { Journals, fakeStep, thing } from './support';

const done: readonly NewEntry[] = [
  { type: 'run', costs: {} }, { type: 'intent', step: 'a', kind: 'cup', name: 'cup-1' }, thing('made', 'a', 'cup', '1', 'cup-1'),
  { type: 'ready', step: 'a', detail: 'is fine', elapsedMs: 1 }, { type: 'done' },
];

describe('One thing more in a step that is done', () => {
  const journals = new Journals();
  after(() => journals.remove());
  const { context } = scripted({});
  const begun = (): Promise<Progress> => journals.progress([fakeStep('a')], done);
  const isWorkedAt = (progress: Progress): boolean => progress.view().steps.some(({ state }) => state === 'running');
  const further = (progress: Progress, work: () => Promise<string>): Promise<string> => makeFurther(progress, 'a', context, work);
  const cup = ({ journal }: Progress): Promise<void> => journal.write({ type: 'intent', step: 'a', kind: 'cup', name: 'cup-2' })
    .then(() => journal.write(thing('made', 'a', 'cup', '2', 'cup-2')));
  const full = (progress: Progress): void => {
    const write = progress.journal.write.bind(progress.journal);
    progress.journal.write = (entry) => entry.type === 'ready' ? Promise.reject(new Error('no space left')) : write(entry);
  };

  it('is written down with the step’s own, which stays done', async () => {
    const progress = await begun();
    assert.equal(await further(progress, async () => {
      assert.ok(isWorkedAt(progress));
      await cup(progress);
      return 'made';
    }), 'made');
    const { resources, ready, changing } = recordOf(progress.journal.history, 'a');
    assert.deepEqual([resources.map(({ id }) => id), ready?.detail, changing, isWorkedAt(progress)], [['1', '2'], 'is fine', undefined, false]);
  });

  it('whose step cannot be written down as done fails, and nothing is shown as if it went on', async () => {
    const progress = await begun();
    full(progress);
    await assert.rejects(further(progress, () => cup(progress).then(() => 'made')), /no space left/);
    assert.equal(isWorkedAt(progress), false);
  });

  it('fails for its own reason where that cannot be written down either', async () => {
    const progress = await begun();
    full(progress);
    await assert.rejects(further(progress, () => cup(progress).then(() => Promise.reject(new Error('refused by the cloud')))), /refused by the cloud/);
    assert.equal(isWorkedAt(progress), false);
  });
});

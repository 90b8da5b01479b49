import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { planSteps } from '../../../../src/setup/engine/planner';
import type { StepContext } from '../../../../src/setup/context';
import type { Step } from '../../../../src/setup/steps/step';

function step(id: string, parts: Partial<Step>): Step {
  return {
    id, title: id, why: id,
    find: () => Promise.resolve({ kind: 'missing' }),
    create: () => Promise.resolve(),
    ready: () => Promise.resolve(''),
    price: () => Promise.resolve({ kind: 'none' }),
    ...parts,
  };
}

// No step of these tests reads its context.
const contextOf = (): StepContext => ({} as StepContext);

describe('Planning', () => {
  it('that is cancelled while prices are asked for leaves no rejection that nobody hears', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown): void => { unheard.push(error); };
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', hear);
    try {
      const cancelled = new DOMException('Cancelled', 'AbortError');
      const planning = planSteps([
        step('one', { price: () => turn().then(() => Promise.reject(cancelled)) }),
        step('two', { find: () => turn().then(turn).then(turn).then(() => Promise.reject(cancelled)) }),
      ], contextOf);
      await assert.rejects(planning, cancelled);
      await turn();
      assert.deepEqual(unheard, []);
    } finally {
      process.off('unhandledRejection', hear);
      for (const other of others) {
        process.on('unhandledRejection', other);
      }
    }
  });
});

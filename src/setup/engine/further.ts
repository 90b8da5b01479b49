import type { RunContext } from '../context';
import { recordOf } from '../journal/history';
import type { Progress } from './progress';

/**
 * Makes one thing more in a step that is done: it is written down with the step's own, so that an undo deletes it as well. The step stays done, unless
 * an answer was lost and nobody knows whether there is one more. Rejects with the work's own failure, which a journal that takes no more hides not.
 */
export async function makeFurther<T>(progress: Progress, step: string, context: RunContext, work: (context: RunContext) => Promise<T>): Promise<T> {
  const { journal } = progress;
  const before = recordOf(journal.history, step).ready;
  const settle = async (): Promise<void> => {
    const { lost, changing } = recordOf(journal.history, step);
    if (before !== undefined && changing === true && lost.length === 0) {
      await journal.write({ type: 'ready', step, ...before });
    }
  };
  progress.begin(step, 'running');
  try {
    const made = await work(context).catch(async (error: unknown) => {
      // Unwritten, the step is found unfinished by the next plan, which tells the same.
      await settle().catch(() => undefined);
      throw error;
    });
    await settle();
    return made;
  } finally {
    progress.end();
  }
}

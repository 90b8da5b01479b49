import type { RunContext } from '../context';
import { recordOf } from '../journal/history';
import type { Progress } from './progress';

/**
 * Makes one thing more in a step that is done: it is written down with the step's own, so that an undo deletes it as well. The step stays done, unless
 * an answer was lost and nobody knows whether there is one more.
 */
export async function makeFurther<T>(progress: Progress, step: string, context: RunContext, work: (context: RunContext) => Promise<T>): Promise<T> {
  const { journal } = progress;
  const before = recordOf(journal.history, step).ready;
  progress.begin(step, 'running');
  try {
    return await work(context);
  } finally {
    const { lost, changing } = recordOf(journal.history, step);
    if (before !== undefined && changing === true && lost.length === 0) {
      await journal.write({ type: 'ready', step, ...before });
    }
    progress.end();
  }
}

import { t } from '../../model/l10n';
import type { Cost } from '../../model/plan';
import { orUnpublished } from '../catalogPrice';
import type { StepContext } from '../context';
import type { Progress } from './progress';

/** Writes down as made by the connection what its steps find: from then on an undo deletes it. Changes nothing in the account. */
export async function takeOver({ journal, steps }: Progress, contextOf: (step: string) => StepContext): Promise<void> {
  const found = await Promise.all(steps.map(async (step) => {
    const context = contextOf(step.id);
    return { step, standing: await step.find(context), cost: await orUnpublished(step.price(context)) };
  }));
  const costs = Object.fromEntries(found.map(({ step, cost }): [string, Cost] => [step.id, cost]));
  await journal.write({ type: 'run', costs });
  for (const { step: { id: step }, standing } of found) {
    if (standing.kind === 'exists') {
      const { kind, id, name, crn, address } = standing.resource;
      await journal.write({ type: 'made', step, kind, id, name, crn, address });
      await journal.write({ type: 'ready', step, detail: t('taken over'), elapsedMs: 0 });
    } else {
      await journal.write({ type: 'ready', step, detail: t('not there any more'), elapsedMs: 0 });
    }
  }
  await journal.write({ type: 'done' });
}

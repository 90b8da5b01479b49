import type { Cost } from '../../model/plan';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { orUnpublished } from '../catalogPrice';
import type { PlannedStep } from './progress';
import type { StepContext } from '../context';
import type { Standing } from '../standing';
import type { Step } from '../steps/step';

/** Holds every step against the account, in order, since each reads what the ones before it found. Writes nothing. */
export async function planSteps(
  steps: readonly Step[], contextOf: (step: string) => StepContext,
): Promise<ReadonlyMap<string, PlannedStep>> {
  const planned: { step: Step; standing: Standing; cost: Promise<Cost> }[] = [];
  for (const step of steps) {
    const context = contextOf(step.id);
    const standing = await stand(step, context);
    const cost = standing.kind === 'missing' ? orUnpublished(step.price(context)) : free;
    // Nobody waits for a price any more once a later step has ended the plan.
    cost.catch(() => undefined);
    planned.push({ step, standing, cost });
  }
  const entries = planned.map(async ({ step, standing, cost }) => [step.id, { standing, cost: await cost }] as const);
  return new Map(await Promise.all(entries));
}

/** The first blocked step as a failure; undefined when the plan can be run. */
export function blockedFailure(steps: readonly Step[], planned: ReadonlyMap<string, PlannedStep>): Failure | undefined {
  for (const step of steps) {
    const standing = planned.get(step.id)?.standing;
    if (standing?.kind === 'blocked') {
      return new Failure({
        code: 'setup.blocked', what: t('Could not run the plan: {0} is blocked', step.title), why: standing.why, next: standing.remedy,
      });
    }
  }
  return undefined;
}

const free: Promise<Cost> = Promise.resolve({ kind: 'none' });

/** A missing permission blocks one step and leaves the rest of the plan to be looked at; any other failure ends it. */
async function stand(step: Step, context: StepContext): Promise<Standing> {
  try {
    return await step.find(context);
  } catch (error) {
    if (error instanceof Failure && (error.status === 401 || error.status === 403)) {
      const why = `${error.status} ${error.code}: ${error.why}`;
      return { kind: 'blocked', why: error.trace === undefined ? why : t('{0} (trace {1})', why, error.trace), remedy: error.next };
    }
    throw error;
  }
}

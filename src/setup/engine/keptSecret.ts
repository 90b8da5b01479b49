import type { RunContext } from '../context';
import type { Step } from '../steps/step';
import type { Progress } from './progress';
import { guarded, runStep } from './runner';

/** Has a lost secret read again, where the cloud still shows it. Nothing is made and nothing is deleted. */
export async function recallSecret({ steps }: Progress, contextOf: (step: string) => RunContext): Promise<void> {
  const step = steps.find(keepsSecret);
  const context = step === undefined ? undefined : contextOf(step.id);
  if (step !== undefined && context !== undefined && (await context.read(() => step.find(context))).kind === 'exists') {
    await step.ready(context);
  }
}

/** Makes anew the one thing whose secret is lost, and deletes what it replaces. The steps before it are only looked at. */
export async function renewSecret(progress: Progress, contextOf: (step: string) => RunContext, signal: AbortSignal): Promise<void> {
  // It was agreed to by itself, whatever a plan from before shows.
  progress.planned = undefined;
  const at = progress.steps.findIndex(keepsSecret);
  for (const step of progress.steps.slice(0, Math.max(at, 0))) {
    const context = contextOf(step.id);
    await context.read(() => step.find(context));
  }
  await guarded(progress, at < 0 ? [] : progress.steps.slice(at, at + 1), signal, (step) => runStep(progress, step, contextOf(step.id)));
}

function keepsSecret(step: Step): boolean {
  return step.keepsSecret === true;
}

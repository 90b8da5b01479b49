import { Failure } from '../../model/failure';
import type { PlannedStep } from './progress';

/** What a plan that nobody has looked at would replace, as the reason not to run it; undefined where it replaces nothing. */
export function replacingFailure(planned: ReadonlyMap<string, PlannedStep>): Failure | undefined {
  const replaced = [...planned.values()].flatMap(({ standing }) => (standing.kind === 'missing' ? standing.replaces ?? [] : []));
  return replaced.length === 0 ? undefined : unseen(`It would replace ${replaced.join('; ')}`);
}

/** Why a plan that was made anew is not run yet. */
export function unseen(why: string): Failure {
  return new Failure({
    code: 'setup.plan-changed', what: 'Did not run the plan yet', why: `${why}. Nobody has looked at that yet.`,
    next: 'Look at what it makes and costs now, then go on.',
  });
}

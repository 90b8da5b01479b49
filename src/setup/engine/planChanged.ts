import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Cost } from '../../model/plan';
import { money } from '../../model/words';
import type { Standing } from '../standing';
import type { Step } from '../steps/step';
import type { PlannedStep } from './progress';

/** What a plan that nobody has looked at would replace, as the reason not to run it; undefined where it replaces nothing. */
export function replacingFailure(planned: ReadonlyMap<string, PlannedStep>): Failure | undefined {
  const replaced = [...planned.values()].flatMap(({ standing }) => (standing.kind === 'missing' ? standing.replaces ?? [] : []));
  return replaced.length === 0 ? undefined : unseen(t('It would replace {0}', replaced.join('; ')));
}

/** Why a plan that was made anew is not run yet. */
export function unseen(why: string): Failure {
  return new Failure({
    code: 'setup.plan-changed', what: t('Did not run the plan yet'), why: t('{0}. Nobody has looked at that yet.', why),
    next: t('Look at what it makes and costs now, then go on.'),
  });
}

/** What is so now and was not in the plan that was looked at: something more to make or to replace, or a higher price. */
export function changedSince(
  steps: readonly Step[], shown: ReadonlyMap<string, PlannedStep>, now: ReadonlyMap<string, PlannedStep>,
): Failure | undefined {
  for (const step of steps) {
    const [before, after] = [shown.get(step.id), now.get(step.id)];
    const refused = before === undefined || after === undefined
      ? undefined : unlikePlan(step, before.standing, after.standing) ?? dearer(step, before.cost, after.cost);
    if (refused !== undefined) {
      return refused;
    }
  }
  return undefined;
}

/** Nothing is made or replaced that the plan did not show: it may cost money, or cut off who relies on it. */
export function unlikePlan({ title, isCheck }: Step, shown: Standing | undefined, now: Standing): Failure | undefined {
  if (isCheck === true || shown === undefined || shown.kind === 'blocked' || now.kind !== 'missing') {
    return undefined;
  }
  if (now.replaces !== undefined && !(shown.kind === 'missing' && shown.replaces !== undefined)) {
    return notAsPlanned(title, t('It would replace {0}.', now.replaces));
  }
  return now.extends === undefined && (shown.kind !== 'missing' || shown.extends !== undefined)
    ? notAsPlanned(title, t('The plan that you looked at makes none: it was not needed or was there then, and is gone since.')) : undefined;
}

function dearer({ title }: Step, shown: Cost, now: Cost): Failure | undefined {
  return shown.kind === 'priced' && now.kind === 'priced' && shown.currency === now.currency && now.monthly > shown.monthly
    ? notAsPlanned(title, t(
      'It costs {0} a month now; the plan that you looked at says {1}.', money(now.monthly, now.currency), money(shown.monthly, shown.currency),
    ))
    : undefined;
}

function notAsPlanned(title: string, why: string): Failure {
  return new Failure({
    code: 'setup.not-as-planned', what: t('Did not make {0}', title), why, next: t('Look at the plan, which shows it now, then go on.'),
  });
}

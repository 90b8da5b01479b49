import type { StepView } from '../../model/plan';
import type { StepRecord } from '../journal/history';
import type { Standing } from '../standing';
import type { Step } from '../steps/step';

type There = NonNullable<StepView['there']>;

/** What a step uses and did not make, by the plan or else by the journal. */
export function thereOf({ resources }: StepRecord, planned?: Standing): There | undefined {
  const inPlan = planned?.kind === 'exists' ? planned.resource : planned?.kind === 'missing' ? planned.there : undefined;
  const there = inPlan ?? resources.find(({ origin }) => origin === 'adopted');
  return there === undefined ? undefined : { name: there.name, address: there.address };
}

/** A step is called after what it uses, where that is not what it would make. */
export function titleOf({ title, called }: Step, there: There | undefined): string {
  return there === undefined ? title : called?.(there.name) ?? title;
}

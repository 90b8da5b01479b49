import type { Connection } from '../../../model/connection';
import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import type { Cost } from '../../../model/plan';
import { visible } from '../../../model/text';
import type { StepContext } from '../../context';
import { atOnce, type Step } from '../../steps/step';
import type { LeftBehindChoices, LeftThing } from '../../leftBehind/choices';
import type { Findable } from '../../leftBehind/findable';
import { findables } from '../../leftBehind/things';

/** A step a thing, in the order in which they were made. It makes none. */
export function leftBehindSteps({ choices: { things } }: Connection<LeftBehindChoices>): readonly Step[] {
  return findables.flatMap((findable) => things.filter(({ kind }) => kind === findable.kind).map((thing) => stepOf(findable, thing)));
}

function stepOf(findable: Findable, { kind, id, name, crn }: LeftThing): Step {
  return {
    id: `${kind}/${id}`,
    title: `${findable.title} ${visible(name)}`,
    why: t('It was made by a connection of which nothing is known here.'),
    find: async (context) => {
      const there = await findable.read(context, id);
      return there === undefined
        ? { kind: 'not-needed', why: t('it is not there any more') }
        : { kind: 'exists', resource: { kind, id, name, crn, address: there.address } };
    },
    create: () => Promise.reject(new Failure({
      code: 'setup.left-behind', what: t('Could not make {0}', name), why: t('What was left behind is looked at and deleted, and never made.'),
      next: t('Undo it.'),
    })),
    ready: atOnce,
    price: (context) => priceOf(context, findable, id),
  };
}

async function priceOf(context: StepContext, findable: Findable, id: string): Promise<Cost> {
  return await (await findable.read(context, id))?.cost() ?? { kind: 'none' };
}

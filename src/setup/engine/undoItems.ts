import type { MadeResource } from '../../model/plan';
import type { History, RecordedResource } from '../journal/history';
import { recordOf } from '../journal/history';
import { kindOf } from '../makers/kinds';
import type { Step } from '../steps/step';
import { thereOf, titleOf } from './there';

/** A thing that an undo deletes, with what it is: "Subnet in ca-mon-1". */
export interface UndoItem extends MadeResource {
  readonly what: string;
  /** Who kept it from being deleted by the last undo. */
  readonly usedBy?: string;
  /** It does not stay where the connection is forgotten instead. */
  readonly goesWithConnection?: true;
  /** The run of ours that uses it now, by its title: it gets it instead, and nothing is deleted. */
  readonly keptFor?: string;
}

/** What an undo would delete, in that order. What a lost answer left has no id yet: it is looked for by its name. */
export function undoItems(
  steps: readonly Step[], history: History, userOf: (resource: RecordedResource) => string | undefined = () => undefined,
): readonly UndoItem[] {
  return [...steps].reverse().flatMap((step) => {
    const record = recordOf(history, step.id);
    const { resources, lost } = record;
    const title = titleOf(step, thereOf(record));
    const unknown = lost.map(({ name }): UndoItem => ({ what: title, id: '', name, origin: 'made' }));
    const made = resources.filter(({ origin }) => origin === 'made').reverse();
    return [...unknown, ...made.map((resource): UndoItem => {
      const { kind, id, name, crn, origin, usedBy } = resource;
      const keptFor = userOf(resource);
      return {
        what: whatOf(kind, title, name), id, name, crn, origin, ...(usedBy === undefined ? {} : { usedBy }), ...(keptFor === undefined ? {} : { keptFor }),
        ...(kindOf(kind)?.goesWithConnection === true ? { goesWithConnection: true as const } : {}),
      };
    })];
  });
}

/** What an undo leaves because it was there before: the titles of the steps that found it, in their order. */
export function foundBefore(steps: readonly Step[], history: History): readonly string[] {
  return steps.flatMap((step) => {
    const there = thereOf(recordOf(history, step.id));
    return there === undefined ? [] : [titleOf(step, there)];
  });
}

/** A step can make more than one thing, and not all that it is called after. */
function whatOf(kind: string, title: string, name: string): string {
  return kindOf(kind)?.inUndo?.(title, name) ?? title;
}

import { t } from '../../model/l10n';
import type { Connection } from '../../model/connection';
import type { RunView } from '../../model/plan';
import { visible } from '../../model/text';
import { sumOf } from '../../setup/engine/progress';
import type { MadeThing } from '../../setup/madeThings';
import { costWords } from '../activity/runNode';
import type { LossRow } from '../prompts/answers';
import type { Session } from '../session/session';
import { counted } from '../tree/node';
import { tellEnd } from './runEnd';
import { throwFailure } from './runFailure';
import type { Services } from './services';
import { goes, stays, typedConfirmation } from './typedConfirmation';

/** Steps after which there are other custom resolvers. After other runs they are the same, and rows that are drawn anew are taken from under the mouse. */
const changingResolvers: ReadonlySet<string> = new Set(['custom-resolver', 'resolver-enabling']);

export interface Chosen {
  readonly session: Session;
  readonly connection: Connection;
}

/** Lets it run with progress in the view. How it ended stands in the view; a failure is also said once, with what to do. */
export async function watch(services: Services, { session, connection }: Chosen, kind: 'run' | 'undo' | 'resume'): Promise<void> {
  const work = session.runs.start(kind, connection.id);
  if (work === undefined) {
    return;
  }
  services.trees.activity.reveal();
  const { instance, id } = connection;
  const target = { instanceCrn: instance.crn, instanceName: instance.name, connectionId: id };
  const changed = (since: string): Promise<void> => services.latestChecks.changed(target, since);
  const begun = changed(kind === 'undo' ? t('Its undoing was begun') : t('Its run was begun'));
  const [view] = await Promise.all([services.editor.progress(() => work), begun]);
  await changed(view.state === 'undone' ? t('It was undone') : view.goal === 'undo' ? t('Its undoing was begun') : t('It was set up'));
  session.landscape.invalidate({ kind: 'region', region: connection.instance.region });
  if (view.steps.some(({ id }) => changingResolvers.has(id))) {
    session.landscape.invalidate({ kind: 'resolvers' });
  }
  if (view.goal === 'undo') {
    await session.history.forget(connection.id);
  }
  paint(services);
  throwFailure(view);
  tellEnd(services, { session, connection }, view);
}

/** Lists what goes and what stays, and asks for a name. `thing` is the one that was meant, where it is one of several. */
export async function confirmUndo({ prompter }: Services, { session, connection }: Chosen, thing?: MadeThing): Promise<boolean> {
  const { setup } = session;
  const list = setup.undoList(connection.id);
  const going = list.filter(({ keptFor }) => keptFor === undefined);
  const run = setup.views().find(({ connectionId }) => connectionId === connection.id);
  const isPart = run?.leadsNowhere === true;
  const name = visible(isPart ? thing?.name ?? connection.instance.name : connection.instance.name, 60);
  return await typedConfirmation(prompter, {
    title: thing === undefined ? undoTitle(isPart, isPart ? run.title : name) : deleteTitle(thing, isPart ? run.title : undefined, name, going.length),
    deed: going.length === 0 ? t('undo it') : t('delete {0}', counted(going.length, t('thing'), t('things'))), name,
    rows: [
      ...going.map(({ what, usedBy }) => goes(what, usedBy === undefined ? undefined : t('Kept by the last undo: used by {0}', usedBy))),
      ...costRows(run, new Set(going.map(({ id }) => id))),
      ...list.flatMap(({ what, keptFor }) => (
        keptFor === undefined ? [] : [stays(t('Stays: {0}', what), t('"{0}" uses it, and deletes it with its own undo.', visible(keptFor, 120)))]
      )),
      ...setup.undoLeaves(connection.id).map((what) => stays(t('Stays: {0} (it was there before)', what))),
      stays(t('Stays: whatever someone else uses by then. Who that is will be said.')),
    ],
  });
}

function undoTitle(isPart: boolean, name: string): string {
  return isPart ? t('Undo "{0}"', visible(name, 80)) : t('Undo the Connection to "{0}"', name);
}

/** A stone of a connection goes with all that stands on it. */
function deleteTitle({ what, name }: MadeThing, part: string | undefined, connection: string, count: number): string {
  const thing = visible(name, 60);
  if (part === undefined) {
    return t('Delete {0} "{1}" with the Connection to "{2}" That Stands on It', what, thing, connection);
  }
  return count === 1 ? t('Delete {0} "{1}"', what, thing) : t('Delete {0} "{1}" with All That "{2}" Made', what, thing, visible(part, 80));
}

function costRows(run: RunView | undefined, going: ReadonlySet<string>): readonly LossRow[] {
  const words = costWords(sumOf(run?.steps.filter(({ resource }) => resource?.origin === 'made' && going.has(resource.id)) ?? []));
  return words === '' ? [] : [{ text: t('Cost of what goes: {0}', words), icon: 'credit-card' }];
}

export function paint({ trees }: Services): void {
  trees.resources.paint();
  trees.activity.paint();
}

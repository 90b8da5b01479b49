import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import { visible } from '../../model/text';
import { costWords, runTags } from '../activity/runNode';
import type { PickItem } from '../prompts/answers';
import type { Session } from '../session/session';
import { counted } from '../tree/node';
import type { Invocation } from './handler';
import { goes, stays, typedConfirmation } from './typedConfirmation';

/** The way out of an undo that cannot end, and of a connection that cannot be read: what it made stays, and is not looked after any more. */
export async function keepAndForget(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const session = await services.sessions.required();
  const run = await chosen(invocation, session);
  if (run === undefined || !await confirmed(invocation, session, run)) {
    return;
  }
  await session.setup.keepAndForget(run.connectionId);
  await session.history.forget(run.connectionId);
  services.trees.resources.paint();
  services.trees.activity.paint();
}

async function chosen({ services: { prompter }, subject }: Invocation, { setup }: Session): Promise<RunView | undefined> {
  const fitting = setup.views().filter((run) => run.state === 'damaged' || runTags(run).includes('forgettable'));
  if (subject?.kind === 'run') {
    return fitting.find(({ connectionId }) => connectionId === subject.run.connectionId);
  }
  if (fitting.length === 0) {
    throw new Failure({
      code: 'ui.nothing-to-choose', what: t('There is nothing to forget'), why: t('No undo has left anything, and every connection can be read.'),
      next: t('Undo a connection first.'),
    });
  }
  const answer = await prompter.pick<RunView>({
    placeholder: t('Which connection should be forgotten?'),
    items: fitting.map((run): PickItem<RunView> => ({ label: visible(run.title, 120), description: run.state, icon: 'link', value: run })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** What stays is listed with what it costs, and the name is typed: nobody is asked again. */
async function confirmed({ services: { prompter } }: Invocation, { setup }: Session, run: RunView): Promise<boolean> {
  const title = t('Keep It and Forget');
  const connection = setup.connections().find(({ id }) => id === run.connectionId);
  const name = visible(connection?.instance.name ?? run.title, 100);
  if (run.state === 'damaged') {
    return await typedConfirmation(prompter, {
      title, name, deed: t('forget the connection'),
      rows: [
        stays(t('Whatever it made stays in the account and may cost money: it cannot be read here.')),
        stays(t('Its files are set aside. Keys that are kept for it in VS Code’s secret storage stay there.')),
      ],
    });
  }
  const list = setup.undoList(run.connectionId);
  const cost = costWords(run.standing ?? run.total);
  const staying = counted(list.filter(({ goesWithConnection }) => goesWithConnection !== true).length, t('thing stays'), t('things stay'));
  return await typedConfirmation(prompter, {
    title, name, rows: list.map(({ what, goesWithConnection }) => goesWithConnection === true ? goes(t('Goes: {0}', what)) : stays(t('Stays: {0}', what))),
    deed: cost === '' ? t('forget the connection: {0} in the account', staying) : t('forget the connection: {0} in the account, at up to {1}', staying, cost),
  });
}

import * as vscode from 'vscode';
import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import type { RunView } from '../../model/plan';
import { visible } from '../../model/text';
import { isMoving } from '../activity/runNode';
import type { Services } from '../services';
import type { Session } from '../session/session';
import type { Subject } from '../tree/node';
import { askConnection } from './asking';
import { connectPrivately } from './connect';
import type { Handlers, Invocation } from './handler';

type Id = 'privateConnect.connectPrivately' | 'privateConnect.run' | 'privateConnect.showPlan' | 'privateConnect.cancelRun'
  | 'privateConnect.retryFromHere' | 'privateConnect.undo' | 'privateConnect.discardPlan';

const resumable: readonly RunView['state'][] = ['failed', 'cancelled', 'interrupted'];

export const setupCommands: Handlers<Id> = {
  'privateConnect.connectPrivately': { failed: 'Could not plan the connection', run: connectPrivately },
  'privateConnect.run': {
    failed: 'Could not run the plan',
    run: (invocation) => start(invocation, 'run', ({ state }) => state === 'plan', 'Which plan should be run?', 'There is no plan to run'),
  },
  'privateConnect.retryFromHere': {
    failed: 'Could not go on with the run',
    run: (invocation) => start(invocation, 'run', ({ state }) => resumable.includes(state), 'Which run should go on?', 'There is no run to go on with'),
  },
  'privateConnect.showPlan': {
    failed: 'Could not show the plan',
    async run(invocation) {
      const chosen = await chosenRun(invocation, () => true, 'Which plan should be shown?', 'There is no plan to show');
      if (chosen !== undefined) {
        const { planUri } = await import('../documents/plan');
        await vscode.commands.executeCommand('markdown.showPreview', planUri(chosen.connection));
      }
    },
  },
  'privateConnect.cancelRun': {
    failed: 'Could not cancel the run',
    async run(invocation) {
      const chosen = await chosenRun(invocation, isMoving, 'Which run should be cancelled?', 'Nothing is running');
      chosen?.session.runs.cancel(chosen.connection.id);
    },
  },
  'privateConnect.undo': { failed: 'Could not undo', run: undo },
  'privateConnect.discardPlan': {
    failed: 'Could not discard the plan',
    async run(invocation) {
      const chosen = await chosenRun(invocation, (run) => !isMoving(run), 'Which plan should be discarded?', 'There is no plan to discard');
      if (chosen !== undefined) {
        await chosen.session.setup.forget(chosen.connection.id);
        await chosen.session.history.forget(chosen.connection.id);
        paint(invocation.services);
      }
    },
  },
};

async function start(invocation: Invocation, kind: 'run' | 'undo', fits: (run: RunView) => boolean, placeholder: string, nothing: string): Promise<void> {
  const chosen = await chosenRun(invocation, fits, placeholder, nothing);
  if (chosen !== undefined) {
    await watch(invocation.services, chosen, kind);
  }
}

/** Lets it run with progress in the view. How it ended stands in the view; a failure is also said once, with what to do. */
async function watch(services: Services, { session, connection }: Chosen, kind: 'run' | 'undo'): Promise<void> {
  const work = session.runs.start(kind, connection.id);
  if (work === undefined) {
    return;
  }
  services.trees.activity.reveal();
  const view = await vscode.window.withProgress({ location: { viewId: 'privateConnect.activity' } }, () => work);
  session.landscape.invalidate({ kind: 'region', region: connection.instance.region });
  paint(services);
  const failure = view.steps.find(({ state }) => state === 'failed')?.failure;
  if (view.state === 'failed' && failure !== undefined) {
    throw new Failure({ ...failure });
  }
}

async function undo(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const { setup } = await services.sessions.required();
  // What another window has made since stands in the list that is confirmed.
  await setup.load();
  const chosen = await chosenRun(
    invocation, (run) => !isMoving(run) && setup.undoList(run.connectionId).length > 0, 'Which connection should be undone?', 'There is nothing to undo',
  );
  if (chosen === undefined) {
    return;
  }
  const { session, connection } = chosen;
  const list = session.setup.undoList(connection.id);
  const name = connection.instance.name;
  const answer = await services.prompter.text({
    title: `Undo the Connection to "${visible(name, 60)}"`,
    prompt: `Deletes ${list.length} ${list.length === 1 ? 'thing' : 'things'}: ${visible(list.map(({ what }) => what).join(', '), 900)}. Type "${visible(name, 60)}" to confirm`,
    placeholder: visible(name, 60),
    check: (text) => text.trim() === visible(name, 60) ? undefined : `Type "${visible(name, 60)}" to confirm.`,
  });
  if (answer.kind === 'value') {
    await watch(services, chosen, 'undo');
    await session.history.forget(connection.id);
    paint(services);
  }
}

interface Chosen {
  readonly session: Session;
  readonly connection: Connection;
}

async function chosenRun({ services, subject }: Invocation, fits: (run: RunView) => boolean, placeholder: string, nothing: string): Promise<Chosen | undefined> {
  const session = await services.sessions.required();
  const id = connectionIdOf(subject);
  const given = session.setup.connections().find((connection) => connection.id === id);
  const connection = given ?? await askConnection(session, services.prompter, placeholder, fits, nothing);
  return connection === undefined ? undefined : { session, connection };
}

function connectionIdOf(subject: Subject | undefined): string | undefined {
  switch (subject?.kind) {
    case 'run':
    case 'step': return subject.run.connectionId;
    case 'connection': return subject.connection.id;
    default: return undefined;
  }
}

function paint({ trees }: Services): void {
  trees.resources.paint();
  trees.activity.paint();
}

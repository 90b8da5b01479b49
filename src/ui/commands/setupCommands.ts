import type { Connection } from '../../model/connection';
import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import { isMoving, runTags } from '../activity/runNode';
import { inTime } from '../inTime';
import { askLogin } from '../prompts/loginQuestion';
import { lookUpOwnAddress } from '../ownAddress';
import type { Services } from './services';
import type { Session } from '../session/session';
import type { Wanted } from './asking';
import { chosenConnection } from './asking';
import { changedConnection, connectPrivately, planLimitMs } from './connect';
import type { Handlers, Invocation } from './handler';
import { findLeftBehind } from './findLeftBehind';
import { deleteMade } from './deleteMade';
import { keepAndForget } from './keepAndForget';
import { takeOver } from './takeOver';
import { confirmUndo, paint, watch, type Chosen } from './watchedWork';

type Id = 'privateConnect.connectPrivately' | 'privateConnect.run' | 'privateConnect.showPlan' | 'privateConnect.cancelRun'
  | 'privateConnect.retryFromHere' | 'privateConnect.planAgain' | 'privateConnect.undo' | 'privateConnect.discardPlan'
  | 'privateConnect.changePlan' | 'privateConnect.keepAndForget' | 'privateConnect.findLeftBehind' | 'privateConnect.letThisMachineIn'
  | 'privateConnect.changeSshLogin' | 'privateConnect.delete' | 'privateConnect.takeOver';

const resumable: readonly RunView['state'][] = ['failed', 'cancelled', 'interrupted'];
const isResting = (run: RunView): boolean => !isMoving(run);

export const setupCommands: Handlers<Id> = {
  'privateConnect.connectPrivately': { failed: t('Could not plan the connection'), run: connectPrivately },
  'privateConnect.run': {
    failed: t('Could not run the plan'),
    run: async (invocation) => start(await onShownPlan(invocation), 'run', {
      fits: ({ state }) => state === 'plan', placeholder: t('Which plan should be run?'), nothing: t('There is no plan to run'),
    }),
  },
  'privateConnect.retryFromHere': {
    failed: t('Could not go on from there'),
    run: (invocation) => start(invocation, 'resume', {
      fits: ({ state }) => resumable.includes(state), placeholder: t('Which run should go on?'), nothing: t('There is no run to go on with'),
    }),
  },
  'privateConnect.showPlan': {
    failed: t('Could not show the plan'),
    async run(invocation) {
      const chosen = await chosenRun(invocation, { fits: () => true, placeholder: t('Which plan should be shown?'), nothing: t('There is no plan to show') });
      if (chosen !== undefined) {
        await showPlan(invocation.services, chosen);
      }
    },
  },
  'privateConnect.planAgain': { failed: t('Could not plan again'), run: planAgain },
  'privateConnect.changePlan': { failed: t('Could not change the plan'), run: changePlan },
  'privateConnect.letThisMachineIn': { failed: t('Could not let this machine in'), run: letThisMachineIn },
  'privateConnect.changeSshLogin': { failed: t('Could not change the SSH login'), run: changeSshLogin },
  'privateConnect.cancelRun': {
    failed: t('Could not cancel the run'),
    async run(invocation) {
      const chosen = await chosenRun(invocation, {
        fits: (run) => isMoving(run) && run.elsewhere === undefined, placeholder: t('Which run should be cancelled?'), nothing: t('Nothing is running'),
      });
      chosen?.session.runs.cancel(chosen.connection.id);
    },
  },
  'privateConnect.undo': { failed: t('Could not undo'), run: undo },
  'privateConnect.delete': { failed: t('Could not delete it'), run: deleteMade },
  'privateConnect.findLeftBehind': { failed: t('Could not find what was left behind'), run: findLeftBehind },
  'privateConnect.takeOver': { failed: t('Could not take it over'), run: takeOver },
  'privateConnect.keepAndForget': { failed: t('Could not forget the connection'), run: keepAndForget },
  'privateConnect.discardPlan': {
    failed: t('Could not discard the plan'),
    async run(invocation) {
      const chosen = await chosenRun(invocation, {
        fits: isResting, placeholder: t('Which plan should be discarded?'), nothing: t('There is no plan to discard'),
      });
      if (chosen !== undefined) {
        await chosen.session.setup.forget(chosen.connection.id);
        await chosen.session.history.forget(chosen.connection.id);
        paint(invocation.services);
      }
    },
  },
};

/** Without a row the plan is meant whose document is in front: its title has the button. */
async function onShownPlan({ services, subject }: Invocation): Promise<Invocation> {
  const shown = subject === undefined ? services.editor.shownPlan() : undefined;
  const { setup } = await services.sessions.required();
  const connection = setup.connections().find(({ id }) => id === shown);
  return { services, subject: connection === undefined ? subject : { kind: 'connection', connection } };
}

/** Holds a connection against the account as it is now, whatever became of it: what is missing is shown, and made once it is run. */
async function planAgain(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const chosen = await chosenRun(invocation, {
    fits: isResting, placeholder: t('Which connection should be planned again?'), nothing: t('There is nothing to plan again'),
  });
  if (chosen !== undefined) {
    await makePlan(services, chosen.session, chosen.connection);
  }
}

/** As long as nothing of it was made, the answers can be others: they are asked once more, each with what was answered. */
async function changePlan(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const chosen = await chosenRun(invocation, {
    fits: (run) => runTags(run).includes('changeable'), placeholder: t('Which plan should be changed?'), nothing: t('There is no plan to change'),
  });
  const changed = chosen === undefined ? undefined : await changedConnection(services, chosen.session, chosen.connection);
  if (chosen !== undefined && changed !== undefined) {
    await makePlan(services, chosen.session, changed);
  }
}

/** A laptop's address changes with the network that it is in: the plan shows the rule that is exchanged, and nothing is changed until it is run. */
async function letThisMachineIn(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const chosen = await chosenRun(invocation, {
    fits: (run) => isResting(run) && run.undoable > 0, placeholder: t('Into which connection?'), nothing: t('There is no connection to let this machine into'),
  });
  if (chosen !== undefined) {
    const { session, connection } = chosen;
    await makePlan(services, session, session.setup.lettingIn(connection.id, await lookUpOwnAddress(session.environment)));
  }
}

/** Who signs in was a guess: the plan shows what follows from another one, and nothing that was made is undone. */
async function changeSshLogin(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const { setup } = await services.sessions.required();
  const chosen = await chosenRun(invocation, {
    fits: (run) => isResting(run) && run.problem === undefined && setup.way(run.connectionId).login !== undefined,
    placeholder: t('Whose SSH login should be changed?'), nothing: t('There is no server to sign in to'),
  });
  const login = chosen === undefined ? undefined : setup.way(chosen.connection.id).login;
  if (chosen === undefined || login === undefined) {
    return;
  }
  const answer = await askLogin(services.prompter, login);
  if (answer.kind === 'value') {
    await makePlan(services, chosen.session, setup.signingInAs(chosen.connection.id, answer.value));
  }
}

/** One of which nothing was run is planned anew after a reload of the window: it has no picture then. */
async function showPlan(services: Services, { session, connection }: Chosen): Promise<void> {
  const hasView = session.setup.views().some(({ connectionId }) => connectionId === connection.id);
  await (hasView ? services.editor.openPlan(connection) : makePlan(services, session, connection));
}

async function makePlan(services: Services, session: Session, connection: Connection): Promise<void> {
  await services.editor.progress(() => inTime(t('Could not plan again'), planLimitMs, (signal) => session.setup.plan(connection, signal)));
  await services.editor.openPlan(connection);
  paint(services);
}

async function start(invocation: Invocation, kind: 'run' | 'resume', wanted: Wanted): Promise<void> {
  const chosen = await chosenRun(invocation, wanted);
  if (chosen !== undefined) {
    await watch(invocation.services, chosen, kind);
  }
}

async function undo(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const { setup } = await services.sessions.required();
  // What another window has made since stands in the list that is confirmed.
  await setup.load();
  const chosen = await chosenRun(invocation, {
    fits: (run) => isResting(run) && setup.undoList(run.connectionId).length > 0,
    placeholder: t('Which connection should be undone?'),
    nothing: t('There is nothing to undo'),
  });
  if (chosen !== undefined && await confirmUndo(services, chosen)) {
    await watch(services, chosen, 'undo');
  }
}

async function chosenRun({ services, subject }: Invocation, wanted: Wanted): Promise<Chosen | undefined> {
  const session = await services.sessions.required();
  const connection = await chosenConnection(session, services.prompter, subject, wanted);
  return connection === undefined ? undefined : { session, connection };
}

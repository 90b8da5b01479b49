import type { Connection } from '../../model/connection';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import { inTime } from '../inTime';
import { serviceOf } from '../kinds';
import type { ConnectDependencies } from '../prompts/connectPrivately';
import type { Services } from './services';
import type { Session } from '../session/session';
import { eitherOf } from '../tree/serviceNames';
import { instanceItems } from './asking';
import type { Invocation } from './handler';

const what = t('Could not plan the connection');
const readLimitMs = 60_000;
/** Of a plan with all the lists that it reads. */
export const planLimitMs = 120_000;

/** Asks what is needed and makes a plan, which stands in the Activity view until it is run. Nothing is made in the cloud. */
export async function connectPrivately({ services, subject }: Invocation): Promise<void> {
  const session = await services.sessions.required();
  const { askConnectPrivately } = await import('../prompts/connectPrivately');
  const connection = await askConnectPrivately(await instanceOf(subject, session), questionsOf(services, session));
  if (connection === undefined) {
    return;
  }
  services.trees.activity.reveal();
  await planAndShow(services, session, connection);
}

/** Asks the same once more, with the answers that were given; undefined where the person changed their mind. Nothing is saved or planned. */
export async function changedConnection(services: Services, session: Session, connection: Connection): Promise<Connection | undefined> {
  const { askForChanges } = await import('../prompts/connectPrivately');
  const { resources } = session.cloud;
  const instance = await inTime(t('Could not read the instance'), readLimitMs, (signal) => resources.getInstance(connection.instance.crn, signal));
  return await askForChanges({ connection, instance }, questionsOf(services, session));
}

function questionsOf({ prompter, settings, editor }: Services, session: Session): ConnectDependencies {
  const { environment, cloud, account, kinds, secrets } = session;
  return {
    prompter, cloud, environment, editor, secrets,
    accountId: account.accountId, who: account.label,
    routes: kinds.routeQuestions,
    whichInstance: t('Which {0} instance?', eitherOf(kinds.services)),
    instances: (signal) => instanceItems(session, signal),
    serviceOf: (instance) => serviceOf(kinds, instance),
    credentialRole: settings.credentialRole(),
  };
}

/** The instance that was clicked, or that the panel is about. */
async function instanceOf(subject: Invocation['subject'], { cloud }: Session): Promise<Instance | undefined> {
  if (subject?.kind === 'target') {
    const { instanceCrn } = subject.target;
    return await inTime(t('Could not read the instance'), readLimitMs, (signal) => cloud.resources.getInstance(instanceCrn, signal));
  }
  return subject?.kind === 'instance' ? subject.instance : undefined;
}

/** Looks at the account and shows the plan; where that fails, nothing of the connection is kept, and the answers are not asked again. */
export async function planAndShow(services: Services, session: Session, connection: Connection): Promise<void> {
  try {
    await services.editor.progress(() => inTime(what, planLimitMs, (signal) => session.setup.plan(connection, signal)));
    // What it costs and what it makes are looked at before anything is run.
    await services.editor.run('privateConnect.showPlan', { kind: 'connection', connection });
  } catch (error) {
    await session.setup.forget(connection.id);
    await services.notices.failure(what, error, { title: t('Retry'), run: () => planAndShow(services, session, connection) });
  }
  services.trees.resources.paint();
  services.trees.activity.paint();
}

import type { Connection } from '../../model/connection';
import { t } from '../../model/l10n';
import type { Secret } from '../../model/secret';
import { visible } from '../../model/text';
import { inTime } from '../inTime';
import { serviceOf } from '../kinds';
import type { Session } from '../session/session';
import { chosenConnection, refuseUnfit, type Wanted } from './asking';
import type { Invocation } from './handler';
import { throwFailure } from './runFailure';
import type { Services } from './services';
import { isConnected } from '../activity/runNode';

const what = t('Could not copy the API key');
const limitMs = 30_000;
const renewLimitMs = 120_000;

const wanted: Wanted = {
  fits: isConnected, placeholder: t('Of which connection?'), nothing: t('There is no API key to copy'),
};

/** The one way in which the key leaves the secret storage: onto the clipboard, when a person asks for it. */
export async function copyApiKey({ services, subject }: Invocation): Promise<void> {
  const session = await services.sessions.required();
  const connection = await chosenConnection(session, services.prompter, subject, wanted);
  if (connection === undefined) {
    return;
  }
  const secret = await keptOrShown(session, connection) ?? await renewed(services, session, connection);
  if (secret === undefined) {
    return;
  }
  const { name } = connection.instance;
  const { credential } = await serviceOf(session.kinds, { service: connection.service, name });
  await services.editor.copy(secret.reveal());
  await services.notices.done(
    t('The API key of "{0}" is on the clipboard. Client configurations read it from the environment variable {1}.', name, credential.variable),
  );
}

/** From the keychain, or from the cloud, which shows the keys of some instances again. */
async function keptOrShown({ setup }: Session, { id }: Connection): Promise<Secret | undefined> {
  return await setup.secret(id) ?? await inTime(what, limitMs, (signal) => setup.recallSecret(id, signal));
}

/** A key that is shown once and was lost cannot be had back: another takes its place, where the person wants that. */
async function renewed({ prompter, editor }: Services, session: Session, connection: Connection): Promise<Secret | undefined> {
  // One that is undone has lost nothing: its credential is deleted, and none is made beside it.
  refuseUnfit(session, connection, wanted);
  const { id, instance, role } = connection;
  const { setup } = session;
  const answer = await prompter.pick<'renew' | 'leave'>({
    placeholder: t('The API key of "{0}" is lost: VS Code’s keychain no longer has it, and IBM Cloud showed it only once', visible(instance.name, 60)),
    items: [
      {
        label: t('Make a new service credential'), description: t('as {0}', role), value: 'renew', icon: 'key',
        detail: t('The old one is deleted: clients that use its key are refused until they have the new one'),
      },
      { label: t('Leave it as it is'), detail: t('Clients that have the key go on; it cannot be copied here'), value: 'leave', icon: 'circle-slash' },
    ],
    staysOpen: true,
  });
  if (answer.kind !== 'value' || answer.value === 'leave') {
    return undefined;
  }
  throwFailure(await editor.progress(() => inTime(t('Could not make a new API key'), renewLimitMs, (signal) => setup.renewSecret(id, signal))));
  return await setup.secret(id);
}

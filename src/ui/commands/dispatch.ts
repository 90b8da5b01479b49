import { isCancelled } from '../../model/failure';
import { t } from '../../model/l10n';
import type { CommandId } from '../ids';
import { withoutAccount } from '../ids';
import type { Services } from './services';
import type { Subject, TreeNode } from '../tree/node';
import { accountCommands } from './accountCommands';
import { checkCommands } from './checkCommands';
import { clientCommands } from './clientCommands';
import type { Handler } from './handler';
import { officeCommands } from './officeCommands';
import { partCommands } from './partCommands';
import { resourceCommands } from './resourceCommands';
import { serverCommands } from './serverCommands';
import { setupCommands } from './setupCommands';
import { supportCommands } from './supportCommands';
import { vpnCommands } from './vpnCommands';
import { vpnPeopleCommands } from './vpnPeopleCommands';
import { workspaceCommands } from './workspaceCommands';

const handlers: Readonly<Record<CommandId, Handler>> = {
  ...accountCommands, ...resourceCommands, ...setupCommands, ...partCommands, ...checkCommands, ...clientCommands, ...serverCommands, ...supportCommands,
  ...workspaceCommands, ...vpnCommands, ...vpnPeopleCommands, ...officeCommands,
};

/** Runs a command; a failure becomes one notice that offers to try again. */
export async function dispatch(services: Services, id: CommandId, args: readonly unknown[]): Promise<void> {
  const { failed, run } = handlers[id];
  services.log.info(`Command ${id}`);
  try {
    await needAccount(services, id);
    await run({ services, subject: subjectOf(args[0]) });
  } catch (error) {
    if (!isCancelled(error)) {
      await services.notices.failure(failed, error, { title: t('Retry'), run: () => dispatch(services, id, args) });
    }
  }
}

/** A command that is off in the menus can still be run by its id: by a key binding, a task or another extension. */
async function needAccount({ accounts, sessions }: Services, id: CommandId): Promise<void> {
  if (!withoutAccount.some((free) => free === id) && (await accounts.book()).active === undefined) {
    await sessions.required();
  }
}

/** A tree gives its node, the panel and notices give a subject, the palette gives nothing. */
function subjectOf(argument: unknown): Subject | undefined {
  if (isNode(argument)) {
    return argument.subject;
  }
  return isSubject(argument) ? argument : undefined;
}

function isNode(argument: unknown): argument is TreeNode {
  return typeof argument === 'object' && argument !== null && 'subject' in argument && 'view' in argument;
}

function isSubject(argument: unknown): argument is Subject {
  return typeof argument === 'object' && argument !== null && 'kind' in argument;
}

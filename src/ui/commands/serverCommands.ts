import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { ServerAccess } from '../../model/serverAccess';
import { visible } from '../../model/text';
import { loginArguments, sshCommands } from '../../ssh/commandLine';
import type { Session } from '../session/session';
import type { Subject } from '../tree/node';
import { chosenConnection } from './asking';
import type { Handlers, Invocation } from './handler';
import { isConnected, leadsThrough } from '../activity/runNode';

type Id = 'privateConnect.copySshCommand' | 'privateConnect.openSshTerminal';

export const serverCommands: Handlers<Id> = {
  'privateConnect.copySshCommand': {
    failed: t('Could not copy the SSH command'),
    async run(invocation) {
      const access = await accessOf(invocation);
      if (access !== undefined) {
        await invocation.services.editor.copy(sshCommands(access).login);
      }
    },
  },
  'privateConnect.openSshTerminal': {
    failed: t('Could not open the SSH terminal'),
    async run(invocation) {
      const access = await accessOf(invocation);
      if (access !== undefined) {
        await invocation.services.editor.openTerminal({ name: access.name, program: 'ssh', words: loginArguments(access), icon: 'vm' });
      }
    },
  },
};

async function accessOf({ services, subject }: Invocation): Promise<ServerAccess | undefined> {
  const session = await services.sessions.required();
  const connection = await chosenConnection(session, services.prompter, ofServer(session, subject), {
    fits: (run) => isConnected(run) && meantAccess(session, run.connectionId) !== undefined,
    placeholder: t('Which virtual server?'),
    nothing: t('There is no connected virtual server'),
  });
  if (connection === undefined) {
    return undefined;
  }
  const access = meantAccess(session, connection.id);
  if (access === undefined) {
    throw hasServer(session, connection.id) ? noAddress() : noServer();
  }
  if (session.environment.madeUp === true) {
    throw madeUp();
  }
  return access;
}

/** A server's own row stands for what leads through it: nobody is taken to another one instead. */
function ofServer({ setup }: Session, subject: Subject | undefined): Subject | undefined {
  if (subject?.kind !== 'resource') {
    return subject;
  }
  const run = setup.views().find((view) => leadsThrough(view, subject.crn));
  if (run === undefined) {
    throw noServer(t('No connection that is set up leads through "{0}".', visible(subject.name, 120)));
  }
  return { kind: 'run', run };
}

/** How to log in to where the connection is meant to be used from. */
function meantAccess({ setup }: Session, connectionId: string): ServerAccess | undefined {
  const vantages = setup.vantages(connectionId);
  return vantages.all.find(({ id }) => id === vantages.meant)?.access;
}

function hasServer({ setup }: Session, connectionId: string): boolean {
  return setup.way(connectionId).path.some(({ kind }) => kind === 'virtual-server');
}

function madeUp(): Failure {
  return new Failure({
    code: 'ui.made-up-server', what: t('Could not sign in to the server by yourself'),
    why: t('The sandbox’s servers are made up: the product’s own checks get to them, the programs of this machine do not.'),
    next: t('Check the connectivity, or send a test message: both go through the server.'),
  });
}

function noAddress(): Failure {
  return new Failure({
    code: 'ui.no-address', what: t('Could not reach the virtual server'), why: t('Its address is not known yet.'), next: t('Run the plan first.'),
  });
}

function noServer(why = t('This connection leads through none.')): Failure {
  return new Failure({ code: 'ui.no-login', what: t('There is no server to log in to'), why, next: t('Choose another connection.') });
}

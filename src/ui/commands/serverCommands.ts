import * as vscode from 'vscode';
import { Failure } from '../../model/failure';
import type { ServerAccess } from '../../setup/dependencies';
import { sshArguments } from '../../setup/ssh/commandLine';
import { askConnection } from './asking';
import type { Handlers, Invocation } from './handler';

type Id = 'privateConnect.copySshCommand' | 'privateConnect.openSshTerminal';

export const serverCommands: Handlers<Id> = {
  'privateConnect.copySshCommand': {
    failed: 'Could not copy the SSH command',
    async run(invocation) {
      const access = await accessOf(invocation);
      if (access !== undefined) {
        await invocation.services.copy(['ssh', ...sshArguments(access).map(quoted)].join(' '));
      }
    },
  },
  'privateConnect.openSshTerminal': {
    failed: 'Could not open the SSH terminal',
    async run(invocation) {
      const access = await accessOf(invocation);
      if (access !== undefined) {
        vscode.window.createTerminal({ name: access.name, shellPath: 'ssh', shellArgs: sshArguments(access), iconPath: new vscode.ThemeIcon('vm') }).show();
      }
    },
  },
};

async function accessOf({ services, subject }: Invocation): Promise<ServerAccess | undefined> {
  const session = await services.sessions.required();
  const id = subject?.kind === 'run' ? subject.run.connectionId : subject?.kind === 'connection' ? subject.connection.id : undefined;
  const given = session.setup.connections().find((connection) => connection.id === id);
  const connection = given ?? await askConnection(session, services.prompter, 'Which virtual server?', ({ state }) => state === 'done', 'There is no connected virtual server');
  if (connection === undefined) {
    return undefined;
  }
  const access = session.setup.serverAccess(connection.id);
  if (access === undefined) {
    throw new Failure({ code: 'ui.no-address', what: 'Could not reach the virtual server', why: 'Its address is not known yet.', next: 'Run the plan first.' });
  }
  return access;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

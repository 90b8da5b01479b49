import * as vscode from 'vscode';
import type { PanelRequest } from '../../model/panel';
import type { CommandId } from '../ids';
import { remedyCommands } from '../ids';
import type { Log } from '../log';
import { ConnectivityPanels } from '../panel/connectivityPanels';
import type { CheckTarget } from './checkTarget';
import type { LatestChecks } from './latestChecks';

const commandOf = {
  'check-again': 'privateConnect.checkAgain',
  'cancel-check': 'privateConnect.cancelCheck',
  'copy-report': 'privateConnect.copyReport',
  'send-test-message': 'privateConnect.sendTestMessage',
  'copy-snippet': 'privateConnect.copyClientConfiguration',
  'open-snippet': 'privateConnect.openClientConfiguration',
  'copy-api-key': 'privateConnect.copyApiKey',
} as const satisfies Record<string, CommandId>;

/** The panels, each request of which runs the command that does the same. */
export function connectivityPanels(extensionUri: vscode.Uri, latest: LatestChecks, log: Log): ConnectivityPanels {
  return new ConnectivityPanels({
    extensionUri,
    state: (target) => latest.state(target),
    restore: (target, state) => latest.restore(target, state),
    warn: (message) => log.warn(message),
    onRequest: (request, target) => void run(request, target, log),
  });
}

async function run(request: PanelRequest, target: CheckTarget, log: Log): Promise<void> {
  const subject = { kind: 'target', target, ...('client' in request ? { client: request.client } : {}) };
  if (request.type === 'remedy') {
    const command = remedyCommands.find((id) => id === request.command);
    if (command === undefined) {
      log.warn('The connectivity panel named a command that is no remedy', { command: request.command });
    } else {
      await vscode.commands.executeCommand(command, subject);
    }
  } else if (request.type !== 'ready') {
    await vscode.commands.executeCommand(commandOf[request.type], subject);
  }
}

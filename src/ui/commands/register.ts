import * as vscode from 'vscode';
import type { CommandId } from '../ids';
import { commandIds } from '../ids';
import type { Log } from '../log';
import { t } from '../../model/l10n';

/** Does what a command says; the arguments are whatever its caller gave. */
export type CommandRunner = (id: CommandId, args: readonly unknown[]) => unknown;

/**
 * Registers every command, here and nowhere else. What a runner throws has found nobody to show it, so it is shown here: a command
 * never ends in silence.
 */
export function registerCommands(run: CommandRunner, log: Log): vscode.Disposable {
  return vscode.Disposable.from(...commandIds.map((id) => vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    log.debug('Command', { id });
    try {
      await run(id, args);
    } catch (error) {
      log.failure(`The command ${id} failed`, error);
      const text = t('The command could not be started. The log says why; reloading the window may help.');
      const chosen = await vscode.window.showErrorMessage(text, t('Open Logs'));
      if (chosen !== undefined) {
        log.show();
      }
    }
  })));
}

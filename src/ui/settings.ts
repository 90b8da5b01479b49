import * as vscode from 'vscode';
import type { SettingId } from './ids';
import { SettingValues } from './settingValues';

const section = 'privateConnect';

/** The settings as the editor keeps them. */
export class Settings extends SettingValues {
  constructor() {
    super((id) => vscode.workspace.getConfiguration(section).get<unknown>(id));
  }

  async setRegions(names: readonly string[]): Promise<void> {
    const value = names.length === 0 ? undefined : [...names];
    await vscode.workspace.getConfiguration(section).update('regions' satisfies SettingId, value, vscode.ConfigurationTarget.Global);
  }

  onDidChange(id: SettingId, listener: () => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.${id}`)) {
        listener();
      }
    });
  }
}

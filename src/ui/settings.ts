import * as vscode from 'vscode';
import type { VsiChoices } from '../model/connection';
import type { SettingId } from './ids';

const section = 'privateConnect';

/** Typed readers of the settings. A value of the wrong type in settings.json is the default, never a crash. */
export class Settings {
  /** Names of the regions to show; empty means every region. */
  regions(): readonly string[] {
    const value = this.#read('regions');
    return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
  }

  async setRegions(names: readonly string[]): Promise<void> {
    const value = names.length === 0 ? undefined : [...names];
    await vscode.workspace.getConfiguration(section).update('regions' satisfies SettingId, value, vscode.ConfigurationTarget.Global);
  }

  /** What the API key of a new connection may do in Kafka: to produce and consume is enough for most. */
  credentialRole(): VsiChoices['credentialRole'] {
    const value = this.#read('credentialRole');
    return value === 'Manager' || value === 'Reader' ? value : 'Writer';
  }

  /** How long one probe may take. */
  checkTimeoutMs(): number {
    const value = this.#read('checkTimeoutSeconds');
    return (typeof value === 'number' && value >= 1 && value <= 120 ? value : 10) * 1000;
  }

  /** How fast the sandbox's states change: 1 is seconds, 0 at once. */
  sandboxPace(): number {
    const value = this.#read('sandbox.pace');
    return typeof value === 'number' && value >= 0 && value <= 60 ? value : 1;
  }

  onDidChange(id: SettingId, listener: () => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.${id}`)) {
        listener();
      }
    });
  }

  #read(id: SettingId): unknown {
    return vscode.workspace.getConfiguration(section).get<unknown>(id);
  }
}

import type { SettingId } from './ids';

/** Typed readers of the settings. A value of the wrong type in settings.json is the default, never a crash. */
export class SettingValues {
  constructor(private readonly read: (id: SettingId) => unknown) {}

  /** Names of the regions to show; empty means every region. */
  regions(): readonly string[] {
    const value = this.read('regions');
    return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
  }

  /** What the credential of a new connection may do; empty where nothing was chosen. */
  credentialRole(): string {
    const value = this.read('credentialRole');
    return typeof value === 'string' ? value : '';
  }

  /** How long one probe may take. */
  checkTimeoutMs(): number {
    const value = this.read('checkTimeoutSeconds');
    return (typeof value === 'number' && value >= 1 && value <= 120 ? value : 10) * 1000;
  }

  /** How fast the sandbox's states change: 1 is seconds, 0 at once. */
  sandboxPace(): number {
    const value = this.read('sandbox.pace');
    return typeof value === 'number' && value >= 0 && value <= 60 ? value : 1;
  }
}

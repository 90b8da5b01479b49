import { Memo } from '../../base/memo';
import type { Environment } from '../../model/account';
import { userSettings, type UserSettings } from '../../ssh/userSettings';

const never = new AbortController().signal;

/** What the user's SSH configuration says of a host; undefined where it says nothing that can be read. */
export type SettingsOf = (host: string) => Promise<UserSettings | undefined>;

/** Asks OpenSSH once for each host, as long as these questions are asked. Of made-up servers nobody's configuration says anything. */
export function sshSettings({ madeUp, sshFolder }: Pick<Environment, 'madeUp' | 'sshFolder'>): SettingsOf {
  const asked = new Memo<UserSettings | undefined>((host, signal) => userSettings(sshFolder, host, signal));
  return (host) => madeUp === true ? Promise.resolve(undefined) : asked.get(host, never);
}

import { userInfo } from 'node:os';
import { isThere } from './keyFile';
import { askSsh } from './sshCommand';
import { userConfig } from './sshConfig';

/** What the user's SSH configuration says of a host. */
export interface UserSettings {
  /** Where `ssh` would connect to: the host itself, unless it stands for another one. */
  readonly host: string;
  /** Undefined where nothing but the name of this machine's user is said. */
  readonly user: string | undefined;
  readonly port: number;
}

/** Asks OpenSSH, which reads `Include` and `Match` as it does for itself; undefined where it, or a configuration that it takes, is not there. */
export async function userSettings(sshFolder: string, host: string, signal: AbortSignal): Promise<UserSettings | undefined> {
  const file = userConfig(sshFolder);
  const answer = await isThere(file) ? await askSsh(file, host, signal) : undefined;
  if (answer?.kind !== 'settings') {
    return undefined;
  }
  const { settings } = answer;
  const user = settings.get('user');
  return { host: settings.get('hostname') ?? host, user: user === userInfo().username ? undefined : user, port: Number(settings.get('port') ?? 22) };
}

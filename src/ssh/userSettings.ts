import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { sshPort } from '../model/serverLogin';
import { askSsh, type SshAnswer } from './sshCommand';
import { userConfig } from './sshConfig';

/** What the user's SSH configuration says of a host. */
export interface UserSettings {
  /** Where `ssh` would connect to: the host itself, unless it stands for another one. */
  readonly host: string;
  /** Undefined where nothing but the name of this machine's user is said. */
  readonly user: string | undefined;
  readonly port: number;
  /** `ProxyJump` as it is written. */
  readonly jump: string | undefined;
  /** `ProxyCommand` with its tokens. */
  readonly command: string | undefined;
  /** Private keys in the order in which they are tried, some of which may not be there. */
  readonly keyPaths: readonly string[];
}

/** Asks OpenSSH, which reads `Include` and `Match` as it does for itself; undefined where it, or a configuration that it takes, is not there. */
export async function userSettings(sshFolder: string, host: string, signal: AbortSignal): Promise<UserSettings | undefined> {
  const file = userConfig(sshFolder);
  // The machine's own configuration counts beside the usual one, and is passed over for any other.
  const isUsual = file === join(homedir(), '.ssh', 'config');
  const answer = isUsual || existsSync(file) ? await askSsh(isUsual ? undefined : file, host, signal) : undefined;
  return answer?.kind === 'settings' ? settingsIn(answer, host) : undefined;
}

function settingsIn({ settings, keyPaths }: Extract<SshAnswer, { kind: 'settings' }>, host: string): UserSettings {
  const [user, jump, command] = ['user', 'proxyjump', 'proxycommand'].map((name) => settings.get(name));
  return {
    host: settings.get('hostname') ?? host, user: user === userInfo().username ? undefined : user, port: Number(settings.get('port') ?? sshPort),
    jump: jump === 'none' ? undefined : jump, command: command === 'none' ? undefined : command,
    keyPaths: keyPaths.map((path) => path.startsWith('~/') ? join(homedir(), path.slice(2)) : path),
  };
}

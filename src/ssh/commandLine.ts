import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ServerAccess } from '../model/serverAccess';
import { quotedPath } from './hostEntry';

/**
 * What `ssh` is started with to log in to a server. The host key is checked against our own file, where the first contact
 * pinned it. The value of `-o` is read as a line of OpenSSH's configuration, in which a path with a space is two paths.
 */
export function sshArguments(
  access: Omit<ServerAccess, 'network'>, platform: NodeJS.Platform = process.platform,
): string[] {
  return [...keyArguments(access, platform), '-p', String(access.port), destination(access)];
}

/** The command that logs in to a server and the one that copies a file to it, by our entry of SSH's configuration where that stands there. */
export function sshCommands(access: Omit<ServerAccess, 'network'>): { readonly login: string; copy(file: string): string } {
  const { entry, port } = access;
  if (entry === undefined) {
    return {
      login: shellLine(['ssh', ...sshArguments(access)]),
      copy: (file) => shellLine(['scp', ...keyArguments(access, process.platform), '-P', String(port), file, `${destination(access)}:`]),
    };
  }
  const file = resolve(entry.file) === join(homedir(), '.ssh', 'config') ? [] : ['-F', entry.file];
  return { login: shellLine(['ssh', ...file, entry.alias]), copy: (name) => shellLine(['scp', ...file, name, `${entry.alias}:`]) };
}

/** A name of the user's SSH configuration is left to it: it knows the way there. */
function destination({ username, host, through }: Omit<ServerAccess, 'network'>): string {
  return `${username}@${through?.kind === 'ssh-config' ? through.name : host}`;
}

function keyArguments({ privateKeyPath, knownHostsPath, through }: Omit<ServerAccess, 'network'>, platform: NodeJS.Platform): string[] {
  const forward = (path: string): string => platform === 'win32' ? path.replaceAll('\\', '/') : path;
  const plain = forward(knownHostsPath);
  const knownHosts = /^[\w@+=:,./-]+$/.test(plain) ? plain : quotedPath(plain, platform);
  // With a key of the agent, ssh asks that itself.
  const key = privateKeyPath === undefined ? [] : ['-i', forward(privateKeyPath), '-o', 'IdentitiesOnly=yes'];
  const jump = through?.kind === 'bastion' ? ['-J', through.jump] : [];
  return [...key, '-o', `UserKnownHostsFile=${knownHosts}`, ...jump];
}

/** Words as one line for a shell: what has a meaning of its own there is quoted. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}

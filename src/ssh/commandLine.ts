import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ServerAccess } from '../model/serverAccess';
import { quotedPath } from './hostEntry';

/**
 * What `ssh` is started with to log in to a server. The host key is checked against our own file, where the first contact
 * pinned it. The value of `-o` is read as a line of OpenSSH's configuration, in which a path with a space is two paths.
 */
export function sshArguments(
  access: Omit<ServerAccess, 'network'>, platform: NodeJS.Platform = process.platform, home = homedir(),
): string[] {
  return [...keyArguments(access, platform, home), '-p', String(access.port), destination(access)];
}

/**
 * The same for a person. Of a bastion that was named OpenSSH takes the key and the host key from a configuration alone, `ProxyJump` in
 * ssh_config(5): then our entry leads there wherever it stands.
 */
export function loginArguments(access: Omit<ServerAccess, 'network'>): string[] {
  return access.entry !== undefined && access.through?.kind === 'bastion' ? byEntry(access.entry) : sshArguments(access);
}

/** The command that logs in to a server and the one that copies a file to it, by our entry of SSH's configuration where that stands there. */
export function sshCommands(access: Omit<ServerAccess, 'network'>): { readonly login: string; copy(file: string): string } {
  const { entry, port } = access;
  if (entry === undefined) {
    return {
      login: terminalLine(['ssh', ...sshArguments(access)]),
      copy: (file) => terminalLine(['scp', ...keyArguments(access, process.platform, homedir()), '-P', String(port), file, `${destination(access)}:`]),
    };
  }
  return {
    login: terminalLine(['ssh', ...byEntry(entry)]),
    copy: (name) => terminalLine(['scp', ...configOf(entry), name, `${entry.alias}:`]),
  };
}

function byEntry(entry: Entry): string[] {
  return [...configOf(entry), entry.alias];
}

function configOf({ file }: Entry): string[] {
  return resolve(file) === join(homedir(), '.ssh', 'config') ? [] : ['-F', file];
}

type Entry = NonNullable<ServerAccess['entry']>;

/** A name of the user's SSH configuration is left to it: it knows the way there. */
function destination({ username, host, through }: Omit<ServerAccess, 'network'>): string {
  return `${username}@${through?.kind === 'ssh-config' ? through.name : host}`;
}

function keyArguments({ privateKeyPath, knownHostsPath, through }: Omit<ServerAccess, 'network'>, platform: NodeJS.Platform, home: string): string[] {
  const forward = (path: string): string => platform === 'win32' ? path.replaceAll('\\', '/') : path;
  const whole = forward(knownHostsPath);
  // OpenSSH reads `~` itself there, and Windows PowerShell passes no quotes on that stand inside a word.
  const plain = platform === 'win32' && whole.startsWith(`${forward(home)}/`) ? `~${whole.slice(home.length)}` : whole;
  const knownHosts = /^[\w@+=:,./~-]+$/.test(plain) ? plain : quotedPath(whole, platform);
  // With a key of the agent, ssh asks that itself.
  const key = privateKeyPath === undefined ? [] : ['-i', forward(privateKeyPath), '-o', 'IdentitiesOnly=yes'];
  const jump = through?.kind === 'bastion' ? ['-J', through.jump] : [];
  return [...key, '-o', `UserKnownHostsFile=${knownHosts}`, ...jump];
}

/** Words as one line for a POSIX shell: what has a meaning of its own there is quoted. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}

/**
 * The same for a terminal of this machine. On Windows that is PowerShell or the command prompt: double quotes alone mean the same to both.
 * Source: https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export function terminalLine(words: readonly string[], platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? words.map(windowsWord).join(' ') : shellLine(words);
}

/** What PowerShell would read inside the quotes is marked for it, typographic quotes too; to the command prompt it is plain text, and never a command. */
function windowsWord(word: string): string {
  return /^[\w:/+.-][\w@=:/~+.-]*$/.test(word) ? word : `"${word.replaceAll(/[`$“”„]/g, '`$&').replaceAll('"', '""')}"`;
}

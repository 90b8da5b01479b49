import type { ServerAccess } from '../model/serverAccess';
import { quotedPath } from './hostEntry';

/**
 * What `ssh` is started with to log in to a server. The host key is checked against our own file, where the first contact
 * pinned it. The value of `-o` is read as a line of OpenSSH's configuration, in which a path with a space is two paths.
 */
export function sshArguments(
  { host, port, username, privateKeyPath, knownHostsPath }: ServerAccess, platform: NodeJS.Platform = process.platform,
): string[] {
  const forward = (path: string): string => platform === 'win32' ? path.replaceAll('\\', '/') : path;
  const plain = forward(knownHostsPath);
  const knownHosts = /^[\w@+=:,./-]+$/.test(plain) ? plain : quotedPath(plain, platform);
  // With a key of the agent, ssh asks that itself.
  const key = privateKeyPath === undefined ? [] : ['-i', forward(privateKeyPath), '-o', 'IdentitiesOnly=yes'];
  return [
    ...key, '-o', `UserKnownHostsFile=${knownHosts}`, '-p', String(port),
    `${username}@${host}`,
  ];
}

/** Words as one line for a shell: what has a meaning of its own there is quoted. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}

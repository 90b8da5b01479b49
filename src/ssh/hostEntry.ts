import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { jumpHosts } from './proxyJump';

/** One server in our own SSH configuration. */
export interface HostEntry {
  /** What one types after `ssh`; also what the entry is found by. */
  readonly alias: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Undefined where the SSH agent has the key. */
  readonly keyPath: string | undefined;
  readonly knownHostsPath: string;
  readonly proxy?: Proxy | undefined;
  /** Hosts of `proxy` that stand in the user's configuration under no name: what `ssh` is to know of each is written beside the entry. */
  readonly bastions?: readonly BastionEntry[] | undefined;
}

/** What leads there, as ssh_config(5) writes it: hosts, or a program with its tokens. */
export type Proxy = { readonly jump: string } | { readonly command: string };

/** A host on the way, under a name of ours: for those OpenSSH takes nothing from the entry of the server, see `ProxyJump` in ssh_config(5). */
export interface BastionEntry extends Pick<HostEntry, 'alias' | 'address' | 'port' | 'user' | 'proxy'> {
  /** In the order in which they are tried. */
  readonly keyPaths: readonly string[];
}

const header = '# Written by Private Connect: an entry a connection. Your own entries belong into the file beside this folder.\n';

/** Our file's text with this entry, in place of an older one of the same alias. */
export function withEntry(text: string, entry: HostEntry): string {
  const others = withoutEntry(text, entry.alias);
  return `${others === '' ? header : others}${entryText(entry)}`;
}

/** Our file's text without that entry; empty when no other is left. */
export function withoutEntry(text: string, alias: string): string {
  const rest = entriesOf(text).filter((entry) => entry.alias !== alias);
  return rest.length === 0 ? '' : header + rest.map((entry) => entry.text).join('');
}

/** True when our file has exactly this entry. */
export function hasEntry(text: string, entry: HostEntry): boolean {
  const wanted = entryText(entry);
  return entriesOf(text).some((other) => other.text === wanted);
}

/** A path as OpenSSH reads it back: quoted, without a meaning of `%` or, on Windows, of a backslash; ssh_config(5). */
export function quotedPath(path: string, platform: NodeJS.Platform = process.platform): string {
  const plain = platform === 'win32' ? path.replaceAll('\\', '/') : path;
  if (/["\\]|\$\{|\p{Cc}/u.test(plain)) {
    throw new Failure({
      code: 'ssh.path-unusable', what: t('Could not write the SSH host entry'),
      why: t('The path {0} has a character that OpenSSH\'s configuration cannot hold.', path), next: t('Choose a key in another folder.'),
    });
  }
  return `"${plain.replaceAll('%', '%%')}"`;
}

/** The entry in one line, for someone who writes it by hand. */
export function entryLines(entry: HostEntry): string {
  return entryText(entry).split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')).join('; ');
}

/** The hosts on the way stand inside the server's own entry, and go with it. */
function entryText(entry: HostEntry): string {
  const { alias, keyPath, bastions = [] } = entry;
  return [
    '',
    `Host ${word(alias)}`,
    ...settingLines({ ...entry, keyPaths: keyPath === undefined ? [] : [keyPath] }, entry),
    ...bastions.flatMap((bastion) => [`  Host ${word(bastion.alias)}`, ...settingLines({ ...bastion, proxy: bastion.proxy ?? { jump: 'none' } }, entry)]),
    `  # end of ${word(alias)}`,
    '',
  ].join('\n');
}

function settingLines({ address, port, user, keyPaths, proxy }: BastionEntry, { keyPath, knownHostsPath }: HostEntry): readonly string[] {
  return [
    `  HostName ${word(address)}`,
    `  Port ${port}`,
    `  User ${word(user)}`,
    ...keyPaths.map((path) => `  IdentityFile ${quotedPath(path)}`),
    // Where the SSH agent has the key, it is asked.
    ...keyPath === undefined ? [] : ['  IdentitiesOnly yes'],
    ...proxy === undefined ? [] : [proxyLine(proxy)],
    `  UserKnownHostsFile ${quotedPath(knownHostsPath)}`,
    '  StrictHostKeyChecking accept-new',
  ];
}

/** A program is the user's own, who may write anything but another line. */
function proxyLine(proxy: Proxy): string {
  const [keyword, value] = 'jump' in proxy ? ['ProxyJump', proxy.jump] : ['ProxyCommand', proxy.command];
  if (/\p{Cc}/u.test(value) || ('jump' in proxy && jumpHosts(value) === undefined)) {
    throw notAWord(value);
  }
  return `  ${keyword} ${value}`;
}

/** Addresses, users and aliases come from choices and from the cloud: nothing in them may start another line or token. */
function word(text: string): string {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._:-]*$/.test(text)) {
    throw notAWord(text);
  }
  return text;
}

function notAWord(text: string): Failure {
  return new Failure({
    code: 'ssh.bad-word', what: t('Could not write the SSH host entry'), why: t('"{0}" is no host, address or user name.', text),
    next: t('Correct the address or the login user of the connection.'),
  });
}

function entriesOf(text: string): readonly { readonly alias: string; readonly text: string }[] {
  return [...text.matchAll(/\nHost (\S+)\n(?:  [^\n]*\n)*?  # end of \1\n/g)].map((match) => ({ alias: match[1] ?? '', text: match[0] }));
}

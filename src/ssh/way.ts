import { userInfo } from 'node:os';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Through } from '../model/serverAccess';
import { sshPort } from '../model/serverLogin';
import { visible } from '../model/text';
import { isThere } from './keyFile';
import { type JumpHost, jumpHosts } from './proxyJump';
import { type UserSettings, userSettings } from './userSettings';

/** A host on the way, which is signed in to. */
export interface Hop {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Keys of the user's that may open it, before the server's own: as many as are tried. */
  readonly keyPaths: readonly string[];
}

/** What leads to a server: first a program where there is one, then hosts in order. */
export interface Way {
  readonly command?: string | undefined;
  readonly hops: readonly Hop[];
}

const deepest = 5;

/** With the server's own fewer than the six that a server lets anybody try (MaxAuthTries in sshd_config(5)). */
const mostKeys = 4;

/** What the user's SSH configuration makes of it now. Rejects with `ssh.way-unusable`. */
export async function wayOf(through: Through, { sshFolder, host, port, username }: Target, signal: AbortSignal): Promise<Way> {
  if (through.kind === 'bastion') {
    return await along(through.jump, sshFolder, signal, 1);
  }
  const said = await userSettings(sshFolder, through.name, signal);
  return await before(said, { name: through.name, host, port, user: username }, sshFolder, signal, 0);
}

interface Target {
  readonly sshFolder: string;
  readonly host: string;
  readonly port: number;
  readonly username: string;
}

/** Where a command is to lead to: its tokens. */
interface End {
  /** As it was typed. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

async function before(said: UserSettings | undefined, end: End, sshFolder: string, signal: AbortSignal, depth: number): Promise<Way> {
  if (said?.jump !== undefined) {
    return await along(said.jump, sshFolder, signal, depth + 1);
  }
  return said?.command === undefined ? { hops: [] } : { command: filledIn(said.command, end), hops: [] };
}

/** As `ssh -J` does: what the configuration says of the first host's own way counts, and of no other's. */
async function along(jump: string, sshFolder: string, signal: AbortSignal, depth: number): Promise<Way> {
  const hosts = jumpHosts(jump);
  if (hosts === undefined || depth > deepest) {
    throw unusable(t('"{0}" is no list of hosts, or leads through too many.', visible(jump, 200)));
  }
  let way: Way = { hops: [] };
  for (const [at, jumpHost] of hosts.entries()) {
    const said = await userSettings(sshFolder, jumpHost.host, signal);
    const hop = await hopTo(jumpHost, said);
    const first = at === 0 ? await before(said, { ...hop, name: jumpHost.host }, sshFolder, signal, depth) : way;
    way = { ...first, hops: [...first.hops, hop] };
  }
  return way;
}

/** What was typed counts, then what the user's SSH configuration says of that host. */
export async function hopTo({ host, user, port }: JumpHost, said: UserSettings | undefined): Promise<Hop> {
  return {
    host: said?.host ?? host, port: port ?? said?.port ?? sshPort, user: user ?? said?.user ?? userInfo().username,
    keyPaths: (await existing(said?.keyPaths ?? [])).slice(0, mostKeys),
  };
}

/** The tokens of `ProxyCommand` in ssh_config(5). Others, and what a shell would make of a strange name, are not ours to guess. */
function filledIn(command: string, { name, host, port, user }: End): string {
  const tokens: Readonly<Record<string, string>> = { '%%': '%', '%h': host, '%n': name, '%p': String(port), '%r': user };
  const isPlain = [name, host, user].every((word) => /^[A-Za-z0-9_][A-Za-z0-9._:-]*$/.test(word));
  if (process.platform === 'win32' || !isPlain) {
    throw unusable(t('The ProxyCommand of your SSH configuration cannot be run here as it stands.'));
  }
  return command.replace(/%./g, (token) => {
    const value = tokens[token];
    if (value === undefined) {
      throw unusable(t('The ProxyCommand of your SSH configuration has {0}, which only ssh itself fills in.', token));
    }
    return value;
  });
}

async function existing(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map(async (path) => await isThere(path) ? [path] : []));
  return found.flat();
}

function unusable(why: string): Failure {
  return new Failure({
    code: 'ssh.way-unusable', what: t('Could not find the way to the server'), why,
    next: t('Name the bastion as user@host, or write a ProxyJump in your SSH configuration instead.'),
  });
}

import type { BastionEntry, HostEntry } from './hostEntry';
import { jumpHosts, type JumpHost } from './proxyJump';
import { type UserSettings, userSettings } from './userSettings';
import { hopTo } from './way';

/**
 * What our entry says of hosts that were named as a way: each is opened by the keys, and known by the list, by which the product itself
 * gets through it. One that is a name of the user's SSH configuration stays what it is there.
 */
export async function throughBastions(
  jump: string, { alias, keyPath }: Pick<HostEntry, 'alias' | 'keyPath'>, sshFolder: string, signal: AbortSignal,
): Promise<Pick<HostEntry, 'proxy' | 'bastions'>> {
  const [names, bastions]: [string[], BastionEntry[]] = [[], []];
  for (const [at, host] of (jumpHosts(jump) ?? []).entries()) {
    const said = await userSettings(sshFolder, host.host, signal);
    if (said !== undefined && said.host !== host.host) {
      names.push(asWritten(host));
    } else {
      const name = at === 0 ? `${alias}.bastion` : `${alias}.bastion-${at + 1}`;
      names.push(name);
      // As with `ssh -J`, the own way of no other than the first counts.
      bastions.push({ ...await bastionAt(host, said, keyPath), alias: name, ...at === 0 ? wayOf(said) : {} });
    }
  }
  return names.length === 0 ? { proxy: { jump } } : { proxy: { jump: names.join(',') }, bastions };
}

async function bastionAt(host: JumpHost, said: UserSettings | undefined, keyPath: string | undefined): Promise<Omit<BastionEntry, 'alias'>> {
  const hop = await hopTo(host, said);
  const others = hop.keyPaths.filter((path) => path !== keyPath);
  return { address: hop.host, port: hop.port, user: hop.user, keyPaths: keyPath === undefined ? others : [...others, keyPath] };
}

function wayOf({ jump, command }: Partial<UserSettings> = {}): Pick<BastionEntry, 'proxy'> {
  return jump !== undefined ? { proxy: { jump } } : command !== undefined ? { proxy: { command } } : {};
}

function asWritten({ host, user, port }: JumpHost): string {
  const place = host.includes(':') ? `[${host}]` : host;
  return `${user === undefined ? '' : `${user}@`}${place}${port === undefined ? '' : `:${port}`}`;
}

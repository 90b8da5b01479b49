import { t } from '../../../model/l10n';
import type { ForwarderKind } from '../../../onPremises/forwarders';
import { lastWords, type Shell } from '../../server/shell';
import { isAbsent, loadFailure } from './said';

const limitMs = 60_000;

/** A name server whose folder of configurations takes a file of ours, by its process. The first of them that answers is taken. */
const servers = [
  { process: 'unbound', kind: 'unbound', unit: 'unbound', folder: '/etc/unbound/unbound.conf.d', check: () => ['unbound-checkconf'] },
  { process: 'dnsmasq', kind: 'dnsmasq', unit: 'dnsmasq', folder: '/etc/dnsmasq.d', check: (path: string) => ['dnsmasq', '--test', '-C', path] },
] as const satisfies readonly { kind: ForwarderKind; process: string; unit: string; folder: string; check: (path: string) => readonly string[] }[];

type Server = typeof servers[number];

/** The name server that a file can be given, or why there is none, with what to do by hand. */
export type FoundForwarder = { readonly kind: Server['kind'] } | { readonly kind: 'none'; readonly why: string };

/** What answers names on the host. */
export async function foundForwarder(root: Shell): Promise<FoundForwarder> {
  const byHand = t('Give the forwarder of the on-premises files to the office\'s name server by hand');
  const { stdout } = await root.run(['ss', '-Hlunp', 'sport = :53']);
  const processes = [...stdout.matchAll(/\("([^"]+)",pid=/g)].map(([, name = '']) => name);
  const [other] = processes;
  const server = servers.find(({ process }) => processes.includes(process));
  if (server === undefined) {
    return { kind: 'none', why: other === undefined ? t('no name server runs there. {0}', byHand)
      : t('{0} runs there, whose own configuration has to name the file. {1}', other.slice(0, 40), byHand) };
  }
  if (await isStartedBy(root, server) === undefined) {
    return { kind: 'none', why: t('{0} runs there as no service of systemd. {1}', server.kind, byHand) };
  }
  const isThere = (await root.run(['test', '-d', server.folder])).code === 0;
  return isThere ? { kind: server.kind } : { kind: 'none', why: t('{0} has no folder {1}. {2}', server.kind, server.folder, byHand) };
}

/** Checks the file, and makes the server read it. */
export async function loadForwarder(root: Shell, path: string): Promise<void> {
  const server = serverOf(path);
  const checked = await root.run(server.check(path));
  if (checked.code !== 0) {
    throw loadFailure(root, server.kind, lastWords(checked));
  }
  await readForwarderAgain(root, path);
}

/** A server that does not run has nothing to read. */
export async function readForwarderAgain(root: Shell, path: string): Promise<void> {
  const server = serverOf(path);
  const by = await isStartedBy(root, server);
  const words = by === 'systemd' ? ['systemctl', 'reload-or-restart', server.unit] : by === 'signal' ? ['pkill', '-HUP', '-x', server.process] : undefined;
  const result = words === undefined ? undefined : await root.run(words, { limitMs });
  if (result !== undefined && result.code !== 0 && !(by === 'signal' && result.code === 1)) {
    throw loadFailure(root, server.kind, lastWords(result));
  }
}

/** How it is made to read its files. dnsmasq reads them when it starts, and at no signal. */
async function isStartedBy(root: Shell, { unit, kind }: Server): Promise<'systemd' | 'signal' | undefined> {
  const active = await root.run(['systemctl', 'is-active', unit]);
  return active.code === 0 ? 'systemd' : kind === 'unbound' && !isAbsent(await root.run(['pkill', '-V'])) ? 'signal' : undefined;
}

function serverOf(path: string): Server {
  const server = servers.find(({ folder }) => path.startsWith(`${folder}/`));
  if (server === undefined) {
    throw new TypeError(`No name server reads ${path}.`);
  }
  return server;
}

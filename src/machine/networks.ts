import { readFile } from 'node:fs/promises';
import type { NetworkInterfaceInfo } from 'node:os';
import { networkInterfaces } from 'node:os';
import { wordsOf } from '../base/words';
import { t } from '../model/l10n';
import type { NamedRange } from '../model/poolNeighbours';
import { canonicalRange, contains, parseRange } from '../model/range';
import type { RunProgram } from './program';
import { runProgram } from './program';
import type { MachineRoute } from './routes';
import { linuxRoutes, macRoutes, windowsRoutes } from './routes';

/** The ranges that this machine is in or has a route to, by interface; and why its routes are not among them, where they cannot be read. */
export interface OwnNetworks {
  readonly networks: readonly NamedRange[];
  readonly problem?: string;
}

type Interfaces = NodeJS.Dict<readonly NetworkInterfaceInfo[]>;

/** Looked at anew each time: people move from one network to another. */
export async function ownNetworks(
  signal: AbortSignal, platform = process.platform, run = runProgram, interfaces: Interfaces = networkInterfaces(),
): Promise<OwnNetworks> {
  const own = Object.entries(interfaces).flatMap(([name, addresses = []]) => addresses.flatMap((each) => {
    const range = each.family === 'IPv4' && each.cidr !== null ? canonicalRange(each.cidr) : undefined;
    return range === undefined ? [] : [{ range, name }];
  }));
  try {
    const routes = (await routesOf(platform, run, signal)).map(({ range, through }) => ({ range, name: nameOf(through, interfaces) }));
    return { networks: distinct([...own, ...routes]) };
  } catch (error) {
    signal.throwIfAborted();
    return { networks: distinct(own), problem: t('The routes of this machine could not be read: {0}', wordsOf(error)) };
  }
}

/** IPv4 routes of the system; none where the system is not known. */
export async function routesOf(platform: NodeJS.Platform, run: RunProgram, signal: AbortSignal): Promise<readonly MachineRoute[]> {
  switch (platform) {
    case 'linux': return linuxRoutes(await readFile('/proc/net/route', { encoding: 'utf8', signal }));
    case 'darwin': return macRoutes(await run('/usr/sbin/netstat', ['-rn', '-f', 'inet'], signal));
    case 'win32': return windowsRoutes(await run('route.exe', ['print', '-4'], signal));
    default: return [];
  }
}

/** Windows tells an interface by its address. */
function nameOf(through: string, interfaces: Interfaces): string {
  return Object.entries(interfaces).find(([, addresses = []]) => addresses.some(({ address }) => address === through))?.[0] ?? through;
}

/** Each network once. A range wider than any private one is the way to everything else, whoever made it: two halves of it are a VPN's. */
function distinct(found: readonly NamedRange[]): readonly NamedRange[] {
  return found.filter(({ range }, at) => Number(range.split('/')[1]) >= 8 && !isNobodys(range) && found.findIndex((other) => other.range === range) === at);
}

/** Loopback, the link itself, multicast and what is above. */
const nobodys = ['127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].flatMap((text) => parseRange(text) ?? []);

function isNobodys(text: string): boolean {
  const range = parseRange(text);
  return range === undefined || nobodys.some((other) => contains(other, range));
}

import { checkOffice } from '../../../onPremises/checkOffice';
import { ownName, tunnelsOf, type Tunnel } from '../../../onPremises/tunnels';
import { lastWords, type Shell } from '../../server/shell';
import { loadForwarder, readForwarderAgain } from './forwarder';
import type { OfficeGateway } from './host';
import { loadFailure } from './said';
import { endTunnels, loadStrongswan, readStrongswanAgain } from './strongswan';
import { interfacesPath, type OfficePart } from './wanted';

/** Makes the gateway read what was put at `paths`, all of the part's, and proves that it did. Rejects with `office.not-loaded`. */
export function load(root: Shell, gateway: OfficeGateway, part: OfficePart, paths: readonly string[]): Promise<void> {
  const [path = ''] = paths;
  switch (part) {
    case 'strongswan': return loadStrongswan(root, connectionsOf(gateway));
    case 'forwarder': return loadForwarder(root, path);
    case 'firewall':
    case 'interfaces': return toKernel(root, part, path);
  }
}

/** Before the files go: what would stay without them. What is not there any more is no failure. */
export async function unload(root: Shell, gateway: OfficeGateway, part: OfficePart): Promise<void> {
  const { description: { name } } = gateway;
  if (part === 'strongswan') {
    await endTunnels(root, connectionsOf(gateway));
  } else if (part !== 'forwarder' && await isInKernel(root, gateway, part)) {
    await (part === 'firewall'
      ? must(root, 'nftables', ['nft', 'delete', 'table', 'inet', ownName({ name })]) : must(root, 'ip', [interfacesPath(name), 'down']));
  }
}

/** Once a file went, or has its place back: what reads it does so again. */
export async function readAgain(root: Shell, part: OfficePart, path: string, isThere: boolean): Promise<void> {
  if (part === 'strongswan') {
    await readStrongswanAgain(root);
  } else if (part === 'forwarder') {
    await readForwarderAgain(root, path);
  } else if (isThere) {
    await toKernel(root, part, path);
  }
}

/** Whether the kernel has the table, or the first of the interfaces. */
export async function isInKernel(root: Shell, gateway: OfficeGateway, part: 'firewall' | 'interfaces'): Promise<boolean> {
  const via = tunnels(gateway).at(0)?.via;
  const words = part === 'firewall'
    ? ['nft', 'list', 'table', 'inet', ownName(gateway.description)] : via === undefined ? ['false'] : ['ip', 'link', 'show', 'dev', via.interface];
  return (await root.run(words)).code === 0;
}

/** The names of its connections in strongSwan. */
export function connectionsOf(gateway: OfficeGateway): readonly string[] {
  return tunnels(gateway).map(({ name }) => name);
}

function tunnels({ description }: OfficeGateway): readonly Tunnel[] {
  return tunnelsOf(checkOffice(description));
}

function toKernel(root: Shell, part: 'firewall' | 'interfaces', path: string): Promise<void> {
  return part === 'firewall' ? must(root, 'nftables', ['nft', '-f', path]) : must(root, 'ip', [path, 'up']);
}

async function must(root: Shell, program: string, words: readonly string[]): Promise<void> {
  const result = await root.run(words);
  if (result.code !== 0) {
    throw loadFailure(root, program, lastWords(result));
  }
}

import type { NetworkInterfaceInfo } from 'node:os';
import { contains, everywhere, inRange, parseRange } from '../model/range';
import type { MachineRoute } from './routes';

/** The interface of a tunnel that is up: its name, and its address out of the VPN server's client pool. */
export interface Tunnel {
  readonly link: string;
  readonly address: string;
}

/**
 * The tunnel of a VPN server with this client pool. Undefined where no interface of a tunnel has an address of it: the VPN is not up here. A network
 * card with such an address is in a network that has the same range.
 */
export function tunnelOf(
  pool: string, interfaces: NodeJS.Dict<readonly NetworkInterfaceInfo[]>, platform: NodeJS.Platform = process.platform,
): Tunnel | undefined {
  const found = Object.entries(interfaces).flatMap(([link, addresses = []]) => addresses
    .filter(({ internal, mac }) => !internal && (isNoCard(link, mac) || platform === 'win32')).map(({ address, mac }) => ({ link, address, mac })));
  const inPool = found.filter(({ address }) => inRange(address, pool));
  const tunnel = inPool.find(({ link, mac }) => isNoCard(link, mac)) ?? inPool[0];
  return tunnel === undefined ? undefined : { link: tunnel.link, address: tunnel.address };
}

/** A tunnel has no hardware address, but for one that carries Ethernet, and those of Windows. */
function isNoCard(link: string, mac: string): boolean {
  return /^[0:]*$/.test(mac) || /tun|tap|vpn/i.test(link);
}

/**
 * Of the destinations that a VPN server has, those that do not go into the tunnel: the most specific route of each leads elsewhere, or there is none.
 * They came after the client connected, or something here is in their way. Everything (`0.0.0.0/0`) may be two halves.
 */
export function outsideTunnel(destinations: readonly string[], routes: readonly MachineRoute[], { link, address }: Tunnel): readonly string[] {
  const isTunnels = ({ through }: MachineRoute) => through === link || through === address;
  return destinations.filter((destination) => halvesOf(destination).some((part) => {
    const wanted = parseRange(part);
    const leading = routes.filter(({ range }) => {
      const outer = parseRange(range);
      return wanted !== undefined && outer !== undefined && contains(outer, wanted);
    });
    const length = Math.max(-1, ...leading.map(lengthOf));
    return !leading.some((route) => lengthOf(route) === length && isTunnels(route));
  }));
}

function halvesOf(destination: string): readonly string[] {
  return destination === everywhere ? ['0.0.0.0/1', '128.0.0.0/1'] : [destination];
}

function lengthOf({ range }: MachineRoute): number {
  return Number(range.split('/')[1]);
}

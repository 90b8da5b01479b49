import { addressText, parseRange } from '../../../src/model/range';
import type { NetworkTruth, VpnServerTruth } from '../../../src/sandbox/dataPlane';
import { publicResolvers } from './addresses';
import { plainHost } from './fixedHosts';
import { addressMatch, checkedAddress, checkedRange } from './match';
import { managementSocket, openVpnConfig, pushedFile, pushedLines, tunnelDevice } from './openVpnConfig';
import { hostName, type Place } from './places';
import { CannotMake, type DaemonPlan, type PlanPart } from './plan';

/** The VPN server that has one of its addresses at this place. */
export function vpnServerAt({ ownerId, name }: Place, truth: NetworkTruth): VpnServerTruth {
  const server = truth.vpnServers.find(({ id }) => id === ownerId);
  if (server === undefined) throw new CannotMake(`"${name}"`, 'there is no such VPN server');
  return server;
}

/** One address of a client VPN server: its own part of the clients, and what becomes of what they send. */
export function vpnServerHost(place: Place, truth: NetworkTruth): PlanPart {
  const server = vpnServerAt(place, truth);
  return {
    hosts: [{
      ...plainHost, id: place.id, name: hostName(place), forwards: true, nameservers: publicResolvers,
      tables: { clients: passage(server, place) }, files: { [pushedFile]: pushedLines(server) },
    }],
    wires: [], daemons: serves(server) ? [daemon(server, place)] : [],
  };
}

export const vpnDaemonOf = (placeId: string) => `vpn/${placeId}`;

/** Without a certificate, or without anybody whose signature counts, it has nothing to begin with. */
function serves({ identity, clients }: VpnServerTruth): boolean {
  return identity !== undefined && clients?.authorities.length !== 0;
}

function daemon(server: VpnServerTruth, place: Place): DaemonPlan {
  const config = '/run/openvpn.conf';
  return {
    id: vpnDaemonOf(place.id), host: place.id, ready: 'Initialization Sequence Completed',
    command: ['sh', '-c', 'rm -f "$0"; exec openvpn --config "$1"', managementSocket, config],
    files: { [config]: openVpnConfig(server, checkedAddress(place.address, `"${place.name}"`), shareOf(server, place)) },
  };
}

/** Clients know one pool; the addresses of a server share it, each with a part of its own, so that answers find the right one. */
export function shareOf({ clientPool, places, name }: VpnServerTruth, { address }: Place): string {
  const what = `the client pool of "${name}"`;
  const { first = 0, last = 0 } = parseRange(checkedRange(clientPool, what)) ?? {};
  if (places.length < 2) return clientPool;
  const half = (last - first + 1) / 2;
  return `${addressText(first + half * places.findIndex((each) => each.address === address))}/${32 - Math.log2(half)}`;
}

/** What no route names is dropped; of several that fit, the most exact one counts. Source: IBM-CLOUD D.3. */
function passage(server: VpnServerTruth, place: Place): string {
  const what = `a route of VPN server "${server.name}"`;
  const share = shareOf(server, place);
  const routes = server.routes.map(({ destination, action }) => ({ to: addressMatch('daddr', destination, what), action, length: lengthOf(destination) }))
    .sort((one, other) => other.length - one.length);
  return [
    'chain pass { type filter hook forward priority filter; policy drop;',
    'ct state { established, related } accept',
    `iifname "${tunnelDevice}" ip saddr != ${share} drop`,
    ...routes.map(({ to, action }) => `iifname "${tunnelDevice}" ${to}${action === 'drop' ? 'drop' : 'accept'}`),
    `iifname "eth0" oifname "${tunnelDevice}" accept`,
    '}',
    'chain depart { type nat hook postrouting priority srcnat; policy accept;',
    ...routes.map(({ to, action }) => `oifname "eth0" ip saddr ${share} ${to}${action === 'translate' ? `snat to ${place.address}` : 'accept'}`),
    '}',
  ].join('\n');
}

function lengthOf(destination: string): number {
  return Number(destination.split('/')[1] ?? 32);
}

import { getServers } from 'node:dns';
import type { NetworkInterfaceInfo } from 'node:os';
import { networkInterfaces } from 'node:os';
import { readIfThere } from '../base/readFile';
import type { HostPort } from '../model/instance';
import type { NameSetup } from '../model/nameSetup';
import { askNameServer, type NameQuestion } from './askNameServer';
import { exchange } from './datagram';
import { resolvConf, resolvedStatus, type LinkNameServers } from './nameServers';
import { nameSetup } from './nameSetup';
import { ownNetworks, routesOf, type OwnNetworks } from './networks';
import { runProgram } from './program';
import type { MachineRoute } from './routes';
import { sourceTo } from './sourceTo';
import { surroundings, type Surroundings } from './surroundings';
import { tunnelRights, type TunnelRights } from './tunnelRights';
import { vpnClients, type VpnClient } from './vpnClients';

export type Interfaces = NodeJS.Dict<readonly NetworkInterfaceInfo[]>;

/** How this machine sees itself. Every question is asked anew: people connect, and move from one network to another. */
export interface ThisMachine {
  readonly platform: NodeJS.Platform;
  interfaces(): Interfaces;
  /** IPv4 routes. Rejects where the system does not tell them. */
  routes(signal: AbortSignal): Promise<readonly MachineRoute[]>;
  /** From which of its own addresses it sends to that one, as the kernel chooses. Rejects with Node's codes where no way leads there. */
  sourceTo(address: string, signal: AbortSignal): Promise<string>;
  /** Ranges that it is in or has a route to, by interface. */
  ownNetworks(signal: AbortSignal): Promise<OwnNetworks>;
  /** By link where the system keeps them so; otherwise one entry for all. */
  nameServers(signal: AbortSignal): Promise<readonly LinkNameServers[]>;
  nameSetup(): Promise<NameSetup>;
  /** Asks one name server itself, past this machine's resolver. Rejects with Node's codes. */
  askNameServer(question: NameQuestion, signal: AbortSignal): Promise<readonly string[]>;
  /** Sends over UDP and gives the first answer; silence ends by the signal alone. */
  exchange(to: HostPort, bytes: Buffer, signal: AbortSignal): Promise<Buffer>;
  surroundings(): Promise<Surroundings>;
  tunnelRights(): Promise<TunnelRights>;
  vpnClients(signal: AbortSignal): Promise<readonly VpnClient[]>;
}

/** The system's own answers. */
export const thisMachine: ThisMachine = {
  platform: process.platform,
  interfaces: () => networkInterfaces(),
  routes: (signal) => routesOf(process.platform, runProgram, signal),
  sourceTo,
  ownNetworks: (signal) => ownNetworks(signal),
  nameServers,
  nameSetup: () => nameSetup(),
  askNameServer,
  exchange,
  surroundings: () => surroundings(),
  tunnelRights: () => tunnelRights(),
  vpnClients: (signal) => vpnClients(signal),
};

async function nameServers(signal: AbortSignal): Promise<readonly LinkNameServers[]> {
  if (process.platform === 'linux' && (await nameSetup()).resolver === 'systemd-resolved') {
    return resolvedStatus(await runProgram('resolvectl', ['status', '--no-pager'], signal));
  }
  const all = process.platform === 'linux' ? resolvConf(await readIfThere('/etc/resolv.conf') ?? '') : { servers: getServers(), domains: [] };
  return [{ ...all, link: undefined, isDefault: true }];
}

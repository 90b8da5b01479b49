import type { Connection } from '../model/connection';
import type { Environment } from '../model/account';
import type { History } from './journal/history';
import type { ServerAccess } from './dependencies';
import { join } from 'node:path';
import { recordOf } from './journal/history';

export const sshPort = 22;

/** Our own list of host keys: the user's is neither read nor written. */
export function knownHostsPath(sshFolder: string): string {
  return join(sshFolder, 'private-connect', 'known_hosts');
}

/** How the connection's server is reached, from its journal; undefined until its address is known. */
export function serverAccess(connection: Connection, history: History, environment: Environment): ServerAccess | undefined {
  const floating = recordOf(history, 'floating-ip').resources.find(({ address }) => address !== undefined);
  return accessTo(connection, floating?.address, environment);
}

/** The same, with the address of its floating IP where it has one. */
export function accessTo(
  { choices }: Connection, floatingAddress: string | undefined, { network, sshFolder }: Environment,
): ServerAccess | undefined {
  const host = choices.address.kind === 'address' ? choices.address.address : floatingAddress;
  return host === undefined ? undefined : {
    network,
    host,
    port: sshPort,
    username: choices.loginUser,
    privateKeyPath: choices.key.path,
    knownHostsPath: knownHostsPath(sshFolder),
    name: choices.server.name,
  };
}

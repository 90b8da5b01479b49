import type { Connection } from '../model/connection';
import type { Environment } from '../model/account';
import type { History } from './journal/history';
import type { ServerAccess } from './dependencies';
import { join } from 'node:path';
import { recordOf } from './journal/history';

const sshPort = 22;

/** The folder of what is ours beside the user's SSH files. */
export function ownFolder(sshFolder: string): string {
  return join(sshFolder, 'private-connect');
}

/** How the connection's server is reached; undefined until its address is known. */
export function serverAccess(connection: Connection, history: History, environment: Environment): ServerAccess | undefined {
  const { choices } = connection;
  const host = choices.address.kind === 'address'
    ? choices.address.address
    : recordOf(history, 'floating-ip').resources.find(({ address }) => address !== undefined)?.address;
  return host === undefined ? undefined : {
    network: environment.network,
    host,
    port: sshPort,
    username: choices.loginUser,
    privateKeyPath: choices.key.path,
    knownHostsPath: join(ownFolder(environment.sshFolder), 'known_hosts'),
    name: choices.server.name,
  };
}

import * as v from 'valibot';
import type { Environment } from '../../model/account';
import type { Connection } from '../../model/connection';
import type { ServerAccess } from '../../model/serverAccess';
import { knownHostsPath } from '../../ssh/knownHosts';

const text = v.string();
const sshPort = 22;

/** A server that exists, and how it is signed in to: what every step on one is chosen by. */
export const serverChoice = v.object({
  server: v.object({ id: text, name: text }),
  /** Where this machine reaches it. */
  address: v.pipe(text, v.regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/)),
  loginUser: v.pipe(text, v.regex(/^[A-Za-z_][A-Za-z0-9_-]{0,31}$/)),
  key: v.variant('kind', [
    v.object({ kind: v.literal('existing'), path: text }),
    v.object({ kind: v.literal('agent'), path: v.literal(''), fingerprint: text, comment: text }),
  ]),
});

export type ServerChoice = v.InferOutput<typeof serverChoice>;
/** What opens a server that exists: a private key's file, or a key of the SSH agent. */
export type ServerKey = ServerChoice['key'];

/** The server of a connection that does something on one: an undo has the connection and its journal alone. Throws a ValiError for any other. */
export function serverOf({ choices }: Connection): ServerChoice {
  return v.parse(serverChoice, choices);
}

export function accessTo({ server, address, loginUser, key }: ServerChoice, { network, sshFolder, sshAgent }: Environment): ServerAccess {
  return {
    network, host: address, port: sshPort, username: loginUser, name: server.name, knownHostsPath: knownHostsPath(sshFolder),
    ...(key.kind === 'agent'
      ? { privateKeyPath: undefined, agentKey: { socket: sshAgent, fingerprint: key.fingerprint, comment: key.comment } }
      : { privateKeyPath: key.path }),
  };
}

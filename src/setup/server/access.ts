import * as v from 'valibot';
import type { Environment } from '../../model/account';
import type { ServerAccess } from '../../model/serverAccess';
import { isHost, loginFrom, sshPort as usualPort } from '../../model/serverLogin';
import { knownHostsPath } from '../../ssh/knownHosts';
import { Fact } from '../facts';

const text = v.string();

/** Where a server's SSH listens; the usual port where it is left out. */
export const sshPort = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** What leads to a server that this machine does not reach by itself. */
export const through = v.variant('kind', [
  v.object({ kind: v.literal('ssh-config'), name: text }),
  v.object({ kind: v.literal('bastion'), jump: text }),
]);

/** A server that exists, and how it is signed in to: what every step on one is chosen by. */
export const serverChoice = v.object({
  server: v.object({ id: text, name: text }),
  /** Where this machine, or what leads there, reaches it. */
  address: v.pipe(text, v.check(isHost)),
  through: v.optional(through),
  loginUser: v.pipe(text, v.check((user) => loginFrom(user)?.user === user)),
  sshPort: v.optional(sshPort),
  key: v.variant('kind', [
    v.object({ kind: v.literal('existing'), path: text }),
    v.object({ kind: v.literal('agent'), path: v.literal(''), fingerprint: text, comment: text }),
  ]),
});

export type ServerChoice = v.InferOutput<typeof serverChoice>;
/** What opens a server that exists: a private key's file, or a key of the SSH agent. */
export type ServerKey = ServerChoice['key'];

/** The server that something is done on, and how it is signed in to. */
export const chosenServer = new Fact<ServerChoice>('The server that was chosen');

type AgentKey = Extract<ServerKey, { readonly kind: 'agent' }>;

/** As much of what was chosen as a sign-in needs: of a server that is still to be made, too. */
export interface SignInChoice extends Pick<ServerChoice, 'address' | 'loginUser' | 'sshPort' | 'through'> {
  readonly server: { readonly name: string };
  readonly key: AgentKey | { readonly kind: 'existing' | 'new'; readonly path: string };
}

export function accessTo(choice: SignInChoice, environment: Environment): ServerAccess {
  const { network, sshFolder } = environment;
  const { server, address, loginUser, key } = choice;
  return {
    network, host: address, port: choice.sshPort ?? usualPort, username: loginUser, name: server.name, knownHostsPath: knownHostsPath(sshFolder),
    ...choice.through === undefined ? {} : { through: choice.through, sshFolder },
    ...(key.kind === 'agent'
      ? { privateKeyPath: undefined, agentKey: { socket: environment.sshAgent, fingerprint: key.fingerprint, comment: key.comment } }
      : { privateKeyPath: key.path }),
  };
}

import type { SshKey } from '../../model/landscape';
import type { CloudKey, PublicKey } from '../../ssh/publicKey';
import type { Maker, Specification } from '../context';
import { found, named } from './found';

export interface SshKeySpecification extends Specification {
  readonly publicKey: CloudKey;
  readonly resourceGroupId: string;
}

export const sshKeyKind = 'ssh-key';

/** A public key in the account, from which servers are made. The cloud takes a key once, under whatever name. */
export const sshKeyMaker: Maker<SshKeySpecification, SshKey> = {
  kind: sshKeyKind,
  make: ({ vpc, signal }, { name, publicKey: { line, type }, resourceGroupId }) =>
    vpc.createSshKey({ name, publicKey: line, type, resourceGroupId }, signal),
  // Another of that name would let somebody else in to the server.
  find: async ({ vpc, signal }, { name, publicKey }) =>
    (await vpc.listSshKeys(signal)).find((key) => key.name === name && isSameKey(key, publicKey)),
  findOther: async ({ vpc, signal }, { publicKey }) => (await vpc.listSshKeys(signal)).find((key) => isSameKey(key, publicKey)),
  describe: (key) => found(sshKeyKind, key),
  recover: async ({ vpc, signal }, lost) => named(sshKeyKind, await vpc.listSshKeys(signal), lost),
  remove: (context, { id }) => context.discard(() => context.vpc.deleteSshKey(id, context.signal)),
};

export function isSameKey(key: SshKey, { line, fingerprint }: PublicKey): boolean {
  return key.fingerprint.replace(/=+$/, '') === fingerprint || key.publicKey.split(' ').slice(0, 2).join(' ') === line;
}

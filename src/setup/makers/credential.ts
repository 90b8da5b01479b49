import type { NewServiceKey, ServiceKey } from '../../cloud/resourceService';
import type { Secret } from '../../model/secret';
import type { SecretVault } from '../dependencies';
import type { Maker, Specification, StepContext } from '../context';
import { found, named, orAbsent } from './found';

export type CredentialSpecification = NewServiceKey & Specification;

export const credentialKind = 'credential';

/** A service credential, whose secret goes to the vault and nowhere else. */
export const credentialMaker: Maker<CredentialSpecification, ServiceKey> = {
  kind: credentialKind,
  make: async (context, specification) => {
    const key = await context.dependencies.cloud.resources.createKey(specification, context.signal);
    // Before anything else: a one-time credential is never shown again.
    await keepSecret(context, key);
    return key;
  },
  // After a lost answer the secret is lost with it, mostly: such a credential is worth nothing, and another is made.
  find: async (context, { name, instanceCrn }) => {
    const { cloud } = context.dependencies;
    const key = (await cloud.resources.listKeys(instanceCrn, context.signal)).find((other) => other.name === name);
    if (key === undefined || await isUsable(context, key)) {
      return key;
    }
    await context.discard(() => cloud.resources.deleteKey(key.id, context.signal));
    return undefined;
  },
  describe: (key) => found(credentialKind, key),
  recover: async ({ connection, dependencies: { cloud }, signal }, lost) =>
    named(credentialKind, await orAbsent(cloud.resources.listKeys(connection.instance.crn, signal)) ?? [], lost),
  remove: async (context, { id }) => {
    await context.discard(() => context.dependencies.cloud.resources.deleteKey(id, context.signal));
    await context.dependencies.secrets.delete(vaultKey(context.connection.id, id));
  },
};

/** Whether its secret is in the vault, or the cloud shows it again. */
export async function isUsable({ connection, dependencies }: StepContext, key: ServiceKey): Promise<boolean> {
  return key.secret !== undefined || await secretOf(dependencies.secrets, connection.id, key.id) !== undefined;
}

export async function keepSecret({ connection, dependencies }: StepContext, key: ServiceKey): Promise<void> {
  if (key.secret !== undefined) {
    await dependencies.secrets.store(vaultKey(connection.id, key.id), key.secret);
  }
}

/** The secret of a connection's credential. */
export function secretOf(secrets: SecretVault, connectionId: string, credentialId: string): Promise<Secret | undefined> {
  return secrets.get(vaultKey(connectionId, credentialId));
}

function vaultKey(connectionId: string, credentialId: string): string {
  return `credential/${connectionId}/${credentialId}`;
}

import type { RunContext, Standing, Step, StepContext } from './step';
import { blocked, deleteOnce, exists, found, missing, remembered, required } from './finding';
import type { Connection } from '../../model/connection';
import type { History } from '../journal/history';
import type { Names } from '../names';
import type { Secret } from '../../model/secret';
import type { SecretVault } from '../dependencies';
import type { ServiceKey } from '../../cloud/resourceService';
import { free } from './step';
import { recordOf } from '../journal/history';

const kind = 'credential';
const stepId = 'credential';

/** The service API key that clients sign in to Kafka with. */
export function credentialStep({ choices }: Connection, { credential }: Names): Step {
  return {
    id: stepId,
    title: `Service credential ${credential}`,
    why: `Clients sign in to Kafka with it, as ${choices.credentialRole}; its secret is kept in the editor’s secret storage.`,
    find,
    create,
    ready: async (context) => {
      const { credential: key } = context.facts;
      if (key?.apiKey !== undefined) {
        await keep(context, key, key.apiKey);
      }
      return '';
    },
    undo: async (context, made) => {
      await deleteOnce(context, () => context.dependencies.cloud.resources.deleteKey(made.id, context.signal));
      await context.dependencies.secrets.delete(vaultKey(context.connection.id, made.id));
    },
    price: free,
  };
}

/** The API key of a connection's credential. */
export async function credentialOf(secrets: SecretVault, connectionId: string, history: History): Promise<Secret | undefined> {
  const id = recordOf(history, stepId).resources.find((resource) => resource.kind === kind)?.id;
  return id === undefined ? undefined : await secrets.get(vaultKey(connectionId, id));
}

async function find(context: StepContext): Promise<Standing> {
  const { names, connection } = context;
  const keys = await listKeys(context);
  const mine = remembered(context, kind, keys);
  const key = mine ?? keys.find(({ name }) => name === names.credential);
  if (key === undefined) {
    return missing(connection.choices.credentialRole);
  }
  if (await isUsable(context, key)) {
    context.facts.credential = key;
    return exists(kind, key);
  }
  return mine === undefined
    ? blocked(
        `A credential named "${names.credential}" exists, and its secret was shown only once, elsewhere.`,
        'Delete that credential, or start a new connection.',
      )
    : missing(`${connection.choices.credentialRole} · replaces one whose secret was lost`);
}

async function create(context: RunContext): Promise<void> {
  const { connection, names, dependencies: { cloud }, signal } = context;
  const worthless = remembered(context, kind, await listKeys(context));
  if (worthless !== undefined) {
    await deleteOnce(context, () => cloud.resources.deleteKey(worthless.id, signal));
  }
  const request = {
    name: names.credential,
    instanceCrn: connection.instance.crn,
    role: connection.choices.credentialRole,
    privateEndpoints: required(context.facts.instance, 'The instance').generation === 1,
  };
  context.facts.credential = await context.change({
    kind,
    name: names.credential,
    make: async () => {
      const key = await cloud.resources.createKey(request, signal);
      // Before anything else: the secret may never be shown again. Source: IBM-CLOUD A.6.
      if (key.apiKey !== undefined) {
        await keep(context, key, key.apiKey);
      }
      return key;
    },
    find: () => findUsable(context),
    describe: (key) => found(kind, key),
  });
}

/** After a lost answer the secret is lost with it, mostly: such a credential is worth nothing, and another is made. */
async function findUsable(context: RunContext): Promise<ServiceKey | undefined> {
  const key = (await listKeys(context)).find(({ name }) => name === context.names.credential);
  if (key === undefined || await isUsable(context, key)) {
    return key;
  }
  await deleteOnce(context, () => context.dependencies.cloud.resources.deleteKey(key.id, context.signal));
  return undefined;
}

function listKeys({ connection, dependencies, signal }: StepContext): Promise<readonly ServiceKey[]> {
  return dependencies.cloud.resources.listKeys(connection.instance.crn, signal);
}

/** Its secret is in the vault, or the cloud shows it again. */
async function isUsable({ connection, dependencies }: StepContext, key: ServiceKey): Promise<boolean> {
  return key.apiKey !== undefined || await dependencies.secrets.get(vaultKey(connection.id, key.id)) !== undefined;
}

async function keep({ connection, dependencies }: StepContext, key: ServiceKey, apiKey: Secret): Promise<void> {
  await dependencies.secrets.store(vaultKey(connection.id, key.id), apiKey);
}

function vaultKey(connectionId: string, credentialId: string): string {
  return `credential/${connectionId}/${credentialId}`;
}

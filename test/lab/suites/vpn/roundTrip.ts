import type { Connection } from '../../../../src/model/connection';
import type { Secret } from '../../../../src/model/secret';
import { eventStreams } from '../../../../src/snippets/eventStreams/eventStreams';
import { withUsage } from '../../../../src/snippets/withUsage';
import { nowhere } from '../../../unit/snippets/nowhere';
import { roundTrip, type ClientResult, type ScriptRunner } from '../../kafka/clients';
import type { Tools } from '../../kafka/tools';
import type { Product } from '../../product';

/** Another host than this one, and a key that is no connection's. */
export interface Elsewhere {
  readonly secret: Secret | undefined;
  readonly runScript: ScriptRunner;
}

type Meant = Pick<Connection, 'id'> & { readonly instance: Pick<Connection['instance'], 'name'> };

/** Sends one message from this host and reads it back, by a client's configuration and commands alone: names and ways are the host's own. */
export async function roundTripHere(
  product: Product, { id, instance: { name } }: Meant, client: string, fetched: Tools, signal: AbortSignal, elsewhere?: Elsewhere,
): Promise<ClientResult> {
  const { members } = await product.instance(name, signal);
  const { authoritiesFile = '' } = product.sandbox.environment;
  const snippet = eventStreams({
    instanceName: name, members, place: nowhere, authoritiesFile, secretFrom: { kind: 'environment', variable: 'KAFKA_API_KEY' },
  }, 'orders').find((each) => each.client === client);
  if (snippet === undefined) throw new Error(`There is no configuration for ${client}.`);
  const env = { KAFKA_API_KEY: (elsewhere === undefined ? await product.setup.secret(id) : elsewhere.secret)?.reveal() ?? '' };
  return roundTrip({ client, fileName: snippet.fileName, usage: snippet.usage, text: withUsage(snippet), hosts: {}, env, seconds: 40 }, fetched, elsewhere?.runScript);
}

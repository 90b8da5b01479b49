import type { Connection } from '../../../../src/model/connection';
import { eventStreams } from '../../../../src/snippets/eventStreams/eventStreams';
import { withUsage } from '../../../../src/snippets/withUsage';
import { nowhere } from '../../../unit/snippets/nowhere';
import { roundTrip, type ClientResult } from '../../kafka/clients';
import type { Tools } from '../../kafka/tools';
import type { Product } from '../../product';

/** Sends one message from this host and reads it back, by a client's configuration and commands alone: names and ways are the host's own. */
export async function roundTripHere(
  product: Product, { id, instance: { name } }: Connection, client: string, fetched: Tools, signal: AbortSignal,
): Promise<ClientResult> {
  const { members } = await product.instance(name, signal);
  const { authoritiesFile = '' } = product.sandbox.environment;
  const snippet = eventStreams({
    instanceName: name, members, place: nowhere, authoritiesFile, secretFrom: { kind: 'environment', variable: 'KAFKA_API_KEY' },
  }, 'orders').find((each) => each.client === client);
  if (snippet === undefined) throw new Error(`There is no configuration for ${client}.`);
  const env = { KAFKA_API_KEY: (await product.setup.secret(id))?.reveal() ?? '' };
  return roundTrip({ client, fileName: snippet.fileName, usage: snippet.usage, text: withUsage(snippet), hosts: {}, env, seconds: 40 }, fetched);
}

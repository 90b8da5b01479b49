import type { Environment } from '../../model/account';
import type { Instance } from '../../model/instance';
import type { Snippet } from '../../model/snippet';
import type { Kinds } from '../kinds';
import { serviceOf } from '../kinds';
import { clientPlace, type PlaceSource } from './clientPlace';

/** What client configurations are made from, besides the instance. */
export interface SnippetSource extends PlaceSource {
  readonly kinds: Pick<Kinds, 'services' | 'snippets'>;
  readonly environment: Pick<Environment, 'authoritiesFile' | 'clientNote' | 'endpoints'>;
}

/**
 * Client configurations for an instance along a connection, or without one, with its members' names as they are and without a
 * secret; none where its service has none.
 */
export async function clientSnippets(instance: Instance, source: SnippetSource, connectionId: string | undefined): Promise<readonly Snippet[]> {
  const { kinds, environment } = source;
  const entry = kinds.snippets.find(({ service }) => service === instance.service);
  if (entry === undefined) {
    return [];
  }
  const [snippetsFor, { credential: { variable, givesTokens } }] = await Promise.all([entry.load(), serviceOf(kinds, instance)]);
  return snippetsFor({
    instanceName: instance.name,
    members: instance.members,
    place: clientPlace(instance, source, connectionId, variable),
    iam: givesTokens === true ? environment.endpoints.iam : undefined,
    tokensOnly: instance.tokensOnly,
    secretFrom: { kind: 'environment', variable },
    authoritiesFile: environment.authoritiesFile,
  });
}

import type { Instance } from '../../model/instance';
import type { Snippet } from '../../model/snippet';
import type { Kinds } from '../kinds';
import { serviceOf } from '../kinds';

/** Client configurations for an instance, with its members' names as they are and without a secret; none where its service has none. */
export async function clientSnippets(
  instance: Instance, kinds: Pick<Kinds, 'services' | 'snippets'>, authoritiesFile: string | undefined,
): Promise<readonly Snippet[]> {
  const entry = kinds.snippets.find(({ service }) => service === instance.service);
  if (entry === undefined) {
    return [];
  }
  const [snippetsFor, { credential }] = await Promise.all([entry.load(), serviceOf(kinds, instance)]);
  return snippetsFor({
    instanceName: instance.name,
    members: instance.members,
    secretFrom: { kind: 'environment', variable: credential.variable },
    authoritiesFile,
  });
}

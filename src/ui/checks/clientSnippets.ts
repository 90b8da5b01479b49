import type { EventStreamsInstance } from '../../model/instance';
import type { Snippet } from '../../model/snippet';

/** The environment variable that a client reads its API key from. */
export const secretVariable = 'EVENT_STREAMS_API_KEY';

/** Client configurations for an instance, with its broker names as they are and without a secret. */
export async function clientSnippets(instance: EventStreamsInstance, authoritiesFile: string | undefined): Promise<readonly Snippet[]> {
  const { allSnippets } = await import('../../snippets/snippets');
  return allSnippets({
    instanceName: instance.name,
    brokers: instance.bootstrap,
    topic: 'my-topic',
    secretFrom: { kind: 'environment', variable: secretVariable },
    authoritiesFile,
  });
}

import type { Snippet, SnippetRequest } from '../model/snippet';

/** A service's client configurations on the list: they are loaded when one is wanted. None holds a secret. */
export interface SnippetsEntry {
  /** Id of the service. */
  readonly service: string;
  load(): Promise<(request: SnippetRequest) => readonly Snippet[]>;
}

/** The services that have client configurations: a line each, and a folder of its name. */
export const snippets: readonly SnippetsEntry[] = [
  { service: 'event-streams', load: async () => (await import('./eventStreams/eventStreams')).eventStreams },
];

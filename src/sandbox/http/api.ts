import type { Call } from './router';
import type { Refusal, Reply } from './reply';

/** The APIs' names, as they stand in an exchange, a fault and the list of endpoints. */
export const apiNames = [
  'iam', 'resourceController', 'resourceManager', 'globalCatalog', 'globalSearch', 'globalTagging', 'restrictions', 'vpc', 'addressLookup', 'secretsManager',
  'dnsServices',
  // The sandbox's own address, for asking it to misbehave.
  'sandbox',
] as const;
export type ApiName = (typeof apiNames)[number];

/** One API of the cloud: what it answers, and the words in which it refuses. */
export interface Api {
  readonly name: ApiName;
  /** Begins with a slash; what follows it in a URL is the path of the API's own documentation. */
  readonly basePath: string;
  handle(call: Call): Promise<Reply>;
  /** One origin may serve several APIs, each with an envelope of its own: `path` tells which. */
  refuse(refusal: Refusal, requestId: string, path: string): Reply;
}

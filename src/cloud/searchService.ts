/** A resource as Global Search indexes it. */
export interface FoundResource {
  readonly crn: string;
  readonly name: string;
  readonly region: string;
  readonly type: string;
}

/** Global Search. Its index trails the services by minutes: good for finding, not for deciding. */
export interface SearchService {
  /** Everything that the query finds, all pages. Lucene syntax. */
  find(query: string, signal: AbortSignal): Promise<readonly FoundResource[]>;
}

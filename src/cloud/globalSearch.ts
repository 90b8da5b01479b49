import { array, nullish, object, optional, string } from 'valibot';
import { Client } from './client';
import { everyItem, pages } from './paging';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';
import { t } from '../model/l10n';

/** A resource as the account's search knows it: a little later than it is, by some minutes at times. */
export interface FoundResource {
  readonly crn: string;
  readonly name: string;
  /** User tags. */
  readonly tags: readonly string[];
}

/** Global Search. Source: https://cloud.ibm.com/apidocs/search */
export interface SearchService {
  /** Every resource of the account, in any region, that a query in Lucene's syntax fits. */
  find(query: string, signal: AbortSignal): Promise<readonly FoundResource[]>;
}

const item = object({ crn: string(), name: nullish(string()), tags: optional(array(string())) });
const page = object({ search_cursor: nullish(string()), items: array(item) });

// The most that a call gives; ten is the default.
const pageSize = '1000';

export class GlobalSearch implements SearchService {
  readonly #client: Client;

  constructor(baseUrl: string, transport: Transport, tokens: TokenSource) {
    this.#client = new Client({ service: 'search', baseUrl, transport, tokens });
  }

  async find(query: string, signal: AbortSignal): Promise<readonly FoundResource[]> {
    const what = t('Could not search the account');
    const found = await everyItem(pages(async (next) => {
      const { items, search_cursor: cursor } = await this.#client.ask(page, {
        method: 'POST', path: '/v3/resources/search', query: { limit: pageSize }, what, repeatable: true,
        body: { query, fields: ['name', 'tags'], ...next },
      }, signal);
      // A cursor comes with the last page too: an empty one is behind it.
      return { items, next: items.length === 0 || cursor === null || cursor === undefined ? undefined : { search_cursor: cursor } };
    }, what));
    return found.map(({ crn, name, tags }) => ({ crn, name: name ?? '', tags: tags ?? [] }));
  }
}

import { array, nullish, object, optional, string } from 'valibot';
import { Client } from './client';
import { everyItem, pages } from './paging';
import type { SearchService } from './searchService';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

const found = object({
  crn: string(), name: optional(string(), ''), region: optional(string(), ''), type: optional(string(), ''),
});

const answer = object({ items: array(found), search_cursor: nullish(string()) });

/** Global Search. It is asked by POST, yet it only asks. */
export function createSearch(baseUrl: string, transport: Transport, tokens: TokenSource): SearchService {
  const client = new Client({ service: 'search', baseUrl, transport, tokens });
  const what = 'Could not search the account\'s resources';

  return {
    find: (query, signal) => everyItem(pages(async (next) => {
      const { items, search_cursor: cursor } = await client.ask(answer, {
        method: 'POST', path: '/v3/resources/search', query: { limit: '100' },
        body: { query, fields: ['name', 'region', 'type', 'crn'], ...next },
        what, repeatable: true,
      }, signal);
      // A cursor comes with every page, the last one too: an empty page is the end.
      const more = items.length > 0 && cursor !== null && cursor !== undefined;
      return { items, next: more ? { search_cursor: cursor } : undefined };
    }, what)),
  };
}

import { array, boolean, nullish, object, optional, string } from 'valibot';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { Client } from './client';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

/** Global Tagging. Source: https://cloud.ibm.com/apidocs/tagging */
export interface TaggingService {
  /** Puts a user tag on resources, beside the tags that they have. Fails with `tagging.refused` where one of them did not take it. */
  attach(tag: string, crns: readonly string[], signal: AbortSignal): Promise<void>;
}

const results = object({ results: array(object({ resource_id: string(), is_error: optional(boolean()), message: nullish(string()) })) });

// The most that a call takes.
const mostAtOnce = 100;

export class GlobalTagging implements TaggingService {
  readonly #client: Client;

  constructor(baseUrl: string, transport: Transport, tokens: TokenSource) {
    this.#client = new Client({ service: 'tagging', baseUrl, transport, tokens });
  }

  async attach(tag: string, crns: readonly string[], signal: AbortSignal): Promise<void> {
    const what = t('Could not put the tag "{0}" on what was made', tag);
    for (let from = 0; from < crns.length; from += mostAtOnce) {
      const { results: answers } = await this.#client.ask(results, {
        method: 'POST', path: '/v3/tags/attach', query: { tag_type: 'user' }, what, repeatable: true,
        body: { tag_names: [tag], resources: crns.slice(from, from + mostAtOnce).map((crn) => ({ resource_id: crn })) },
        permission: t('Editor on the resources'),
      }, signal);
      const refused = answers.find((answer) => answer.is_error === true);
      if (refused !== undefined) {
        throw new Failure({
          code: 'tagging.refused', what, why: `${refused.resource_id}: ${refused.message ?? t('no reason was given')}.`,
          next: t('Nothing depends on it: what was made is found again by its name.'),
        });
      }
    }
  }
}

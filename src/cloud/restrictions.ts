import { array, nullish, object, optional, picklist, string, unknown, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { NetworkZone, RestrictionRule, Restrictions } from '../model/restriction';
import { Client } from './client';
import { createLimiter } from './limiter';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

/** Context-based restrictions, read alone. Source: https://cloud.ibm.com/apidocs/context-based-restrictions */
export interface RestrictionService {
  /** The rules for a service's resources, and the zones that they name. A caller without Viewer is refused, which does not say that there are none. */
  ofService(accountId: string, service: string, signal: AbortSignal): Promise<Restrictions>;
}

const attribute = object({ name: string(), value: string(), operator: optional(string()) });
const ruleDocument = object({
  id: string(), description: optional(string()), enforcement_mode: optional(picklist(['enabled', 'disabled', 'report'])),
  contexts: array(object({ attributes: array(attribute) })), resources: array(object({ attributes: array(attribute), tags: optional(array(unknown())) })),
});
const ruleList = object({ rules: array(ruleDocument) });
const zoneDocument = object({
  id: string(), name: string(),
  addresses: array(object({ ref: optional(object({ service_name: nullish(string()) })) })),
});

/** Zones that are read at once. */
const mostAtOnce = 4;

export class ContextRestrictions implements RestrictionService {
  readonly #client: Client;

  constructor(baseUrl: string, transport: Transport, tokens: TokenSource) {
    this.#client = new Client({ service: 'restrictions', baseUrl, transport, tokens, limiter: createLimiter(mostAtOnce) });
  }

  async ofService(accountId: string, service: string, signal: AbortSignal): Promise<Restrictions> {
    const { rules } = await this.#client.ask(ruleList, {
      method: 'GET', path: '/v1/rules', query: { account_id: accountId, service_name: service },
      what: t('Could not list the context-based restrictions of {0}', service), permission: t('Viewer on the service that is restricted'),
    }, signal);
    const read = rules.map(toRule);
    const named = new Set(read.flatMap(({ contexts }) => contexts.flatMap(({ zoneIds }) => zoneIds)));
    // A list of zones has the first of their addresses alone.
    return { rules: read, zones: await Promise.all([...named].map((id) => this.#zone(id, signal))) };
  }

  async #zone(id: string, signal: AbortSignal): Promise<NetworkZone> {
    const { name, addresses } = await this.#client.ask(zoneDocument, {
      method: 'GET', path: `/v1/zones/${encodeURIComponent(id)}`, what: t('Could not read a network zone'),
      permission: t('Viewer on context-based restrictions'),
    }, signal);
    return { id, name, services: addresses.flatMap(({ ref }) => ref?.service_name ?? []) };
  }
}

function toRule({ id, description, enforcement_mode: mode, contexts, resources }: InferOutput<typeof ruleDocument>): RestrictionRule {
  return {
    id, description: description ?? '', enforcement: mode ?? 'enabled',
    resources: resources.map(({ attributes, tags = [] }) => ({ attributes, byTag: tags.length > 0 })),
    contexts: contexts.map(({ attributes }) => ({
      zoneIds: attributes.filter(({ name }) => name === 'networkZoneId').flatMap(({ value }) => value.split(',')),
    })),
  };
}

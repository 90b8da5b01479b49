import { array, fallback, nullish, object, string, type InferOutput } from 'valibot';
import { Secret } from '../model/secret';
import { parseHostPorts } from './extensions';
import type { ServiceKey } from './resourceService';

const maybeText = fallback(nullish(string()), undefined);

/**
 * A service credential. No full sample of Gen 2's is published, so each name that was ever documented is taken.
 * Source: IBM-CLOUD A.6.
 */
export const keyDocument = object({
  id: string(),
  crn: string(),
  name: string(),
  credentials: nullish(object({
    REDACTED: maybeText,
    api_key: maybeText,
    apikey: maybeText,
    password: maybeText,
    bootstrap_endpoints: maybeText,
    bootstrap_servers: maybeText,
    kafka_brokers_sasl: fallback(nullish(array(string())), undefined),
  })),
});

export function toServiceKey({ id, crn, name, credentials }: InferOutput<typeof keyDocument>): ServiceKey {
  const apiKey = [credentials?.api_key, credentials?.apikey, credentials?.password].find(isShown);
  const texts = [
    credentials?.bootstrap_endpoints, credentials?.bootstrap_servers, ...(credentials?.kafka_brokers_sasl ?? []),
  ];
  const places = texts.flatMap((text) => parseHostPorts(text ?? ''));
  return {
    id, crn, name,
    apiKey: apiKey === undefined ? undefined : new Secret(apiKey),
    hidden: apiKey === undefined ? hiddenBecause(credentials?.REDACTED) : undefined,
    bootstrap: [...new Map(places.map((place) => [`${place.host}:${place.port}`, place])).values()],
  };
}

function isShown(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text !== '' && !text.startsWith('REDACTED');
}

function hiddenBecause(mark: string | null | undefined): ServiceKey['hidden'] {
  return mark === 'REDACTED_EXPLICIT' ? 'one-time' : 'role';
}

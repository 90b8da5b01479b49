import { appendFileSync } from 'node:fs';
import type { ApiName } from './api';

/** One request with its answer, as the sandbox saw them: what the contracts are held against. */
export interface Exchange {
  readonly service: ApiName;
  readonly method: string;
  readonly url: string;
  /** Below the API's base URL, with the query. */
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody?: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody?: unknown;
  /** True when a fault made the answer: it is not the cloud's and is held against nothing. */
  readonly faulted?: boolean;
}

const secretFields = new Set([
  'apikey', 'api_key', 'password', 'passcode', 'access_token', 'refresh_token', 'psk', 'private_key',
]);

/** The same exchange without a secret: it may be written to a file. */
export function redacted(exchange: Exchange): Exchange {
  return {
    ...exchange,
    requestHeaders: withoutAuthorization(exchange.requestHeaders),
    requestBody: withoutSecrets(exchange.requestBody),
    responseBody: withoutSecrets(exchange.responseBody),
  };
}

/** Appends each exchange to a file, one JSON text a line. Synchronous: a killed process loses none. */
export function recordTo(file: string): (exchange: Exchange) => void {
  return (exchange) => appendFileSync(file, `${JSON.stringify(redacted(exchange))}\n`, { mode: 0o600 });
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(
    ([name, value]) => [name, /^(authorization|cookie|iam-apikey)$/i.test(name) ? '***' : value],
  ));
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(
    ([name, inner]) => [name, secretFields.has(name.toLowerCase()) && typeof inner === 'string' && inner !== '' ? '***' : withoutSecrets(inner)],
  ));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Bench } from '../unit/sandbox/control/support';
import { isObject } from './operations';

/** One operation of a contract at an address that the sandbox serves. */
export interface Served {
  readonly method: string;
  /** As the contract writes it, for messages. */
  readonly template: string;
  readonly hasBody: boolean;
  readonly parameters: readonly Parameter[];
  /** Calls it with more query parameters, and with a body where it has one. */
  call(query?: Readonly<Record<string, string>>, body?: unknown): Promise<Answer>;
  /** The same at an address of which nothing exists; undefined where the address names nothing. */
  readonly nowhere: (() => Promise<Answer>) | undefined;
}

export interface Parameter { readonly name: string; readonly isRequired: boolean; readonly isFlag: boolean; readonly words: readonly string[] }

interface Origin { readonly document: string; readonly base: string; readonly isVpc: boolean }

/** What lists are found below, where no list of a contract says what may stand there. */
const words: Readonly<Record<string, readonly string[]>> = { kind: ['plan'] };

/**
 * Every operation that the sandbox serves, found from the contracts: a path's parameters are filled with what the lists above it hold, and
 * what then answers is served. Where several addresses answer, the one whose answer is longest is taken.
 */
export async function served(bench: Bench, folder: string, region: string, secrets: string): Promise<Served[]> {
  const found: Served[] = [];
  for (const origin of origins(bench, region, secrets)) {
    const content: unknown = JSON.parse(readFileSync(join(folder, `${origin.document}.openapi.json`), 'utf8'));
    const paths = isObject(content) && isObject(content['paths']) ? content['paths'] : {};
    // No list of this API names its instances.
    const known = new Map<string, readonly string[]>([['/instances', origin.document === 'dns-services' ? dnsInstances(bench) : []]]);
    for (const template of Object.keys(paths).sort((one, other) => one.split('/').length - other.split('/').length)) {
      const operations = isObject(paths[template]) ? paths[template] : {};
      for (const method of ['get', 'post', 'patch', 'put']) {
        const operation = operations[method];
        if (!isObject(operation)) continue;
        found.push(...await serve(bench, origin, method.toUpperCase(), template, operation, known));
      }
    }
  }
  return found;
}

function dnsInstances({ sandbox: { state } }: Bench): string[] {
  return [...state.instances.values()].filter(({ crn }) => crn.includes(':dns-svcs:')).map(({ id }) => id);
}

function origins({ sandbox: { endpoints } }: Bench, region: string, secrets: string): Origin[] {
  const other = (document: string, base: string): Origin => ({ document, base, isVpc: false });
  return [
    { document: 'vpc', base: endpoints.vpc[region] ?? '', isVpc: true },
    other('resource-controller', endpoints.resourceController), other('resource-manager', endpoints.resourceManager),
    other('global-catalog', endpoints.globalCatalog), other('global-search', endpoints.globalSearch), other('global-tagging', endpoints.globalTagging),
    other('secrets-manager', secrets), other('iam-identity', endpoints.iam), other('iam-policy-management', endpoints.iam),
    other('context-based-restrictions', endpoints.restrictions), other('dns-services', endpoints.dnsServices),
  ];
}

async function serve(
  bench: Bench, origin: Origin, method: string, template: string, operation: Record<string, unknown>, known: Map<string, readonly string[]>,
): Promise<Served[]> {
  const parameters = parametersOf(operation);
  const required = Object.fromEntries(parameters.filter(({ isRequired }) => isRequired).map(({ name }) => [name, bench.sandbox.accountId]));
  const at = (path: string) => (query: Readonly<Record<string, string>> = {}, body?: unknown): Promise<Answer> => {
    const text = new URLSearchParams({ ...(origin.isVpc ? { version: '2026-06-01', generation: '2' } : {}), ...required, ...query }).toString();
    return bench.call(method, `${origin.base}${path}?${text}`, body);
  };
  const hasBody = isObject(operation['requestBody']);
  const common = { method, template, hasBody, parameters, nowhere: template.includes('{') ? () => at(filled(template, () => 'nothing-is-here'))() : undefined };
  let best: { call: Served['call']; length: number } | undefined;
  const ids: string[] = [];
  for (const path of addresses(template, known)) {
    const call = at(path);
    // A body that is no object tells whether a writing operation is served, and changes nothing.
    const answer = method === 'GET' ? await call() : await call({}, hasBody ? [] : undefined);
    if ([404, 405].includes(answer.status) || (method !== 'GET' && !hasBody)) continue;
    const length = rowsOf(answer).length;
    if (method === 'GET') ids.push(...rowsOf(answer).map(idOf));
    if (best === undefined || length > best.length) best = { call, length };
  }
  if (method === 'GET' && ids.length > 0) known.set(template === '/' ? '' : template.replace(/\/$/, ''), [...new Set(ids)]);
  return best === undefined ? [] : [{ ...common, call: best.call }];
}

function parametersOf(operation: Record<string, unknown>): Parameter[] {
  const all = Array.isArray(operation['parameters']) ? operation['parameters'].filter(isObject) : [];
  return all.filter((one) => one['in'] === 'query' && !['version', 'generation'].includes(String(one['name']))).map((one) => ({
    name: String(one['name']), isRequired: one['required'] === true, isFlag: isObject(one['schema']) && one['schema']['type'] === 'boolean',
    words: [...JSON.stringify(one['schema']).matchAll(/"enum":\[([^\]]*)\]/g)].flatMap(([, list = '']) => list.split(',').map((word) => word.replaceAll('"', ''))),
  }));
}

/** All addresses of a template whose parameters are known: the ids of the list that stands before each. */
function addresses(template: string, known: ReadonlyMap<string, readonly string[]>): string[] {
  const [, before, name, rest] = /^(.*?)\/\{([^}]+)\}(.*)$/.exec(template) ?? [];
  if (before === undefined || name === undefined || rest === undefined) return [template];
  const ids = words[name] ?? known.get(before) ?? known.get(generic(before, known)) ?? [];
  return ids.slice(0, 30).flatMap((id) => addresses(`${before}/${encodeURIComponent(id)}${rest}`, known));
}

/** The template of a path whose parameters were filled in before. */
function generic(path: string, known: ReadonlyMap<string, readonly string[]>): string {
  const segments = path.split('/');
  return [...known.keys()].find((template) => {
    const parts = template.split('/');
    return parts.length === segments.length && parts.every((part, index) => part.startsWith('{') || part === segments[index]);
  }) ?? '';
}

function filled(template: string, value: () => string): string {
  return template.replace(/\{[^}]+\}/g, value);
}

/** The rows of a list's answer: what its lists hold. */
export function rowsOf(answer: Answer): Record<string, unknown>[] {
  const { value } = answer.body;
  return isObject(value) ? Object.values(value).flatMap((inner: unknown) => Array.isArray(inner) ? inner.filter(isObject) : []) : [];
}

export function idOf(row: Record<string, unknown>): string {
  return String(row['id'] ?? row['crn'] ?? row['name'] ?? row['display_name']);
}

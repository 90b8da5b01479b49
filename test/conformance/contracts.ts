import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import type { Exchange } from '../../src/sandbox/http/exchange';
import { envelopeProblems } from './envelopes';
import { isObject, Operations, type Operation } from './operations';

/** Which documents describe a service; the first that knows a path is the one. */
const documentsOf: Readonly<Record<string, readonly string[]>> = {
  iam: ['iam-identity', 'iam-policy-management'],
  resourceController: ['resource-controller'],
  resourceManager: ['resource-manager'],
  globalCatalog: ['global-catalog'],
  globalSearch: ['global-search'],
  globalTagging: ['global-tagging'],
  restrictions: ['context-based-restrictions'],
  vpc: ['vpc'],
  addressLookup: [],
  secretsManager: ['secrets-manager'],
  dnsServices: ['dns-services'],
};

/** Each instance of Secrets Manager answers at an address of its own, which in the sandbox is the beginning of the path. */
function contractPath({ service, path }: Exchange): string {
  const [whole = ''] = path.split('?');
  return service === 'secretsManager' ? whole.replace(/^\/[^/]+\/[^/]+/, '') : whole;
}

/** Paths that exist and that no document describes: IAM's tokens and keys come from its own specification, and revocation lists are Secrets Manager's own. */
const undescribed = /^\/identity\/(token|keys|passcode)\b|^\/v1\/certificate_authorities\//;

/** The folder with the contracts, or undefined when there is none: the project is whole without them. */
export function contractsFolder(): string | undefined {
  const folder = process.env['CONTRACTS_DIR'] ?? resolve(import.meta.dirname, '../../../shared/contracts');
  return existsSync(join(folder, 'vpc.openapi.json')) ? folder : undefined;
}

/** Said once, in one line, wherever the contracts would have been used. */
export const contractsAbsent = 'The contracts are not here (CONTRACTS_DIR or ../shared/contracts): nothing is held against them.';

/** Holds exchanges against the contracts. Documents are read and bodies compiled on first use. */
export class Contracts {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  readonly #operations = new Map<string, Operations>();
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(private readonly folder: string) {}

  /** What is wrong with a request and its answer; an empty list when all is as the contracts say. */
  checkExchange(exchange: Exchange): string[] {
    const documents = documentsOf[exchange.service];
    const path = contractPath(exchange);
    if (documents === undefined) return [`unknown service "${exchange.service}"`];
    const place = `${exchange.method} ${exchange.service}${path} (${exchange.status})`;
    if (documents.length === 0 || undescribed.test(path)) return [];
    const found = this.#find(documents, exchange.method, path === '' ? '/' : path);
    if (found === undefined) return exchange.status === 404 || exchange.status === 405 ? [] : [`${place}: no contract has this operation`];
    const { document, operation } = found;
    return [
      ...this.#requestProblems(document, operation, exchange),
      ...(exchange.faulted === true ? [] : this.#answerProblems(document, operation, exchange)),
    ].map((problem) => `${place}: ${problem}`);
  }

  #find(documents: readonly string[], method: string, path: string): { document: string; operation: Operation } | undefined {
    for (const document of documents) {
      const operation = this.#load(document).find(method, path);
      if (operation !== undefined) return { document, operation };
    }
    return undefined;
  }

  #requestProblems(document: string, operation: Operation, exchange: Exchange): string[] {
    // What the cloud itself refuses as wrong may be wrong: tests of refusals send such requests on purpose.
    if (exchange.status >= 400 && exchange.status < 500) return [];
    const problems: string[] = [];
    const query = new URLSearchParams(exchange.path.split('?')[1] ?? '');
    for (const name of new Set(query.keys())) if (!operation.query.has(name)) problems.push(`query parameter "${name}" is not declared`);
    for (const name of operation.requiredQuery) if (!query.has(name)) problems.push(`query parameter "${name}" is missing`);
    if (exchange.requestBody === undefined) return operation.bodyRequired ? [...problems, 'the request body is missing'] : problems;
    if (operation.body === undefined) return [...problems, 'a request body is not declared'];
    const type = (exchange.requestHeaders['content-type'] ?? '').split(';')[0]?.trim() ?? '';
    if (type !== operation.bodyType) problems.push(`content type "${type}" is not "${operation.bodyType ?? ''}"`);
    return [...problems, ...this.#schemaProblems(`${document}-requests`, operation.body, exchange.requestBody, 'request')];
  }

  #answerProblems(document: string, operation: Operation, exchange: Exchange): string[] {
    const { status, responseBody: body } = exchange;
    if (status >= 400) return envelopeProblems(exchange.service, document, body);
    if (operation.answerIsText) return typeof body === 'string' && body !== '' ? [] : ['the answer is no text'];
    if (status === 204 || operation.answer === undefined) return body === undefined ? [] : ['an answer without content has a body'];
    if (body === undefined) return operation.answerIsEmpty ? [] : ['the answer has no body'];
    return this.#schemaProblems(document, operation.answer, body, 'answer');
  }

  #schemaProblems(document: string, pointer: string, body: unknown, which: string): string[] {
    const reference = `${document}#${pointer}`;
    let validate = this.#compiled.get(reference);
    if (validate === undefined) {
      validate = this.#ajv.compile({ $ref: reference });
      this.#compiled.set(reference, validate);
    }
    if (validate(body)) return [];
    const seen = (validate.errors ?? []).map((error) => {
      const extra: unknown = error.params['additionalProperty'];
      return `${which}${error.instancePath} ${error.message ?? ''}${typeof extra === 'string' ? `: "${extra}"` : ''}`;
    });
    return [...new Set(seen)].slice(0, 12);
  }

  #load(document: string): Operations {
    const known = this.#operations.get(document);
    if (known !== undefined) return known;
    const content: unknown = JSON.parse(readFileSync(join(this.folder, `${document}.openapi.json`), 'utf8'));
    if (!isObject(content)) throw new Error(`${document} is not an object.`);
    this.#ajv.addSchema(content, document);
    // In what we send an unknown field is a mistake; in what we are sent it is news.
    this.#ajv.addSchema(closed(content), `${document}-requests`);
    const operations = new Operations(content);
    this.#operations.set(document, operations);
    return operations;
  }
}

/** Schemas that are open by their own words: a key's parameters are the service's (`service-endpoints`). */
const openSchemas = new Set(['ResourceKeyPostParameters']);

/** The same document, in which no object takes a field that it does not name. */
function closed(value: Record<string, unknown>): Record<string, unknown> {
  const walk = (inner: unknown, name: string): unknown => {
    if (Array.isArray(inner)) return inner.map((item) => walk(item, name));
    if (!isObject(inner)) return inner;
    const copy = Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walk(item, key)]));
    const properties = inner['properties'];
    const closes = inner['type'] === 'object' && isObject(properties) && Object.keys(properties).length > 0
      && !('additionalProperties' in inner) && !openSchemas.has(name);
    return closes ? { ...copy, additionalProperties: false } : copy;
  };
  return { ...value, components: walk(value['components'], ''), paths: walk(value['paths'], '') };
}

import { Refusal, type Reply } from './reply';

/** One request, taken apart. */
export interface Call {
  readonly method: string;
  /** Below the API's base URL, with its leading slash and without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Values of the pattern's `{names}`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON or form fields; undefined when there was no body. */
  readonly body: unknown;
  /** The API's base URL as the caller sees it. */
  readonly base: string;
  readonly requestId: string;
}

export type Handler<Scope> = (call: Call, scope: Scope) => Reply | Promise<Reply>;

export interface Route<Scope> {
  readonly method: string;
  readonly segments: readonly string[];
  readonly handle: Handler<Scope>;
}

/** A line of a routing table: `route('GET', '/vpcs/{id}', getVpc)`. */
export function route<Scope>(method: string, pattern: string, handle: Handler<Scope>): Route<Scope> {
  return { method, segments: pattern.split('/'), handle };
}

/** Finds the line for a request and the values of its pattern. A known path with another method is a 405. */
export function find<Scope>(
  routes: readonly Route<Scope>[], method: string, path: string,
): { handle: Handler<Scope>; parameters: Record<string, string> } {
  const segments = path.split('/');
  let pathKnown = false;
  for (const candidate of routes) {
    const parameters = match(candidate.segments, segments);
    if (parameters === undefined) continue;
    if (candidate.method === method) return { handle: candidate.handle, parameters };
    pathKnown = true;
  }
  throw pathKnown
    ? new Refusal(405, 'method_not_allowed', `The method ${method} is not allowed here.`)
    : new Refusal(404, 'not_found', `There is nothing at ${path}.`);
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = decoded(segment);
    else if (part !== segment) return undefined;
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    throw new Refusal(400, 'bad_request', `The path is not well encoded: ${error instanceof Error ? error.message : ''}`);
  }
}

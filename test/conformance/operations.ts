/** One operation of an API document, with JSON pointers to its bodies. */
export interface Operation {
  readonly query: ReadonlySet<string>;
  readonly requiredQuery: readonly string[];
  readonly body: string | undefined;
  readonly bodyType: string | undefined;
  readonly bodyRequired: boolean;
  readonly answer: string | undefined;
  /** The contract knows no field of the answer, so none at all is right as well. */
  readonly answerIsEmpty: boolean;
  /** The answer is a text and no JSON. */
  readonly answerIsText: boolean;
}

interface Path { readonly segments: readonly string[]; readonly pointer: string; readonly methods: Record<string, unknown> }

/** The operations of one document, found by method and path. */
export class Operations {
  readonly #paths: readonly Path[];

  constructor(document: Record<string, unknown>) {
    const paths = document['paths'];
    this.#paths = Object.entries(isObject(paths) ? paths : {}).map(([template, methods]) => ({
      segments: trimmed(template).split('/'), pointer: `/paths/${escaped(template)}`, methods: isObject(methods) ? methods : {},
    }));
  }

  /** The operation, or undefined; of several templates that fit, the one with the most literal segments. */
  find(method: string, path: string): Operation | undefined {
    const segments = trimmed(path).split('/');
    const word = method.toLowerCase();
    const [best] = this.#paths
      .filter((candidate) => isObject(candidate.methods[word]) && fits(candidate.segments, segments))
      .sort((one, other) => literals(other.segments) - literals(one.segments));
    const operation = best?.methods[word];
    return best !== undefined && isObject(operation) ? read(operation, `${best.pointer}/${word}`) : undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(operation: Record<string, unknown>, pointer: string): Operation {
  const parameters = (Array.isArray(operation['parameters']) ? operation['parameters'] : []).filter(isObject).filter((one) => one['in'] === 'query');
  const names = (list: readonly Record<string, unknown>[]): string[] => list.map((one) => String(one['name']));
  const requestBody = isObject(operation['requestBody']) ? operation['requestBody'] : undefined;
  const [bodyType] = Object.keys(isObject(requestBody?.['content']) ? requestBody['content'] : {});
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  const success = isObject(responses['2XX']) ? responses['2XX'] : {};
  const content = isObject(success['content']) ? success['content'] : {};
  const json = content['application/json'];
  return {
    query: new Set(names(parameters)),
    requiredQuery: names(parameters.filter((one) => one['required'] === true)),
    body: bodyType === undefined ? undefined : `${pointer}/requestBody/content/${escaped(bodyType)}/schema`,
    bodyType,
    bodyRequired: requestBody?.['required'] === true,
    answer: json === undefined ? undefined : `${pointer}/responses/2XX/content/application~1json/schema`,
    answerIsEmpty: JSON.stringify(json ?? {}).includes('EmptyObject'),
    answerIsText: success['description'] === 'string',
  };
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return template.length === segments.length && template.every((part, index) => part.startsWith('{') ? segments[index] !== '' : part === segments[index]);
}

function literals(segments: readonly string[]): number {
  return segments.filter((part) => !part.startsWith('{')).length;
}

function trimmed(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Escapes one step of a JSON pointer inside a URI fragment. */
function escaped(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}

import { isObject } from './operations';

type Fields = Readonly<Record<string, 'string' | 'number' | 'object'>>;

/** The fields that a service's refusals have; the contracts describe success alone. */
const envelopes: Readonly<Record<string, Fields>> = {
  iam: { errorCode: 'string', errorMessage: 'string', context: 'object' },
  resourceController: { message: 'string', status_code: 'number', error_code: 'string', transaction_id: 'string' },
  resourceManager: { message: 'string', status_code: 'number', error_code: 'string', transaction_id: 'string' },
  globalCatalog: { message: 'string', trace: 'string' },
  globalSearch: { trace: 'string' },
  globalTagging: { trace: 'string' },
  restrictions: { trace: 'string' },
  vpc: { trace: 'string' },
  secretsManager: { trace: 'string', status_code: 'number' },
  dnsServices: { trace: 'string' },
};

/** Services whose refusals carry a list `errors` of code and message. */
const listed = new Set(['vpc', 'secretsManager', 'dnsServices', 'globalSearch', 'globalTagging', 'restrictions', 'iam-policy-management']);

export function envelopeProblems(service: string, document: string, body: unknown): string[] {
  if (!isObject(body)) return ['the refusal is not a JSON object'];
  const fields = document === 'iam-policy-management' ? { trace: 'string' } : envelopes[service] ?? {};
  const problems = Object.entries(fields).filter(([name, type]) => typeof body[name] !== type).map(([name, type]) => `the refusal's "${name}" is not a ${type}`);
  return listed.has(service) || listed.has(document) ? [...problems, ...listProblems(body['errors'])] : problems;
}

function listProblems(errors: unknown): string[] {
  if (!Array.isArray(errors) || errors.length === 0) return ['the refusal has no list "errors"'];
  return errors.flatMap((error: unknown, index) => {
    if (!isObject(error)) return [`errors/${index} is not an object`];
    const problems = ['code', 'message'].filter((name) => typeof error[name] !== 'string').map((name) => `errors/${index}/${name} is not a text`);
    const target = error['target'];
    const rightTarget = target === undefined || (isObject(target) && ['field', 'parameter', 'header'].includes(String(target['type'])) && typeof target['name'] === 'string');
    return rightTarget ? problems : [...problems, `errors/${index}/target is not right`];
  });
}

import * as v from 'valibot';
import { objectOf } from './objects';
import { Refusal } from './reply';
import type { Call } from './router';

/** Reads a body by its prototype; an unknown or wrong field is a 400. */
export function read<Schema extends v.GenericSchema>(call: Call, schema: Schema): v.InferOutput<Schema> {
  const result = v.safeParse(objectOf(schema), call.body === undefined ? {} : call.body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw badRequest(`The field "${v.getDotPath(issue) ?? ''}" is not valid: ${issue.message}`);
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, 'bad_request', message);
}

export function notFound(message: string): Refusal {
  return new Refusal(404, 'not_found', message);
}

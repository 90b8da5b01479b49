import * as v from 'valibot';
import { objectOf } from '../http/objects';
import { Refusal } from '../http/reply';
import type { Call } from '../http/router';
import type { ServiceInstanceRow } from '../state/records';
import type { SecretsManagerRow } from '../state/secretsManagers';
import type { World } from '../world';

/** What a call to one instance's own address works on. */
export interface Scope {
  readonly world: World;
  readonly instance: ServiceInstanceRow;
  readonly held: SecretsManagerRow;
  /** The instance's address as the caller sees it. */
  readonly base: string;
}

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

export function conflict(message: string): Refusal {
  return new Refusal(409, 'conflict', message);
}

export function notFound(message: string): Refusal {
  return new Refusal(404, 'not_found', message);
}

/** Something is locked or in use: cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-secret-locks */
export function locked(): Refusal {
  return new Refusal(412, 'precondition_failed', 'The requested action can\'t be completed because the secret version is locked.');
}

// cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-known-issues-and-limits
const namePattern = /^[A-Za-z0-9](?:[\w.-]{0,254}[A-Za-z0-9])$/;

/** Of secrets, groups and configurations. */
export const nameField = v.pipe(v.string(), v.regex(namePattern, 'a name has 2 to 256 letters, digits, dashes and dots, with a letter or digit at both ends'));

export const customField = v.optional(v.record(v.string(), v.unknown()), {});

import * as v from 'valibot';
import { Refusal } from '../http/reply';
import type { ServiceInstanceRow } from '../state/records';
import type { SecretsManagerRow } from '../state/secretsManagers';
import type { World } from '../world';

export { badRequest, notFound, read } from '../http/bodies';

/** What a call to one instance's own address works on. */
export interface Scope {
  readonly world: World;
  readonly instance: ServiceInstanceRow;
  readonly held: SecretsManagerRow;
  /** The instance's address as the caller sees it. */
  readonly base: string;
}

export function conflict(message: string): Refusal {
  return new Refusal(409, 'conflict', message);
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

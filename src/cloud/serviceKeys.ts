import { object, optional, safeParse, string, unknown, type InferOutput } from 'valibot';
import type { CredentialKind } from '../model/service';
import type { ServiceKey } from './resourceService';

/** What is in `credentials` is the service's own. */
export const keyDocument = object({ id: string(), crn: string(), name: string(), credentials: optional(unknown()) });

const hiddenCredentials = object({ REDACTED: string() });

export function toServiceKey({ id, crn, name, credentials }: InferOutput<typeof keyDocument>, kind: CredentialKind): ServiceKey {
  const secret = kind.secretOf(credentials);
  return secret === undefined ? { id, crn, name, hidden: hiddenBecause(credentials) } : { id, crn, name, secret };
}

/** `REDACTED_EXPLICIT` is a secret that was shown at creation alone; every other mark is for whom the viewer's role is too low. */
function hiddenBecause(credentials: unknown): ServiceKey['hidden'] {
  const read = safeParse(hiddenCredentials, credentials);
  return read.success && read.output.REDACTED === 'REDACTED_EXPLICIT' ? 'one-time' : 'role';
}

import type { ServiceKey } from '../dataPlane';
import { Refusal } from '../http/reply';
import type { State } from '../state/state';
import type { Tokens } from './tokens';

/** What a bearer token may do at a Kafka service (OAUTHBEARER); undefined when the service refuses it. */
export function roleOfToken(state: State, tokens: Tokens, token: string, crn: string): ServiceKey['role'] | undefined {
  let identity: string;
  try {
    identity = tokens.identityOf(token);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  if (identity === state.account.iamId) return 'Manager';
  return [...state.serviceKeys.values()].find((key) => key.source === crn && `iam-${key.serviceId}` === identity)?.role;
}

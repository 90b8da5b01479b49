import type { ServiceIdentity, ServiceRole } from '../dataPlane';
import { Refusal } from '../http/reply';
import type { State } from '../state/state';
import type { Tokens } from './tokens';

/** Whose tokens an instance accepts: the account's owner, and the service id of each of its credentials. */
export function serviceIdentities(state: State, crn: string): ServiceIdentity[] {
  return [
    { iamId: state.account.iamId, role: 'Manager' },
    ...[...state.serviceKeys.values()].filter((key) => key.source === crn).map((key) => ({ iamId: `iam-${key.serviceId}`, role: key.role })),
  ];
}

/** What a bearer token may do at an instance; undefined when the instance refuses it. */
export function roleOfToken(state: State, tokens: Tokens, token: string, crn: string): ServiceRole | undefined {
  try {
    const identity = tokens.identityOf(token);
    return serviceIdentities(state, crn).find(({ iamId }) => iamId === identity)?.role;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

import type { Session } from '../session/session';
import { counted } from '../tree/node';

/** How many connections that are set up failed their last check. */
export function failingChecks({ setup, history }: Pick<Session, 'setup' | 'history'>): number {
  return setup.views().filter(({ state, connectionId }) => state === 'done' && history.get(connectionId)?.passed === false).length;
}

/** A view's badge; none where nothing fails. */
export function failingBadge(count: number): { readonly value: number; readonly tooltip: string } | undefined {
  return count === 0 ? undefined : { value: count, tooltip: `${counted(count, 'connection')} failed the last check` };
}

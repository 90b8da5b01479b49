import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { TakenRoute } from './routes/route';
import { asSaved } from './savedConnection';

/** A connection with its route. */
export interface Taken {
  readonly connection: Connection;
  readonly route: TakenRoute;
}

/**
 * Refuses other choices for a connection that has made things by the old ones, which no step would know of any more.
 * What of them may change is the route's matter.
 */
export function refuseOtherFrame(before: Taken, after: Taken): void {
  if (!isDeepStrictEqual(frameOf(before), frameOf(after))) {
    throw new Failure({
      code: 'setup.not-undone', what: t('Could not change the connection {0}', before.connection.id),
      why: t('Other choices were made before, and what they made still exists.'), next: t('Undo it first, or start a new connection.'),
    });
  }
}

/** Refuses to forget a connection while something that it made exists. */
export function refuseUnlessUndone(left: readonly { readonly name: string }[]): void {
  if (left.length > 0) {
    throw new Failure({
      code: 'setup.not-undone', what: t('Could not remove the connection'),
      why: t('It made {0} things that still exist, {1} among them.', left.length, left[0]?.name ?? ''), next: t('Undo it first.'),
    });
  }
}

/** Whether a file would say the same of both. */
export function isSameWhenSaved(one: Connection, other: Connection): boolean {
  return isDeepStrictEqual(asSaved(one), asSaved(other));
}

function frameOf({ connection: { instance, service, route: id, role }, route }: Taken): unknown {
  return asSaved({ crn: instance.crn, service, route: id, role, frame: route.frame });
}

import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { inRange } from '../model/range';
import type { TakenRoute } from './routes/route';

/**
 * The connection with this machine's address let in instead of the one before. Fails where no rule of ours lets anybody in, and where the
 * address is let in already.
 */
export function lettingIn(connection: Connection, { source }: Pick<TakenRoute, 'source'>, address: string): Connection {
  const what = t('Could not let this machine in');
  if (source === undefined) {
    throw new Failure({
      code: 'setup.no-source', what, why: t('No rule of this connection lets anybody in: your own rules do.'),
      next: t('Let {0} in by a rule of your own.', address),
    });
  }
  const range = source.ranges.find((each) => inRange(address, each));
  if (range !== undefined) {
    throw new Failure({
      code: 'setup.let-in-already', what, why: t('{0} is let in, and {1} is within it.', range, address),
      next: t('Plan the connection again: the rule may be gone, or the server stopped.'),
    });
  }
  return { ...connection, choices: source.changedTo(address) };
}

import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import { inRange } from '../model/range';
import type { TakenRoute } from './routes/route';

/**
 * The connection with this machine's address let in instead of the range before. Fails where no rule of ours lets anybody in, and where the
 * address is let in already.
 */
export function lettingIn(connection: Connection, { source }: Pick<TakenRoute, 'source'>, address: string): Connection {
  const what = 'Could not let this machine in';
  if (source === undefined) {
    throw new Failure({
      code: 'setup.no-source', what, why: 'No rule of this connection lets anybody in: your own rules do.', next: `Let ${address} in by a rule of your own.`,
    });
  }
  if (inRange(address, source.range)) {
    throw new Failure({
      code: 'setup.let-in-already', what, why: `${source.range} is let in, and ${address} is within it.`,
      next: 'Plan the connection again: the rule may be gone, or the server stopped.',
    });
  }
  return { ...connection, choices: source.changedTo(address) };
}

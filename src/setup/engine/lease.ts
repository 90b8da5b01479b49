import { holderOf, whileHeld } from '../../base/fileLock';
import { Failure } from '../../model/failure';

/** One who is about to leave is waited for; a run is not. */
const patience = { milliseconds: 100 };

/** Lets one window at a time work at a connection: two would make everything twice. */
export async function withLease<T>(path: string, connectionId: string, work: () => Promise<T>): Promise<T> {
  return await whileHeld(path, patience, work, async () => {
    const holder = await holderOf(path);
    throw new Failure({
      code: 'setup.busy-elsewhere', what: `Could not start: ${connectionId} is being worked at`,
      why: `Another window works at it${holder === undefined ? '' : ` (process ${holder.pid})`}.`, next: 'Wait until it ends, or cancel it in that window.',
    });
  });
}

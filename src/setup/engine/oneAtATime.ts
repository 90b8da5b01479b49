import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { withLease, workerOf } from './lease';

/** Lets one work at a connection, in this window and in all of them: two would make everything twice. */
export class OneAtATime {
  private readonly taken = new Set<string>();

  constructor(private readonly leasePath: (connectionId: string) => string) {}

  /** Who else works at it, in words; undefined while nobody does, and while this window does. */
  async elsewhere(connectionId: string): Promise<string | undefined> {
    return this.taken.has(connectionId) ? undefined : await workerOf(this.leasePath(connectionId));
  }

  /** Fails with `setup.busy`, or with `setup.busy-elsewhere` where another window works at it. */
  async alone<T>(connectionId: string, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
    if (this.taken.has(connectionId)) {
      throw new Failure({
        code: 'setup.busy', what: t('Could not start: {0} is being worked at', connectionId),
        why: t('A run or an undo of it goes on.'), next: t('Wait until it ends, or cancel it.'),
      });
    }
    this.taken.add(connectionId);
    try {
      return await withLease(this.leasePath(connectionId), connectionId, work);
    } finally {
      this.taken.delete(connectionId);
    }
  }
}

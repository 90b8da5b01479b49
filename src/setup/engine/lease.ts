import { hostname } from 'node:os';
import { holderOf, isHeld, whileHeld } from '../../base/fileLock';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';

/** One who is about to leave is waited for; a run is not. */
const patience = { milliseconds: 100 };

/** Who works at a connection, in words; undefined while nobody does. */
export async function workerOf(path: string): Promise<string | undefined> {
  if (!await isHeld(path)) {
    return undefined;
  }
  const holder = await holderOf(path);
  return holder === undefined || !('host' in holder) || holder.host === hostname()
    ? t('another window')
    : t('another window on {0}', visible(holder.host, 100));
}

/** Lets one window at a time work at a connection: two would make everything twice. */
export async function withLease<T>(path: string, connectionId: string, work: () => Promise<T>): Promise<T> {
  return await whileHeld(path, patience, work, async () => {
    const holder = await holderOf(path);
    throw new Failure({
      code: 'setup.busy-elsewhere', what: t('Could not start: {0} is being worked at', connectionId),
      why: t('Another window works at it{0}.', holder === undefined ? '' : t(' (process {0})', holder.pid)),
      next: t('Wait until it ends, or cancel it in that window.'),
    });
  });
}

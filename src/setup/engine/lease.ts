import { hostname } from 'node:os';
import { holderOf, isHeld, whileHeld } from '../../base/fileLock';
import type { BareHolder, Holder } from '../../base/holder';
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
  const machine = otherMachine(await holderOf(path));
  return machine === undefined ? t('another window') : t('another window on {0}', machine);
}

/** Lets one window at a time work at a connection: two would make everything twice. What `work` is given fires when another took its turn. */
export async function withLease<T>(path: string, connectionId: string, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
  return await whileHeld(path, patience, work, async () => {
    const holder = await holderOf(path);
    throw new Failure({
      code: 'setup.busy-elsewhere', what: t('Could not start: {0} is being worked at', connectionId),
      why: atWork(holder),
      next: t('Wait until it ends, cancel it in that window, or close that window; Take Over… shows who it is, and ends it where that helps no more.'),
    });
  });
}

function atWork(holder: Holder | BareHolder | undefined): string {
  if (holder === undefined) {
    return t('Another window works at it.');
  }
  const machine = otherMachine(holder);
  return machine === undefined
    ? t('Another window works at it (process {0}).', holder.pid)
    : t('Another window on {0} works at it (process {1}).', machine, holder.pid);
}

function otherMachine(holder: Holder | BareHolder | undefined): string | undefined {
  return holder === undefined || !('host' in holder) || holder.host === hostname() ? undefined : visible(holder.host, 100);
}

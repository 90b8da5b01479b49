import { breakLock, lockOfOthers, type SeenLock } from '../base/othersLock';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { lockOf } from '../ssh/inTurn';
import { knownHostsPath } from '../ssh/knownHosts';
import { ownConfig } from '../ssh/sshConfig';
import type { Connections } from './connections';

/** Something that another window, program or machine holds, or seems to. */
export interface HeldLock {
  /** The run's title, or the path of the file that is changed under it. */
  readonly title: string;
  /** Undefined for a file. */
  readonly connectionId?: string | undefined;
  /** The lock's own file. */
  readonly path: string;
  readonly seen: SeenLock;
}

/** What others hold of what runs here need: connections, and the files of the SSH folder that all runs change. */
export async function heldByOthers(saved: Pick<Connections, 'all' | 'store'>, sshFolder: string): Promise<readonly HeldLock[]> {
  const connections = saved.all().map((progress) => ({
    title: progress.view().title, connectionId: progress.connection.id, path: saved.store.leasePath(progress.connection.id),
  }));
  const files = [ownConfig(sshFolder), knownHostsPath(sshFolder)].map((file) => ({ title: file, path: lockOf(file) }));
  const looked = await Promise.all([...connections, ...files].map(async (each) => ({ ...each, seen: await lockOfOthers(each.path) })));
  return looked.flatMap(({ seen, ...each }) => (seen === undefined ? [] : [{ ...each, seen }]));
}

/** Frees what a person saw who holds it; fails with `setup.lock-changed` where that is another one by now, or nobody. */
export async function free({ title, path, seen }: HeldLock): Promise<void> {
  if (!await breakLock(path, seen)) {
    throw new Failure({
      code: 'setup.lock-changed', what: t('Could not take over "{0}"', title),
      why: t('Whoever held it has given it back meanwhile, or somebody else holds it now.'), next: t('Try again, and look at who holds it now.'),
    });
  }
}

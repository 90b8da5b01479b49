import { join } from 'node:path';
import { waitForLock } from '../../base/fileLock';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';

const most = 8;

/** A folder for one running sandbox. */
export interface ClaimedFolder {
  readonly path: string;
  /** 1 for the usual one; a second window has a sandbox of its own, with other content. */
  readonly number: number;
  release(): Promise<void>;
}

/**
 * The first sandbox folder that no living window uses: one state file is never written by two. The usual one is waited for a little,
 * since after a reload the window's former self may still be in it, about to leave.
 */
export async function claimSandboxFolder(parent: string, patienceMs = 6000): Promise<ClaimedFolder> {
  for (let number = 1; number <= most; number += 1) {
    const path = join(parent, number === 1 ? 'sandbox' : `sandbox-${number}`);
    const held = await waitForLock(join(path, 'window.lock'), { milliseconds: number === 1 ? patienceMs : 0 });
    if (held !== undefined) {
      return { path, number, release: () => held.release() };
    }
  }
  throw new Failure({
    code: 'sandbox.too-many',
    what: t('Could not start the sandbox'),
    why: t('{0} windows run one already.', most),
    next: t('Close one of them, then try again.'),
  });
}

import { whileHeld } from '../base/fileLock';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';

/** Far more than a change of a small file takes. */
const patience = { milliseconds: 20_000 };

/** The file that is held while another one is changed. */
export function lockOf(path: string): string {
  return `${path}.lock`;
}

/** Changes a file by what it holds, while no other window does so: of two changes at once the first would be lost. */
export async function inTurn<T>(path: string, change: () => Promise<T>): Promise<T> {
  const lock = lockOf(path);
  return await whileHeld(lock, patience, change, () => Promise.reject(new Failure({
    code: 'ssh.file-busy', what: t('Could not change {0}', path), why: t('Another window has been changing it for a long time.'),
    next: t('Close the other windows, then try again; if that does not help, Take Over… shows who holds {0}, and frees it.', lock),
  })));
}

import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../base/codes';
import { writeNewFile } from '../base/newFile';
import { wordsOf } from '../base/words';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { OfficeFile } from './files';

/**
 * Saves the files as a new folder, open to its owner alone; never into one that is there. The file with the key is closed by `close` where its mode does
 * not do it. Where anything fails, nothing is left. Aborting ends it between two files.
 */
export async function saveFolder(folder: string, files: readonly OfficeFile[], close: (path: string) => Promise<void>, signal: AbortSignal): Promise<void> {
  const what = t('Could not save the on-premises files');
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    throw failure(what, folder, error);
  }
  try {
    for (const { path, mode, content } of files) {
      signal.throwIfAborted();
      const file = join(folder, ...path.split('/'));
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeNewFile(file, mode, typeof content === 'string' ? content : content.reveal(), typeof content === 'string' ? undefined : close);
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw codeOf(error) === undefined ? error : failure(what, folder, error);
  }
}

function failure(what: string, folder: string, error: unknown): unknown {
  switch (codeOf(error)) {
    case undefined:
      return error;
    case 'EEXIST':
      return new Failure({
        code: 'on-premises.folder-exists', what, why: t('{0} exists already, and is never written into.', folder),
        next: t('Choose another folder name.'), cause: error,
      });
    default:
      return new Failure({
        code: 'on-premises.not-saved', what, why: wordsOf(error), next: t('Choose a place that is there and that you may write to.'), cause: error,
      });
  }
}

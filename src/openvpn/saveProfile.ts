import { codeOf } from '../base/codes';
import { writeNewFile } from '../base/newFile';
import { wordsOf } from '../base/words';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Secret } from '../model/secret';

/** Saves a profile for its owner alone (0600; `close` does it where the mode does not), never over what is there. */
export async function saveProfile(path: string, profile: Secret, close: (path: string) => Promise<void>): Promise<void> {
  const what = t('Could not save the VPN profile');
  try {
    await writeNewFile(path, 0o600, profile.reveal(), close);
  } catch (error) {
    // One that could not be closed to others says itself what is to be done.
    if (error instanceof Failure) {
      throw error;
    }
    switch (codeOf(error)) {
      case undefined:
        throw error;
      case 'EEXIST':
        throw new Failure({
          code: 'openvpn.profile-exists', what, why: t('{0} exists already, and is never overwritten.', path),
          next: t('Choose another file name.'), cause: error,
        });
      default:
        throw new Failure({
          code: 'openvpn.profile-not-saved', what, why: wordsOf(error), next: t('Choose a folder that is there and that you may write to.'), cause: error,
        });
    }
  }
}

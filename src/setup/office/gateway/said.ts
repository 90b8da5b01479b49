import { t } from '../../../model/l10n';
import { Failure } from '../../../model/failure';
import { visible } from '../../../model/text';
import type { CommandResult } from '../../../model/vantage';
import type { Shell } from '../../server/shell';

/** There is no such program: by what a shell, or sudo, ends with and says then. */
export function isAbsent({ code, stderr }: CommandResult): boolean {
  return code === 127 || (code === 1 && /^sudo: .*command not found/m.test(stderr));
}

/** What was put there is not read. `program` is what should read it. */
export function loadFailure(root: Shell, program: string, why: string): Failure {
  return new Failure({
    code: 'office.not-loaded', what: t('Could not make {0} on {1} read what was put there', program, visible(root.name, 80)), why: visible(why, 400),
    next: t('Look at its configuration on the host; then go on with Retry From Here, or undo, which takes the files away again.'),
  });
}

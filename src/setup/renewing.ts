import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Way } from './way';

/** The connection with what of it ends by itself made anew, to be planned and run: nothing is changed yet. Fails where nothing of it does. */
export function renewing(connection: Connection, { renewal }: Pick<Way, 'renewal'>, at: Date): Connection {
  if (renewal === undefined) {
    throw new Failure({
      code: 'setup.nothing-to-renew', what: t('Could not renew the certificates'), why: t('This connection has none.'), next: t('Choose another connection.'),
    });
  }
  return { ...connection, choices: renewal.changedAt(at) };
}

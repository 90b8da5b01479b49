import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { loginText, type ServerLogin } from '../model/serverLogin';
import type { TakenRoute } from './routes/route';

/** The connection with another login; fails where nobody signs in on its way, and where it is the same. */
export function signingInAs(connection: Connection, { login }: Pick<TakenRoute, 'login'>, other: ServerLogin): Connection {
  const what = t('Could not change the SSH login');
  if (login === undefined) {
    throw new Failure({ code: 'setup.no-login', what, why: t('This connection leads through no server.'), next: t('Choose another connection.') });
  }
  if (loginText(login) === loginText(other)) {
    throw new Failure({
      code: 'setup.same-login', what, why: t('It is {0} already.', loginText(other)), next: t('Type another one, or plan the connection again.'),
    });
  }
  return { ...connection, choices: login.changedTo(other) };
}

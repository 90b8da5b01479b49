import type { Connection } from '../../model/connection';
import { Failure, failureText } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Service, ServiceEntry } from '../../model/service';
import type { RouteEntry, TakenRoute } from '../routes/route';

/** A connection's route and service, as far as they are on the lists. */
export interface Lists {
  readonly routes: readonly RouteEntry[];
  readonly services: readonly ServiceEntry[];
}

/**
 * Finds a connection's service and route. Rejects with a Failure that says why it cannot be worked at: `setup.unknown-route`,
 * `setup.unknown-service`, `setup.damaged-choices`, or `setup.route-defect` where the route itself throws.
 */
export async function take({ routes, services }: Lists, connection: Connection): Promise<{ readonly service: Service; readonly route: TakenRoute }> {
  const route = routes.find(({ id }) => id === connection.route);
  const service = services.find(({ id }) => id === connection.service);
  if (route === undefined) {
    throw unknown(connection, 'route', connection.route);
  }
  if (service === undefined) {
    throw unknown(connection, 'service', connection.service);
  }
  try {
    const loaded = await service.load();
    return { service: loaded, route: (await route.load()).take(connection, loaded) };
  } catch (error) {
    throw error instanceof Failure ? error : defect(connection, error);
  }
}

/** A route that throws where it must not. */
export function defect({ id, route }: Connection, error: unknown): Failure {
  return new Failure({
    code: 'setup.route-defect', what: t('Could not read the connection {0}', id),
    why: t('Its route "{0}" failed: {1}', route, failureText(error, '').why), next: t('Open the log for details; report it, and keep the file.'), cause: error,
  });
}

function unknown({ id }: Connection, what: 'route' | 'service', name: string): Failure {
  return new Failure({
    code: `setup.unknown-${what}`, what: t('Could not read the connection {0}', id),
    why: what === 'route'
      ? t('It takes the route "{0}", which this version of Private Connect does not know.', name)
      : t('It takes the service "{0}", which this version of Private Connect does not know.', name),
    next: t('Update Private Connect.'),
  });
}

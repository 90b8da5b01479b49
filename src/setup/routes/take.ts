import * as v from 'valibot';
import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Service } from '../../model/service';
import type { LoadedRoute, Route, RouteLogin, RouteRenewal, TakenRoute } from './route';

/** Closes over the type of a route's choices, so that a list can hold any of them. */
export function loaded<Choices>(route: Route<Choices>): LoadedRoute {
  return { take: (connection, service) => taken(route, read(route, connection), service) };
}

function read<Choices>({ id, schema }: Route<Choices>, connection: Connection): Connection<Choices> {
  const result = v.safeParse(schema, connection.choices);
  if (!result.success) {
    const [issue] = result.issues;
    const at = v.getDotPath(issue) ?? 'choices';
    throw new Failure({
      code: 'setup.damaged-choices', what: t('Could not read the choices of {0}', connection.id),
      why: t('They are not those of the route "{0}": {1}: {2}.', id, at, issue.message), next: t('Correct its file, or make the connection anew.'),
    });
  }
  return { ...connection, choices: result.output };
}

function taken<Choices>(route: Route<Choices>, connection: Connection<Choices>, service: Service): TakenRoute {
  const { choices } = connection;
  return {
    words: route.words(choices),
    frame: route.frame(choices),
    refused: route.refuse?.(choices),
    leadsNowhere: route.leadsNowhere === true,
    onlyHolds: route.onlyHolds === true,
    source: sourceOf(route, choices),
    login: route.login === undefined ? undefined : loginOf(route.login, choices),
    renewal: route.renewal === undefined ? undefined : renewalOf(route.renewal, choices),
    vpn: route.vpn?.(choices),
    site: route.site?.(choices),
    steps: route.steps(connection, service),
    path: route.path(connection, service),
    openings: route.openings(connection, service),
    vantages: (tools) => route.vantages(connection, tools),
  };
}

function sourceOf<Choices>({ source }: Route<Choices>, choices: Choices): TakenRoute['source'] {
  const ranges = source?.ranges(choices) ?? [];
  return source === undefined || ranges.length === 0 ? undefined : { ranges, changedTo: (other) => source.changed(choices, other) };
}

function loginOf<Choices>(login: RouteLogin<Choices>, choices: Choices): TakenRoute['login'] {
  return { ...login.of(choices), changedTo: (other) => login.changed(choices, other) };
}

function renewalOf<Choices>(renewal: RouteRenewal<Choices>, choices: Choices): TakenRoute['renewal'] {
  return { changedAt: (at) => {
    const refused = renewal.refuse(choices);
    if (refused !== undefined) {
      throw refused;
    }
    return renewal.changed(choices, at);
  } };
}

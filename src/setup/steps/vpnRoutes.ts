import { withDeadline } from '../../model/deadline';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { everywhere, inRange, overlaps, parseRange } from '../../model/range';
import type { VpnRouteAction, VpnServer } from '../../model/vpnServer';
import type { RunContext, StepContext } from '../context';
import {
  foundRoute, isSameRange, routesOf, takenInstead, vpnServerRouteMaker, type ServersRoute, type VpnServerRouteSpecification,
} from '../makers/vpnServerRoute';
import { blocked, exists, missing, type Blocked, type Standing } from '../standing';
import { free, untilReady, type Step } from './step';
import { vpnServerFact } from './vpnServer';

/** Where clients may send, and what becomes of it. */
export interface WantedRoute {
  /** CIDR. */
  readonly destination: string;
  readonly action: VpnRouteAction;
}

export interface VpnRoutesStep {
  readonly why: string;
  /** Undefined until what they lead to is known; never empty. */
  readonly routes: (context: StepContext) => readonly WantedRoute[] | undefined;
  /** Those of them that are known from the start: they are judged before anything is made. */
  readonly chosen?: readonly WantedRoute[];
  /** What they are, for a plan that does not know them yet. */
  readonly inWords: string;
  /** Of a server that is still to be made: only what the routes name goes through the tunnel, and they are pushed to clients. */
  readonly splitTunnel: boolean;
  /** Of the same one: the addresses that clients are given. */
  readonly clientPool?: string;
}

const resolveMs = 5_000;

/** What is needed to look up a name. */
export interface Looker {
  readonly dependencies: Pick<StepContext['dependencies'], 'environment' | 'onFallback'>;
  readonly signal: AbortSignal;
}

/** The routes of the VPN server, one made after the other: what no route names is dropped. */
export function vpnRoutesStep(step: VpnRoutesStep): Step {
  return {
    id: 'vpn-routes',
    title: t('Routes of the VPN server'),
    why: step.why,
    find: (context) => find(context, step),
    create: (context) => create(context, step),
    ready: async (context) => {
      const wanted = needed(context, step);
      for (const route of await thereOf(context, wanted)) {
        await untilReady(context, vpnServerRouteMaker, route);
        // Each that was there is used: whoever made it leaves it to this connection.
        if (context.originOf(foundRoute(route).id) === undefined) {
          await context.claim(foundRoute(route));
        }
      }
      return t('{0}, stable', textOf(wanted));
    },
    price: free,
  };
}

async function find(context: StepContext, step: VpnRoutesStep): Promise<Standing> {
  const [wanted, server] = [step.routes(context), context.facts.get(vpnServerFact)];
  const judged = wanted ?? step.chosen ?? [];
  const problem = unfitRoutes(judged, server?.splitTunnel ?? step.splitTunnel) ?? toClients(judged, server?.clientPool ?? step.clientPool)
    ?? (wanted === undefined || server === undefined ? undefined : await loopingRoute(context, server, wanted));
  if (problem !== undefined) {
    return problem;
  }
  if (wanted === undefined || server === undefined) {
    return missing(wanted === undefined ? step.inWords : textOf(wanted));
  }
  const there = await routesOf(context, server.id);
  const clash = wanted.flatMap(({ destination, action }) => clashing(there, destination, action) ?? [])[0];
  if (clash !== undefined) {
    return blocked(takenInstead(clash.route, clash.action), t('Delete that route, or choose it as it is.'));
  }
  const lacking = wanted.filter((route) => routeTo(there, route) === undefined);
  const [first] = wanted.flatMap((route) => routeTo(there, route) ?? []);
  return first === undefined || lacking.length > 0 ? missing(textOf(lacking)) : exists(foundRoute(first), textOf(wanted));
}

async function create(context: RunContext, step: VpnRoutesStep): Promise<void> {
  const server = context.facts.need(vpnServerFact);
  const wanted = needed(context, step);
  const problem = await loopingRoute(context, server, wanted);
  if (problem !== undefined) {
    throw new Failure({ code: 'setup.looping-route', what: t('Could not make the routes of the VPN server'), why: problem.why, next: problem.remedy });
  }
  const there = await context.read(() => routesOf(context, server.id));
  for (const route of wanted) {
    if (routeTo(there, route) === undefined) {
      await untilReady(context, vpnServerRouteMaker, await context.make(vpnServerRouteMaker, specification(context, server, route)));
    }
  }
}

function specification({ names }: StepContext, { id }: VpnServer, { destination, action }: WantedRoute): VpnServerRouteSpecification {
  return { serverId: id, name: names.of(`to-${destination.replace(/[./]/g, '-')}`), destination, action };
}

function needed(context: StepContext, { routes }: VpnRoutesStep): readonly WantedRoute[] {
  const wanted = routes(context);
  if (wanted === undefined) {
    throw new TypeError('What the routes of the VPN server lead to is not known yet.');
  }
  return wanted;
}

async function thereOf(context: RunContext, wanted: readonly WantedRoute[]): Promise<readonly ServersRoute[]> {
  const there = await context.read(() => routesOf(context, context.facts.need(vpnServerFact).id));
  return wanted.flatMap((route) => routeTo(there, route) ?? []);
}

function routeTo(there: readonly ServersRoute[], { destination, action }: WantedRoute): ServersRoute | undefined {
  return there.find((route) => isSameRange(route.destination, destination) && route.action === action);
}

function clashing(
  there: readonly ServersRoute[], destination: string, action: VpnRouteAction,
): { readonly route: ServersRoute; readonly action: string } | undefined {
  const route = there.find((other) => isSameRange(other.destination, destination) && other.action !== action);
  return route === undefined ? undefined : { route, action };
}

/** What can be said of them before anything is made. Source: https://cloud.ibm.com/docs/vpc, "Troubleshooting client VPN". */
export function unfitRoutes(wanted: readonly WantedRoute[], splitTunnel: boolean): Blocked | undefined {
  const twin = wanted.find(({ destination }, at) => wanted.findIndex((other) => isSameRange(other.destination, destination)) !== at);
  if (twin !== undefined) {
    return blocked(t('Two routes lead to {0}; a VPN server takes one for each range.', twin.destination), t('Leave one of them out.'));
  }
  const isNone = wanted.find(({ destination }) => parseRange(destination) === undefined);
  if (isNone !== undefined) {
    return blocked(t('"{0}" is not a range of addresses.', isNone.destination), t('Give it as a range: 10.10.0.0/24.'));
  }
  return splitTunnel && wanted.some(({ destination }) => isSameRange(destination, everywhere))
    ? blocked(
        t('With a split tunnel a route to {0} would take the place of the clients’ own default route.', everywhere),
        t('Leave that route out, or choose the full tunnel.'),
      )
    : undefined;
}

/**
 * A client has the whole pool behind its tunnel already: what a route to the same addresses leads to, it does not reach. Source:
 * https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-vpn-planning
 */
function toClients(wanted: readonly WantedRoute[], clientPool: string | undefined): Blocked | undefined {
  const pool = clientPool === undefined ? undefined : parseRange(clientPool);
  const over = pool === undefined ? undefined : wanted.find(({ destination, action }) => {
    const range = action === 'drop' || isSameRange(destination, everywhere) ? undefined : parseRange(destination);
    return range !== undefined && overlaps(range, pool);
  });
  return over === undefined ? undefined : blocked(
    t('The route to {0} overlaps {1}, whose addresses the VPN’s clients are given: what is there would not be reached.', over.destination, clientPool ?? ''),
    t('Leave that route out, or choose another pool of addresses for the clients.'),
  );
}

/**
 * A pushed range that holds the server's own public addresses leads the tunnel into itself, and OpenVPN drops it all. In the full tunnel nothing
 * is pushed, and the client keeps its way to the server. A name that does not resolve here, or not yet, keeps nobody from his routes.
 */
export async function loopingRoute(context: Looker, server: VpnServer, wanted: readonly WantedRoute[]): Promise<Blocked | undefined> {
  const pushed = server.splitTunnel ? wanted : [];
  const addresses = pushed.length === 0 ? [] : await addressesOf(context, server);
  const [loop] = pushed.flatMap(({ destination }) => addresses.filter((address) => inRange(address, destination)).map((address) => ({ destination, address })));
  return loop === undefined ? undefined : blocked(
    t('The route to {0} holds the VPN server’s own public address {1}: the tunnel would lead into itself.', loop.destination, loop.address),
    t('Choose a range without that address.'),
  );
}

async function addressesOf({ dependencies: { environment, onFallback }, signal }: Looker, { hostname }: VpnServer): Promise<readonly string[]> {
  try {
    return await withDeadline(resolveMs, signal, (limited) => environment.network.resolve(hostname, limited), () => unresolved(hostname, undefined));
  } catch (error) {
    signal.throwIfAborted();
    onFallback?.(error instanceof Failure ? error : unresolved(hostname, error));
    return [];
  }
}

function unresolved(hostname: string, cause: unknown): Failure {
  return new Failure({
    code: 'setup.unresolved-vpn-server', what: t('Did not compare the routes with the VPN server’s public addresses'),
    why: cause instanceof Error ? cause.message : t('{0} did not resolve within {1} s.', hostname, resolveMs / 1_000),
    next: t('Make sure that no route holds them, or clients lose what they send.'), cause,
  });
}

/** "deliver 10.0.0.0/24, translate 161.26.0.0/16". */
function textOf(routes: readonly WantedRoute[]): string {
  return routes.map(({ destination, action }) => `${action} ${destination}`).join(', ');
}

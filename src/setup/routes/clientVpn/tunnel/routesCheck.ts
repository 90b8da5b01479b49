import { outsideTunnel, type Tunnel } from '../../../../machine/tunnel';
import type { MachineRoute } from '../../../../machine/routes';
import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import { everywhere, inRange } from '../../../../model/range';
import { visible } from '../../../../model/text';
import type { VantageCheck } from '../../../../model/vantage';
import type { VpnRoute } from '../../../../model/vpnServer';
import { passed, whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import { inTheWay } from './inTheWay';
import { pushedNameServers, type Look } from './look';
import { sentElsewhere, type SentElsewhere } from './sentElsewhere';

/** A minute or two is what the service needs; a route that is not there after five stays away. */
const stuckAfterMs = 5 * 60_000;

/** Do the VPN server's routes lead into the tunnel: what is configured there, held against what this machine goes by? */
export function routesCheck(look: Look): VantageCheck {
  return { id: 'vpn-routes', title: t('Routes into the tunnel'), run: (signal) => run(look, signal) };
}

async function run(look: Look, signal: AbortSignal): Promise<Finding> {
  const { server, connection: { instance }, tools: { cloud, machine }, tunnel } = look;
  let routes: readonly VpnRoute[];
  try {
    routes = server === undefined ? [] : await cloud.vpc(instance.region).listVpnRoutes(server.id, signal);
  } catch (error) {
    return verdict('degraded', 'vpn.routes-unread', { summary: t('the VPN server’s routes could not be read'), evidence: whyUnread(error, signal) });
  }
  const evidence = routes.map(({ destination, action, lifecycleState }) => visible(`${destination} ${action}, ${lifecycleState}`, 100));
  const missing = server === undefined ? undefined : missingOnServer(look, routes);
  if (missing !== undefined) {
    return { ...missing, evidence };
  }
  if (tunnel === undefined) {
    return passed(t('those of the computer that holds this machine are not seen from here'), evidence);
  }
  try {
    const here = { routes, evidence, own: await machine.routes(signal), tunnel };
    return unfinished(here) ?? await onThisMachine(look, here, signal);
  } catch (error) {
    return verdict('degraded', 'vpn.own-routes-unread', {
      summary: t('the routes of this machine could not be read'), evidence: [...evidence, ...whyUnread(error, signal)],
    });
  }
}

/** Something that the way needs, and that no route of the server leads to. */
function missingOnServer(look: Look, routes: readonly VpnRoute[]): Finding | undefined {
  const passing = routes.filter(({ action }) => action !== 'drop');
  const unmet = pushedNameServers(look).filter((address) => !passing.some(({ destination }) => inRange(address, destination)));
  return passing.length > 0 && unmet.length === 0 ? undefined : verdict('failed', 'vpn.no-routes', {
    summary: passing.length === 0 ? t('the VPN server has no routes') : t('no route of the VPN server leads to {0}', visible(unmet.join(', '))),
  });
}

/** A route that does not come about, or does not go. It hinders where this machine was not sent it. */
function unfinished({ routes, own, tunnel, evidence }: Here): Finding | undefined {
  const all = routes.filter(({ lifecycleState }) => lifecycleState !== 'stable');
  const stuck = all.filter(({ lifecycleState, createdAt }) => lifecycleState !== 'pending' || Date.now() - Date.parse(createdAt) > stuckAfterMs);
  const told = stuck.length > 0 ? stuck : all;
  if (told.length === 0) {
    return undefined;
  }
  const named = visible(told.map(({ destination, lifecycleState }) => `${destination} (${lifecycleState})`).join(', '));
  const hinders = told.some(({ destination, lifecycleState }) => lifecycleState === 'pending' && outsideTunnel([destination], own, tunnel).length > 0);
  return verdict(hinders ? 'failed' : 'degraded', stuck.length > 0 ? 'vpn.routes-stuck' : 'vpn.routes-new', {
    summary: stuck.length > 0 ? t('routes that are not in force: {0}', named) : t('routes that are not in force yet: {0}', named), evidence,
  });
}

interface Here {
  readonly routes: readonly VpnRoute[];
  readonly evidence: readonly string[];
  readonly own: readonly MachineRoute[];
  readonly tunnel: Tunnel;
}

async function onThisMachine(look: Look, { routes, evidence, own, tunnel }: Here, signal: AbortSignal): Promise<Finding> {
  const wanted = wantedHere(look, routes);
  const outside = outsideTunnel(wanted, own, tunnel);
  const led = t('{0} of {1} destinations lead into {2}', wanted.length - outside.length, wanted.length, tunnel.link);
  if (outside.length === 0) {
    const elsewhere = await sentElsewhere(look, tunnel.address, signal);
    return elsewhere.length === 0 ? passed(led, evidence) : overlapped(led, elsewhere, { own, tunnel, evidence });
  }
  const rivals = inTheWay(outside, own, tunnel);
  if (rivals.length > 0) {
    return verdict('failed', 'vpn.lan-overlaps', { summary: t('{0}; {1} goes elsewhere: {2}', led, visible(outside.join(', ')), rivals.join(', ')), evidence });
  }
  return verdict('failed', outside.length === wanted.length ? 'vpn.up-without-routes' : 'vpn.old-routes', {
    summary: t('{0}; missing here: {1}', led, visible(outside.join(', '))), evidence,
  });
}

/** By the routes that lead there where the system lists them, otherwise by the address that this machine sends from. */
function overlapped(led: string, elsewhere: readonly SentElsewhere[], { own, tunnel, evidence }: Omit<Here, 'routes'>): Finding {
  const addresses = elsewhere.map(({ address }) => address);
  const rivals = inTheWay(addresses.map((address) => `${address}/32`), own, tunnel);
  const from = rivals.length > 0 ? rivals : [...new Set(elsewhere.map((each) => each.from))];
  return verdict('failed', 'vpn.lan-overlaps', {
    summary: t('{0}; {1} goes elsewhere: {2}', led, visible(addresses.join(', ')), visible(from.join(', '))),
    evidence: [...evidence, ...elsewhere.map((each) => t('{0} is sent to from {1}', each.address, each.from))],
  });
}

/** In the full tunnel everything is sent, whatever routes the server has; without the server's word its planned name servers are. */
function wantedHere({ server, connection: { choices } }: Look, routes: readonly VpnRoute[]): readonly string[] {
  if (server?.splitTunnel === false || (server === undefined && choices.tunnel === 'full')) {
    return [everywhere];
  }
  const passing = routes.filter(({ action, lifecycleState }) => action !== 'drop' && lifecycleState === 'stable').map(({ destination }) => destination);
  return server === undefined ? choices.dnsServers.map((address) => `${address}/32`) : [...new Set(passing)];
}

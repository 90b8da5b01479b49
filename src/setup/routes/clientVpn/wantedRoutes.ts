import { everywhere, inRange } from '../../../model/range';
import { cloudServices } from '../../cloudServices';
import type { WantedRoute } from '../../steps/vpnRoutes';
import type { ClientVpnChoices } from './choices';

type RouteChoices = Pick<ClientVpnChoices, 'toGateway' | 'dnsServers' | 'tunnel' | 'extraRoutes'>;

/**
 * To the gateway's ranges, to the resolvers that are pushed, and what the user adds. In the full tunnel everything comes to the server, and
 * nothing passes without a route. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-client-to-site-routes
 */
export function wantedRoutes(choices: RouteChoices, gatewayRanges: readonly string[]): readonly WantedRoute[] {
  const { toGateway, dnsServers, extraRoutes } = choices;
  const ofCloud = dnsServers.some((address) => inRange(address, cloudServices));
  const led = [cloudServices, ...gatewayRanges, ...extraRoutes.map(({ destination }) => destination).filter((range) => range !== everywhere)];
  const others = dnsServers.filter((address) => !led.some((range) => inRange(address, range)));
  return [
    ...gatewayRanges.map((destination) => ({ destination, action: toGateway })),
    ...ofCloud ? [{ destination: cloudServices, action: 'translate' as const }] : [],
    ...others.map((address) => ({ destination: `${address}/32`, action: 'deliver' as const })),
    ...routesBesides(choices),
  ];
}

/** What clients reach besides instance and resolvers. */
export function routesBesides({ tunnel, extraRoutes }: Pick<RouteChoices, 'tunnel' | 'extraRoutes'>): readonly WantedRoute[] {
  const isChosen = extraRoutes.some(({ destination }) => destination === everywhere);
  return [...extraRoutes, ...tunnel === 'full' && !isChosen ? [{ destination: everywhere, action: 'translate' as const }] : []];
}

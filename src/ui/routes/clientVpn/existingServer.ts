import type { Subnet } from '../../../model/landscape';
import type { VpnServer } from '../../../model/vpnServer';
import type { ClientVpnChoices } from '../../../setup/routes/clientVpn/choices';
import type { TunnelAnswer } from './answers';

type Places = ClientVpnChoices['places'];

/** What its clients prove themselves with, of what is known here. */
export function methodsOf({ authentication }: Pick<VpnServer, 'authentication'>): ClientVpnChoices['authentication'] {
  return authentication.flatMap(({ method }) => method === 'other' ? [] : [method]);
}

/** The subnets that it stands in; none where they cannot be seen. */
export function placesOf({ subnets }: Pick<VpnServer, 'subnets'>, all: readonly Subnet[]): Places {
  return subnets.flatMap(({ id }) => {
    const subnet = all.find((each) => each.id === id);
    return subnet === undefined ? [] : [{ zone: subnet.zone, subnet: { kind: 'existing' as const, id, name: subnet.name } }];
  });
}

/** How its tunnel is. */
export function tunnelOf(
  { splitTunnel, protocol, port, idleTimeout }: VpnServer, { toGateway, extraRoutes }: Pick<TunnelAnswer, 'toGateway' | 'extraRoutes'>,
): TunnelAnswer {
  return { tunnel: splitTunnel ? 'split' : 'full', protocol: protocol === 'tcp' ? 'tcp' : 'udp', port, idleTimeout, toGateway, extraRoutes };
}

/** Of a tunnel what is not the server's: whoever takes a new server after all chooses the rest for that one. */
export function besides({ toGateway, extraRoutes }: TunnelAnswer, own: TunnelAnswer): TunnelAnswer {
  return { ...own, toGateway, extraRoutes };
}

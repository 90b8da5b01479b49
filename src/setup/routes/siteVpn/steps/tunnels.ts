import type { Connection } from '../../../../model/connection';
import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import type { IkePolicy, IpsecPolicy, VpnConnection, VpnGateway } from '../../../../model/vpnGateway';
import { Fact } from '../../../facts';
import type { Names } from '../../../names';
import type { Step } from '../../../steps/step';
import { vpnConnectionStep } from '../../../steps/vpnConnection';
import { vpnGatewayStep } from '../../../steps/vpnGateway';
import { vpnPolicySteps } from '../../../steps/vpnPolicies';
import type { SitePlace, SiteVpnChoices } from '../choices';
import { localRanges } from '../localRanges';
import { officeRoutesStep, type TunnelOfZone } from './officeRoutes';
import type { InZone, SiteVpnSubnets } from '../subnets';

interface Tunnel extends TunnelOfZone {
  readonly place: SitePlace;
  readonly subnet: InZone['subnet'];
  readonly gateway: Fact<VpnGateway>;
}

interface Policies {
  readonly ikePolicy: Fact<IkePolicy>;
  readonly ipsecPolicy: Fact<IpsecPolicy>;
}

/** The VPN gateways, what their connections negotiate, the connections, one for each place, and in route mode the routes into them. */
export function tunnelSteps(connection: Connection<SiteVpnChoices>, names: Names, { vpn }: SiteVpnSubnets): readonly Step[] {
  const { choices } = connection;
  const tunnels = choices.places.flatMap((place, at): readonly Tunnel[] => {
    const subnet = vpn[at]?.subnet;
    return subnet === undefined ? [] : [{
      place, subnet, zone: place.zone,
      gateway: new Fact<VpnGateway>(`The VPN gateway in ${place.zone}`), connection: new Fact<VpnConnection>(`The VPN connection in ${place.zone}`),
    }];
  });
  const policies: Policies = { ikePolicy: new Fact<IkePolicy>('The IKE policy'), ipsecPolicy: new Fact<IpsecPolicy>('The IPsec policy') };
  return [
    ...tunnels.map((tunnel) => gatewayStep(choices, tunnel)),
    ...choices.places.some((place) => place.connection.kind === 'new') ? policySteps(choices, names, policies) : [],
    ...tunnels.map((tunnel) => connectionStep(connection, tunnel, policies)),
    ...choices.mode === 'route' ? [officeRoutesStep(choices, tunnels)] : [],
  ];
}

function gatewayStep({ mode, resourceGroupId }: SiteVpnChoices, { place: { zone, gateway: choice }, subnet, gateway }: Tunnel): Step {
  return vpnGatewayStep({
    id: `vpn-gateway-${zone}`, choice, mode, subnet, into: gateway, resourceGroupId,
    why: mode === 'policy'
      ? t('The office’s gateway keeps a tunnel to it. In policy mode it serves {0} alone, where the endpoint gateway has its address.', zone)
      : t('The office’s gateway keeps two tunnels to it. Route mode is experimental: IBM’s documents do not prove it with an endpoint gateway.'),
  });
}

function policySteps({ ike, esp, resourceGroupId }: SiteVpnChoices, names: Names, { ikePolicy, ipsecPolicy }: Policies): readonly Step[] {
  return vpnPolicySteps({
    ikeName: names.of('ike'), ipsecName: names.of('ipsec'), ike, esp, resourceGroupId, intoIke: ikePolicy, intoIpsec: ipsecPolicy,
  });
}

function connectionStep(
  { choices, instance }: Connection<SiteVpnChoices>, { place: { connection: choice }, zone, gateway, connection: into }: Tunnel, policies: Policies,
): Step {
  const { office, keyIsBrought, mode } = choices;
  return vpnConnectionStep({
    id: `vpn-connection-${zone}`, choice, gateway, ...policies, office, keyIsBrought, into,
    why: t('It leads the office to {0} and to the resolver, and to nothing else.', visible(instance.name)),
    localRanges: (context) => localRanges(context, mode === 'policy' ? zone : undefined),
  });
}

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
import type { InZone, SiteVpnSubnets } from '../subnets';

interface Tunnel {
  readonly place: SitePlace;
  readonly subnet: InZone['subnet'];
  readonly gateway: Fact<VpnGateway>;
}

interface Policies {
  readonly ikePolicy: Fact<IkePolicy>;
  readonly ipsecPolicy: Fact<IpsecPolicy>;
}

/** The VPN gateways, what their connections negotiate, and the connections: one for each place. */
export function tunnelSteps(connection: Connection<SiteVpnChoices>, names: Names, { vpn }: SiteVpnSubnets): readonly Step[] {
  const { choices } = connection;
  const tunnels = choices.places.flatMap((place, at): readonly Tunnel[] => {
    const subnet = vpn[at]?.subnet;
    return subnet === undefined ? [] : [{ place, subnet, gateway: new Fact<VpnGateway>(`The VPN gateway in ${place.zone}`) }];
  });
  const policies: Policies = { ikePolicy: new Fact<IkePolicy>('The IKE policy'), ipsecPolicy: new Fact<IpsecPolicy>('The IPsec policy') };
  return [
    ...tunnels.map((tunnel) => gatewayStep(choices, tunnel)),
    ...choices.places.some((place) => place.connection.kind === 'new') ? policySteps(choices, names, policies) : [],
    ...tunnels.map((tunnel) => connectionStep(connection, tunnel, policies)),
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
  { choices, instance }: Connection<SiteVpnChoices>, { place: { zone, connection: choice }, gateway }: Tunnel, policies: Policies,
): Step {
  const { office, keyIsBrought, mode } = choices;
  return vpnConnectionStep({
    id: `vpn-connection-${zone}`, choice, gateway, ...policies, office, keyIsBrought, into: new Fact<VpnConnection>(`The VPN connection in ${zone}`),
    why: t('It leads the office to {0} and to the resolver, and to nothing else.', visible(instance.name)),
    localRanges: (context) => localRanges(context, mode === 'policy' ? zone : undefined),
  });
}

import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Subnet } from '../../../model/landscape';
import { visible } from '../../../model/text';
import type { IkePolicy, IpsecPolicy, VpnConnection, VpnGateway } from '../../../model/vpnGateway';
import { Fact } from '../../facts';
import { namesOf } from '../../names';
import { chosenStep, chosenSubnetStep, inVpc } from '../../steps/chosen';
import type { Step } from '../../steps/step';
import { newOne, subnetStep } from '../../steps/subnet';
import { vpnConnectionStep } from '../../steps/vpnConnection';
import { addressesOfVpnGateway, vpnGatewayStep } from '../../steps/vpnGateway';
import { vpnPolicySteps } from '../../steps/vpnPolicies';
import type { PartChoices, PartOf } from './choices';

/** A VPN gateway without any connection: it leads nowhere until it is given one. */
export function vpnGatewaySteps({ id }: Connection<PartChoices>, choices: PartOf<'vpn-gateway'>): readonly Step[] {
  const { name, vpc, zone, mode, resourceGroupId, subnet } = choices;
  const into = new Fact<Subnet>('The subnet of the VPN gateway');
  const why = t('The VPN gateway stands in it, in {0}, and nothing else should.', zone);
  return [
    inVpc(vpc, resourceGroupId, t('The VPN gateway stands in it, and leads offices into it.')),
    subnet.kind === 'new' ? subnetStep({ zone, name: namesOf(id).of(zone), why, into, needed: newOne, resourceGroupId }) : chosenSubnetStep({
      id: `subnet-${zone}`, chosen: subnet, why, into,
      unfit: ({ availableAddresses }) => availableAddresses >= addressesOfVpnGateway ? undefined
        : t('The subnet "{0}" has {1} free addresses; a VPN gateway takes {2}.', visible(subnet.name), availableAddresses, addressesOfVpnGateway),
    }),
    vpnGatewayStep({
      id: 'vpn-gateway', choice: { kind: 'new', name }, mode, subnet: into, into: new Fact<VpnGateway>('The VPN gateway'), resourceGroupId,
      why: t('The office’s gateway dials it. It passes nothing until it is given a connection.'),
    }),
  ];
}

/** A connection on a gateway that is there, with policies of its own. */
export function vpnConnectionSteps({ id }: Connection<PartChoices>, choices: PartOf<'vpn-connection'>): readonly Step[] {
  const { name, gateway: chosen, office, localRanges, keyIsBrought, ike, esp, resourceGroupId } = choices;
  const names = namesOf(id);
  const gateway = new Fact<VpnGateway>('The VPN gateway');
  const [ikePolicy, ipsecPolicy] = [new Fact<IkePolicy>('The IKE policy'), new Fact<IpsecPolicy>('The IPsec policy')];
  return [
    chosenStep<VpnGateway>({
      // Never handed over to a connection alone, by whoever gives the gateway up.
      id: 'vpn-gateway', chosen, why: t('The connection is put on it.'), kind: 'vpn-gateway-with-connection', into: gateway,
      words: {
        title: t('VPN gateway {0}', visible(chosen.name)), gone: t('The VPN gateway "{0}" is not there any more.', visible(chosen.name)),
        another: t('Choose another VPN gateway.'),
      },
      list: ({ vpc, signal }) => vpc.listVpnGateways({}, signal),
      unfit: ({ lifecycleState }) => lifecycleState === 'stable' ? undefined
        : t('The VPN gateway "{0}" takes no connection now (its state is {1}).', visible(chosen.name), lifecycleState),
    }),
    ...vpnPolicySteps({ ikeName: names.of('ike'), ipsecName: names.of('ipsec'), ike, esp, resourceGroupId, intoIke: ikePolicy, intoIpsec: ipsecPolicy }),
    vpnConnectionStep({
      id: 'vpn-connection', choice: { kind: 'new', name }, gateway, ikePolicy, ipsecPolicy, office, localRanges: () => localRanges, keyIsBrought,
      into: new Fact<VpnConnection>('The VPN connection'), why: t('The tunnel between the office and the VPC: what each side lets through, and its key.'),
    }),
  ];
}

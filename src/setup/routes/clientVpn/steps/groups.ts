import type { Connection } from '../../../../model/connection';
import { t } from '../../../../model/l10n';
import type { SecurityGroup, Subnet } from '../../../../model/landscape';
import type { StepContext } from '../../../context';
import { Fact } from '../../../facts';
import type { Names } from '../../../names';
import { portsInWords, portsOf } from '../../../steps/instance';
import { securityGroupStep } from '../../../steps/securityGroup';
import type { Step } from '../../../steps/step';
import { lettingInThisMachine, sharing, type LetIn } from '../../../steps/thisMachine';
import type { ClientVpnChoices } from '../choices';
import { findGatewaySubnets, gatewayRanges } from '../../../steps/gatewaySubnets';
import { formerServerRules, vpnGatewayRules, vpnServerRules } from '../groups';
import type { VpnSubnets } from '../subnets';

/** What may dial the VPN server, and where it may send. */
export const vpnServerGroupFact = new Fact<SecurityGroup>('The VPN server’s group');

/** What may reach the endpoint gateway. */
export const vpnGatewayGroupFact = new Fact<SecurityGroup>('The gateway’s group');

/** The VPN server's group. It is the first step that needs to know where the gateway is. */
export function serverGroupStep({ choices, instance }: Connection<ClientVpnChoices>, names: Names, { gateways }: VpnSubnets): Step {
  const { allowedFrom, ownAddress, protocol, port, resourceGroupId } = choices;
  const own = allowedFrom.find((range) => range === `${ownAddress ?? ''}/32`);
  const letIn: LetIn = { range: own, ownAddress };
  const step = lettingInThisMachine(securityGroupStep({
    id: 'server-group', name: names.of('server'), into: vpnServerGroupFact, resourceGroupId,
    why: t('It lets you dial the VPN server, and the server out to the resolvers, the endpoint gateway and what you added; nothing else.'),
    rules: (context) => {
      const [ranges, ports] = [gatewayRanges(context), portsOf(context)];
      return ranges === undefined || ports === undefined ? undefined : vpnServerRules(choices, { ranges, ports });
    },
    former: formerServerRules(choices),
    inWords: (context) => [t('allows {0} from {1}', `${protocol.toUpperCase()} ${port}`, allowedFrom.join(', ')), ...sharing(context, letIn)].join(' · '),
  }), letIn, t('Let This Machine In plans with the address of now; as long as nothing was made, Change… does so too.'));
  return {
    ...step,
    find: async (context) => {
      await findGatewaySubnets(context, instance.crn, gateways.map(({ subnet }) => subnet));
      return await step.find(context);
    },
  };
}

/** The endpoint gateway's group: without it the gateway takes nothing from the clients of the VPN, and looks as if it were dead. */
export function gatewayGroupStep(choices: ClientVpnChoices, names: Names, { servers }: VpnSubnets): Step {
  return securityGroupStep({
    id: 'gateway-group', name: names.of('gateway'), into: vpnGatewayGroupFact, resourceGroupId: choices.resourceGroupId,
    why: choices.toGateway === 'deliver'
      ? t('Without it the endpoint gateway takes nothing from the VPN’s clients, and looks as if it were dead. They come with addresses of the pool.')
      : t('Without it the endpoint gateway takes nothing from the VPN’s clients, and looks as if it were dead. They come with the server’s addresses, '
        + 'which change with maintenance: its subnets are let in.'),
    rules: (context) => {
      const [ranges, ports] = [rangesOf(context, servers), portsOf(context)];
      return ranges === undefined || ports === undefined ? undefined : vpnGatewayRules(choices, ranges, ports);
    },
    inWords: (context) => t('allows {0} from {1}', portsInWords(context), choices.toGateway === 'deliver'
      ? choices.clientPool : rangesOf(context, servers)?.join(', ') ?? t('the subnets of the VPN server')),
  });
}

function rangesOf({ facts }: StepContext, subnets: readonly Fact<Subnet>[]): readonly string[] | undefined {
  const known = subnets.flatMap((subnet) => facts.get(subnet)?.cidr ?? []);
  return known.length === subnets.length ? known : undefined;
}

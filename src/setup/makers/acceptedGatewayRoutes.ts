import { t } from '../../model/l10n';
import type { StepContext } from '../context';
import { acceptedRoutesOf } from './acceptedRoutesOf';

/** Those of VPN gateways, without which answers to an office find no way back. */
export const routesOfVpnGateways = acceptedRoutesOf({
  writer: 'vpn_gateway', kind: 'accepted-gateway-routes', usedBy,
  inUndo: (title) => t('that it accepts routes of VPN gateways: {0}', title),
  addition: {
    added: t('made to accept routes of VPN gateways'), takenOff: t('accepts no routes of VPN gateways any more, as before'),
    without: t('without accepting routes of VPN gateways, which the run switches on'),
  },
  meanwhile: t('Somebody made it accept routes of VPN gateways a moment before.'),
});

/** Without it the office of a gateway that stays gets no answers. One of ours stays where somebody else has a connection on it. */
async function usedBy(context: StepContext, vpcId: string): Promise<string | undefined> {
  const gateways = await context.vpc.listVpnGateways({ vpcId }, context.signal);
  const foreign = gateways.find(({ id }) => context.originOf(id) !== 'made');
  return foreign === undefined ? undefined : t('the VPN gateway {0}', foreign.name);
}

import { t } from '../../model/l10n';
import type { StepContext } from '../context';
import { acceptedRoutesOf } from './acceptedRoutesOf';
import { vpnServerUser } from './vpnServerUser';

/** Those of VPN servers, without which answers to their clients find no way back. */
export const routesOfVpnServers = acceptedRoutesOf({
  writer: 'vpn_server', kind: 'accepted-routes', usedBy,
  inUndo: (title) => t('that it accepts routes of VPN servers: {0}', title),
  addition: {
    added: t('made to accept routes of VPN servers'), takenOff: t('accepts no routes of VPN servers any more, as before'),
    without: t('without accepting routes of VPN servers, which the run switches on'),
  },
  meanwhile: t('Somebody made it accept routes of VPN servers a moment before.'),
});

export const { maker: acceptedRoutesMaker, specification: acceptedRoutes, accepts } = routesOfVpnServers;

/** Without it the clients of a server that stays get no answers. */
async function usedBy(context: StepContext, vpcId: string): Promise<string | undefined> {
  for (const server of await context.vpc.listVpnServers({ vpcId }, context.signal)) {
    const user = context.originOf(server.id) === 'made' ? await vpnServerUser(context, server) : t('whoever made it');
    if (user !== undefined) {
      return t('the VPN server {0}, which is used by {1}', server.name, user);
    }
  }
  return undefined;
}

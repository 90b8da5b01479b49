import { t } from '../../model/l10n';
import { connectionReasonBrief, connectionReasonWords } from '../../model/vpnConnectionReasons';
import { publicAddressesOf, type SeenVpnConnection, type VpnGateway, type VpnGatewayMember } from '../../model/vpnGateway';
import { gatewayReasonWords } from '../../model/vpnGatewayReasons';
import { linesOf } from '../../model/vpnServerReasons';
import type { Health } from './health';
import { healthOf, healthWords, stateWords } from './health';
import { leaf, row } from './itemNodes';
import type { TreeNode } from './node';
import { counted, describe } from './node';

/** A site-to-site VPN gateway: its state, its health where that is not the usual one, and what offices dial. */
export function vpnGatewayNode(gateway: VpnGateway, region: string): TreeNode {
  const addresses = publicAddressesOf(gateway);
  return leaf(gateway, {
    kind: t('VPN gateway'),
    tags: ['vpnGateway'],
    icon: 'lock',
    region,
    state: describe(
      stateWords(gateway.lifecycleState), healthWords(gateway.healthState), modeWords(gateway.mode), addresses.join(', ') || t('no public address yet'),
    ),
    health: healthOf(gateway.lifecycleState, gateway.healthState),
    more: [
      ...[...gateway.healthReasons, ...gateway.lifecycleReasons].flatMap((reason) => linesOf(reason, gatewayReasonWords)),
      ...gateway.members.map(memberLine),
      t('Subnet {0}', gateway.subnet.name),
      t('Connections: {0}', gateway.connections.map(({ name }) => name).join(', ') || t('none')),
    ],
  });
}

/** A connection of one: whether the tunnel is up, why not, and to whom it leads. Of its key nothing is known here. */
export function vpnConnectionNode(connection: SeenVpnConnection, gateway: VpnGateway | undefined, region: string): TreeNode {
  const { id, name, gateway: { id: gatewayId }, peer, localRanges, peerRanges, tunnels, establishMode } = connection;
  return row(name, {
    id: `${gatewayId}/${id}`,
    kind: t('VPN connection'),
    tags: ['vpnConnection', ...(gateway === undefined ? [] : ['hasDetails'])],
    icon: 'lock',
    state: describe(...statusWords(connection), 'fqdn' in peer ? peer.fqdn : peer.address, peerRanges.join(', ')),
    health: healthOfConnection(connection),
    more: [
      ...(connection.enabled
        ? connection.reasons.flatMap((reason) => linesOf(reason, connectionReasonWords))
        : [t('It is switched off, and neither dials nor answers.')]),
      ...tunnels.map(({ publicAddress, status, reasons }) =>
        t('Tunnel of {0}: {1}', publicAddress, describe(upOrDown(status), ...reasons.map(connectionReasonBrief)))),
      t('Through the VPN gateway {0}', connection.gateway.name),
      connection.mode === 'policy' ? t('From {0} to {1} and back', localRanges.join(', '), peerRanges.join(', ')) : t('Routes decide what goes through it'),
      establishMode === 'peer_only' ? t('Only the office starts it') : t('Either side starts it'),
    ],
    // By its own address the cloud tells more, the key among it, which is not shown.
  }, { kind: 'resource', name, crn: '', id: `${gatewayId}/${id}`, href: gateway === undefined ? '' : `${gateway.href}/connections/${id}`, region });
}

function statusWords(connection: SeenVpnConnection): readonly string[] {
  if (!connection.enabled) {
    return [t('switched off')];
  }
  const { status, reasons, tunnels } = connection;
  const up = tunnels.filter((tunnel) => tunnel.status === 'up').length;
  const half = status === 'up' && up < tunnels.length ? [t('{0} of {1}', up, counted(tunnels.length, t('tunnel'), t('tunnels')))] : [];
  return [upOrDown(status), ...half, ...status === 'up' ? [] : reasons.map(connectionReasonBrief)];
}

function healthOfConnection({ enabled, status, tunnels }: SeenVpnConnection): Health | undefined {
  if (!enabled || status === 'up') {
    return enabled && tunnels.some((tunnel) => tunnel.status !== 'up') ? 'partly' : undefined;
  }
  return 'broken';
}

function memberLine({ publicAddress, privateAddress, role, healthState }: VpnGatewayMember): string {
  return t('Member {0}: {1}', role, describe(
    healthWords(healthState), privateAddress?.address, publicAddress === '0.0.0.0' ? undefined : t('public address {0}', publicAddress),
  ));
}

function modeWords(mode: string): string {
  switch (mode) {
    case 'policy': return t('policy mode');
    case 'route': return t('route mode');
    default: return mode;
  }
}

function upOrDown(status: string): string {
  switch (status) {
    case 'up': return t('up');
    case 'down': return t('down');
    default: return status;
  }
}

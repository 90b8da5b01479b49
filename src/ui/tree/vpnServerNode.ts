import { t } from '../../model/l10n';
import type { VpnAuthentication, VpnServer } from '../../model/vpnServer';
import { reasonLines } from '../../model/vpnServerReasons';
import type { EndingSoon } from '../session/vpnEnds';
import { healthOf, healthWords, stateWords } from './health';
import { leaf } from './itemNodes';
import type { TreeNode } from './node';
import { describe } from './node';

/**
 * A client VPN server: its state, its health where that is not the usual one, and what clients dial. The people of one that a connection leads through
 * are looked after.
 */
export function vpnServerNode(server: VpnServer, region: string, isLedThrough = false, end?: EndingSoon): TreeNode {
  return leaf(server, {
    kind: t('VPN server'),
    tags: ['vpnServer', ...(isLedThrough ? ['dialable'] : [])],
    icon: 'lock',
    region,
    state: describe(stateWords(server.lifecycleState), healthWords(server.healthState), end?.words, `${server.protocol.toUpperCase()} ${server.port}`),
    health: healthOf(server.lifecycleState, server.healthState),
    more: [
      ...end?.explained ?? [],
      ...[...server.healthReasons, ...server.lifecycleReasons].flatMap(reasonLines),
      t('Clients dial {0} and get an address of {1}', server.hostname, server.clientPool),
      t('Signs in with: {0}', server.authentication.map(methodWords).join(', ') || t('none')),
      server.splitTunnel ? t('Only what its routes name goes through the tunnel') : t('All traffic of a client goes through the tunnel'),
      t('Subnets: {0}', server.subnets.map(({ name }) => name).join(', ') || t('none')),
      t('Security groups: {0}', server.securityGroups.map(({ name }) => name).join(', ') || t('none')),
    ],
  });
}

function methodWords(authentication: VpnAuthentication): string {
  switch (authentication.method) {
    case 'certificate': return t('client certificate');
    case 'username': return t('IBM Cloud user and passcode');
    case 'other': return authentication.word;
  }
}

import { isNotFound } from '../../../../cloud/errors';
import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import type { StateReason } from '../../../../model/resource';
import type { VantageCheck } from '../../../../model/vantage';
import type { VpnServer } from '../../../../model/vpnServer';
import { reasonLines, reasonWords } from '../../../../model/vpnServerReasons';
import { resourcesOf } from '../../../journal/history';
import { vpnServerKind } from '../../../makers/vpnServer';
import { passed, whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import type { Look } from './look';

/** Is the VPN server there, and well? Each reason of the cloud's comes with its cure. */
export function serverCheck(look: Look): VantageCheck {
  return { id: 'vpn-server', title: t('VPN server'), run: (signal) => run(look, signal) };
}

async function run(look: Look, signal: AbortSignal): Promise<Finding> {
  const { connection: { instance, choices }, tools: { cloud, history } } = look;
  const recorded = resourcesOf(history).findLast(({ kind }) => kind === vpnServerKind);
  const name = visible(choices.server.name, 80);
  if (recorded === undefined) {
    return history.phase === 'new'
      ? verdict('expected', 'vpn.not-run', { summary: t('{0} is not made yet', name) })
      : verdict('failed', 'vpn.not-made', { summary: t('{0} is not there', name) });
  }
  try {
    look.server = await cloud.vpc(instance.region).getVpnServer(recorded.id, signal);
  } catch (error) {
    const evidence = whyUnread(error, signal);
    return isNotFound(error)
      ? verdict('failed', 'vpn.server-gone', { summary: t('{0} was deleted', name), evidence })
      : verdict('degraded', 'vpn.server-unread', { summary: t('{0} could not be looked at', name), evidence });
  }
  return judged(look.server);
}

function judged(server: VpnServer): Finding {
  const { name, hostname, protocol, port, healthState, lifecycleState, healthReasons, lifecycleReasons } = server;
  const evidence = [
    visible(`${hostname}, ${protocol.toUpperCase()} ${port}`), t('health: {0}, life: {1}', visible(healthState, 40), visible(lifecycleState, 40)),
    ...[...healthReasons, ...lifecycleReasons].flatMap(reasonLines).map((line) => visible(line)),
  ];
  const [reason] = [...healthReasons, ...lifecycleReasons];
  const summary = t('{0} is {1}', visible(name, 80), [healthState, lifecycleState].map((word) => visible(word, 40)).join(', '));
  if (lifecycleState === 'suspended') {
    return verdict('failed', 'vpn.server-suspended', { summary, evidence });
  }
  if (lifecycleState !== 'stable' && lifecycleState !== 'failed') {
    return verdict('failed', lifecycleState === 'deleting' ? 'vpn.server-gone' : 'vpn.server-not-ready', { summary, evidence });
  }
  if (healthState === 'ok' && lifecycleState === 'stable') {
    return passed(t('{0}, {1}', visible(name, 80), t('healthy')), evidence);
  }
  return unwell(healthState === 'degraded' ? 'degraded' : 'failed', reason, { summary, evidence });
}

/** With the cloud's own reason for its code: `vpn.cannot-access-server-certificate`. */
function unwell(state: 'degraded' | 'failed', reason: StateReason | undefined, seen: { summary: string; evidence: readonly string[] }): Finding {
  const known = reason === undefined ? undefined : reasonWords(reason.code);
  const finding = verdict(state, 'vpn.server-unwell', seen);
  return reason === undefined ? finding : {
    ...finding, code: `vpn.${visible(reason.code, 60).replaceAll('_', '-')}`, cause: known?.cause ?? visible(reason.message),
    remedy: known === undefined ? finding.remedy : { title: known.cure.replace(/\.$/, '') },
  };
}

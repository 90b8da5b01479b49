import { isNotFound } from '../../../../cloud/errors';
import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { StateReason } from '../../../../model/resource';
import { visible } from '../../../../model/text';
import type { VantageCheck } from '../../../../model/vantage';
import { publicAddressesOf, type VpnGateway } from '../../../../model/vpnGateway';
import { gatewayReasonWords } from '../../../../model/vpnGatewayReasons';
import { vpnGatewayKind } from '../../../makers/vpnGateway';
import { idOf } from '../../../office/chosen';
import { passed, whyUnread } from '../../../tunnel/finding';
import type { SitePlace } from '../choices';
import { verdict } from './finding';
import type { Look } from './look';
import { worst } from './worst';

/** Are the VPN gateways there, and well? Each reason of the cloud's comes with its cure. */
export function gatewayCheck(look: Look): VantageCheck {
  return { id: 'vpn-gateway', title: t('VPN gateway'), run: (signal) => run(look, signal) };
}

async function run(look: Look, signal: AbortSignal): Promise<Finding> {
  look.places = [];
  const findings: Finding[] = [];
  for (const place of look.connection.choices.places) {
    findings.push(await ofPlace(look, place, signal));
  }
  return worst(findings);
}

async function ofPlace(look: Look, place: SitePlace, signal: AbortSignal): Promise<Finding> {
  const { connection: { instance }, tools: { cloud, history } } = look;
  const id = idOf(history, vpnGatewayKind, place.gateway);
  const name = visible(place.gateway.name, 80);
  if (history.phase === 'new') {
    return verdict('expected', 'tunnel.not-run', { summary: t('{0} is not made yet', name) });
  }
  if (id === undefined) {
    return verdict('failed', 'tunnel.not-made', { summary: t('{0} is not there', name) });
  }
  try {
    const gateway = await cloud.vpc(instance.region).getVpnGateway(id, signal);
    look.places = [...look.places, { place, gateway }];
    return judged(gateway);
  } catch (error) {
    const evidence = whyUnread(error, signal);
    return isNotFound(error)
      ? verdict('failed', 'tunnel.gateway-gone', { summary: t('{0} was deleted', name), evidence })
      : verdict('degraded', 'tunnel.gateway-unread', { summary: t('{0} could not be looked at', name), evidence });
  }
}

function judged(gateway: VpnGateway): Finding {
  const { name, mode, healthState, lifecycleState } = gateway;
  const addresses = publicAddressesOf(gateway);
  const reasons = [gateway, ...gateway.members].flatMap(({ healthReasons, lifecycleReasons }) => [...healthReasons, ...lifecycleReasons]);
  const evidence = [
    visible(addresses.length === 0 ? t('{0} mode, no public address yet', mode) : t('{0} mode, {1}', mode, addresses.join(', ')), 200),
    t('health: {0}, life: {1}', visible(healthState, 40), visible(lifecycleState, 40)),
    ...reasons.flatMap(({ code, message }) => [message, ...wordsOf(code)]).map((line) => visible(line)),
  ];
  const summary = t('{0} is {1}', visible(name, 80), [healthState, lifecycleState].map((word) => visible(word, 40)).join(', '));
  if (lifecycleState === 'suspended') {
    return verdict('failed', 'tunnel.gateway-suspended', { summary, evidence });
  }
  if (lifecycleState !== 'stable' && lifecycleState !== 'failed') {
    return verdict('failed', lifecycleState === 'deleting' ? 'tunnel.gateway-gone' : 'tunnel.gateway-not-ready', { summary, evidence });
  }
  if (lifecycleState === 'failed' || healthState !== 'ok') {
    return unwell(healthState === 'degraded' ? 'degraded' : 'failed', reasons[0], { summary, evidence });
  }
  const ill = gateway.members.find((member) => !['ok', 'inapplicable'].includes(member.healthState));
  if (ill !== undefined) {
    return verdict('degraded', 'tunnel.gateway-half', { summary: t('one half of {0} is {1}', visible(name, 80), visible(ill.healthState, 40)), evidence });
  }
  return addresses.length === 0 ? verdict('failed', 'tunnel.gateway-not-ready', { summary: t('{0} has no public address yet', visible(name, 80)), evidence })
    : passed(t('{0}, healthy, {1}', visible(name, 80), addresses.join(', ')), evidence);
}

/** With the cloud's own reason for its code: `tunnel.cannot-reserve-ip-address`. */
function unwell(state: 'degraded' | 'failed', reason: StateReason | undefined, seen: { summary: string; evidence: readonly string[] }): Finding {
  const finding = verdict(state, 'tunnel.gateway-unwell', seen);
  if (reason === undefined) {
    return finding;
  }
  const known = gatewayReasonWords(reason.code);
  return {
    ...finding, code: `tunnel.${visible(reason.code, 60).replaceAll('_', '-')}`, cause: known?.cause ?? visible(reason.message),
    remedy: known === undefined ? finding.remedy : { title: known.cure.replace(/\.$/, '') },
  };
}

function wordsOf(code: string): readonly string[] {
  const known = gatewayReasonWords(code);
  return known === undefined ? [] : [known.cause, known.cure];
}

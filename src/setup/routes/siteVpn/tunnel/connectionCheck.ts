import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { StateReason } from '../../../../model/resource';
import { visible } from '../../../../model/text';
import type { VantageCheck } from '../../../../model/vantage';
import type { VpnConnection } from '../../../../model/vpnGateway';
import { connectionReasonWords } from '../../../../model/vpnConnectionReasons';
import { passed } from '../../../tunnel/finding';
import { verdict } from './finding';
import type { Look } from './look';
import { compare } from './remedies';
import { worst } from './worst';

/** Is the tunnel up, as the cloud's side says it? Where not, by which of its reasons. */
export function connectionCheck(look: Look): VantageCheck {
  return { id: 'vpn-connection', title: t('Tunnel to the office'), run: () => Promise.resolve(run(look)) };
}

function run(look: Look): Finding {
  const connections = look.places.flatMap(({ connection }) => connection ?? []);
  if (connections.length === 0) {
    return passed(t('not asked: the VPN connection could not be looked at'));
  }
  const findings = connections.map((connection) => ofConnection(look, connection));
  const [found, up] = [worst(findings), findings.filter(({ state }) => state === 'passed' || state === 'degraded')];
  if (found.state !== 'failed' || up.length === 0) {
    return found;
  }
  // What leads through the others is worth asking.
  return verdict('degraded', 'tunnel.one-of-several', {
    summary: t('{0} of {1} tunnels are up; {2}', up.length, findings.length, found.summary), evidence: found.evidence,
  });
}

function ofConnection({ changed, tools: { environment } }: Look, connection: VpnConnection): Finding {
  const { enabled, status, tunnels } = connection;
  const name = visible(connection.name, 80);
  const up = tunnels.filter((tunnel) => tunnel.status === 'up');
  const reasons = [...connection.reasons, ...tunnels.flatMap((tunnel) => tunnel.reasons)];
  const evidence = [
    ...tunnels.map((tunnel) => t('tunnel of {0}: {1}', visible(tunnel.publicAddress, 40), visible(tunnel.status, 40))),
    ...reasons.map(({ code, message }) => visible(`${code}: ${message}`)), ...changed,
  ];
  if (!enabled) {
    return verdict('failed', 'tunnel.connection-disabled', { summary: t('{0} is switched off', name), evidence });
  }
  if (tunnels.length > 0 && up.length > 0 && up.length < tunnels.length) {
    return verdict('degraded', 'tunnel.one-of-two', { summary: t('{0} of {1} tunnels of {2} are up', up.length, tunnels.length, name), evidence });
  }
  if (status === 'up') {
    return passed(t('{0} is up', name), evidence);
  }
  const isPlayed = environment.madeUp === true && reasons.every(({ code }) => code === 'peer_not_responding');
  return !isPlayed ? down(name, reasons[0], { changed, evidence })
    : verdict('expected', 'tunnel.not-dialled', { summary: t('the office’s gateway has not dialled yet, and the sandbox has no real office'), evidence });
}

/** With the cloud's own reason for its code: `tunnel.ike-policy-mismatch`. */
function down(name: string, reason: StateReason | undefined, { changed, evidence }: { changed: readonly string[]; evidence: readonly string[] }): Finding {
  const known = reason === undefined ? undefined : connectionReasonWords(reason.code);
  const summary = reason === undefined ? t('{0} is down', name)
    : reason.code === 'peer_not_responding' ? t('{0} is down: the office’s gateway has not dialled, or does not answer', name)
      : t('{0} is down: {1}', name, visible(reason.code, 60).replaceAll('_', ' '));
  const finding = verdict('failed', 'tunnel.down', { summary: changed[0] === undefined ? summary : `${summary}; ${changed[0]}`, evidence });
  return reason === undefined ? finding : {
    ...finding, code: `tunnel.${visible(reason.code, 60).replaceAll('_', '-')}`, cause: known?.cause ?? visible(reason.message),
    remedy: remedyFor(reason, known?.cure), evidence: [...evidence, ...known === undefined ? [] : [known.cure]],
  };
}

/** The two sides are held against each other wherever they spoke; one that says nothing has nothing to compare. */
function remedyFor({ code }: StateReason, cure: string | undefined): Finding['remedy'] {
  const isOwn = code === 'peer_not_responding' || code === 'internal_error';
  return cure !== undefined && isOwn ? { title: cure.replace(/\.$/, '') } : compare;
}

import type { Finding, MemberFinding } from '../../model/check';
import { t } from '../../model/l10n';
import type { MemberProbe } from '../memberProbe';
import type { CheckContext } from './check';

/** What a probe has seen so far. */
type Probed = Pick<MemberProbe, 'member' | 'addresses' | 'closed'>;

/** An address that some member's name leads to, and which members do not answer there. */
interface Seen {
  readonly address: string;
  readonly codes: readonly string[];
  readonly closedTo: readonly string[];
  readonly of: number;
}

/**
 * A client takes the addresses of a name in turn, so one that it cannot use costs it something although another one works: what passed
 * is degraded then, with each such address, its zone and the cost. `layer` is what failed there, where only that is new: "tls".
 */
export function weighed(finding: Finding, probes: readonly Probed[], context: CheckContext, layer = ''): Finding {
  const seen = addressesOf(probes, layer);
  const closed = seen.filter(({ closedTo }) => closedTo.length > 0);
  if (finding.state !== 'passed' || closed.length === 0) {
    return finding;
  }
  const overTls = closed.every(({ codes }) => codes.every((code) => code.startsWith('tls.')));
  const names = closed.map((each) => named(each, context)).join(', ');
  const zones = [...new Set(closed.flatMap(({ address }) => zoneOf(address, context) ?? []))];
  const place = zones.length === 0 ? t('on the way there') : t('in {0}', zones.join(t(' and ')));
  return {
    ...finding, state: 'degraded', code: overTls ? 'tls.partial' : 'tcp.partial',
    summary: t('{0} of {1} addresses {2}: {3}', closed.length, seen.length, fails(closed.length, overTls), names),
    cause: t('A client takes the addresses of a name in turn: {0} of {1} new connections {2} '
      + 'before another address is tried, and fail where a client tries only one.', closed.length, seen.length, costOf(closed, overTls)),
    remedy: {
      title: overTls
        ? closed.length === 1
          ? t('Look at the MTU of the way {0} and at what answers at that address, then check again', place)
          : t('Look at the MTU of the way {0} and at what answers at those addresses, then check again', place)
        : t('Look at the network ACL, the routes and the security group {0}, then check again', place),
    },
    members: finding.members?.map((member) => marked(member, { probes, layer, overTls }, context)),
  };
}

function fails(count: number, overTls: boolean): string {
  if (overTls) {
    return count === 1 ? t('brings up no TLS') : t('bring up no TLS');
  }
  return count === 1 ? t('does not answer') : t('do not answer');
}

function addressesOf(probes: readonly Probed[], layer: string): Seen[] {
  return [...new Set(probes.flatMap(({ addresses }) => addresses))].map((address) => {
    const having = probes.filter(({ addresses }) => addresses.includes(address));
    const closed = having.flatMap(({ member, closed: all }) => all
      .filter((each) => each.address === address && each.code.startsWith(layer))
      .map(({ code }) => ({ code, host: member.host })));
    return { address, codes: closed.map(({ code }) => code), closedTo: closed.map(({ host }) => host), of: having.length };
  });
}

function named({ address, closedTo, of }: Seen, context: CheckContext): string {
  return `${placed(address, context)}${closedTo.length === of ? '' : t(' for {0} of {1} {2}', closedTo.length, of, context.words.members)}`;
}

function placed(address: string, context: CheckContext): string {
  const zone = zoneOf(address, context);
  return `${address}${zone === undefined ? '' : ` (${zone})`}`;
}

function zoneOf(address: string, { gateways }: CheckContext): string | undefined {
  return gateways.flatMap(({ zones }) => zones?.[address] ?? [])[0];
}

/** A silence lasts as long as the client waits; a refusal is told at once. */
function costOf(closed: readonly Seen[], overTls: boolean): string {
  return overTls ? t('end without TLS') : closed.some(({ codes }) => codes.includes('tcp.timeout')) ? t('wait for their time-out') : t('are refused');
}

function marked(
  finding: MemberFinding, { probes, layer, overTls }: { probes: readonly Probed[]; layer: string; overTls: boolean }, context: CheckContext,
): MemberFinding {
  const probe = probes.find(({ member }) => member.host === finding.member.host && member.port === finding.member.port);
  const closed = probe?.closed.filter(({ code }) => code.startsWith(layer)).map(({ address }) => placed(address, context)) ?? [];
  return closed.length === 0 ? finding : { ...finding, partly: `${closed.join(', ')} ${fails(closed.length, overTls)}` };
}

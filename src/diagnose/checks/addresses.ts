import type { Finding, MemberFinding } from '../../model/check';
import { t } from '../../model/l10n';
import type { MemberProbe } from '../memberProbe';
import { closedWords, costWords, partlyWords, type Met } from './addressWords';
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
  const met = metAt(closed);
  const overTls = met === 'no-tls';
  const names = closed.map((each) => named(each, context)).join(', ');
  const zones = [...new Set(closed.flatMap(({ address }) => zoneOf(address, context) ?? []))];
  const place = zones.length === 0 ? t('on the way there') : t('in {0}', zones.join(t(' and ')));
  return {
    ...finding, state: 'degraded', code: overTls ? 'tls.partial' : 'tcp.partial',
    summary: closedWords(met, closed.length, seen.length, names),
    cause: costWords(met, closed.length, seen.length),
    remedy: {
      title: overTls
        ? closed.length === 1
          ? t('Look at the MTU of the way {0} and at what answers at that address, then check again', place)
          : t('Look at the MTU of the way {0} and at what answers at those addresses, then check again', place)
        : t('Look at the network ACL, the routes and the security group {0}, then check again', place),
    },
    members: finding.members?.map((member) => marked(member, { probes, layer, met }, context)),
  };
}

function metAt(closed: readonly Seen[]): Met {
  const codes = closed.flatMap((each) => each.codes);
  return codes.every((code) => code.startsWith('tls.')) ? 'no-tls' : codes.includes('tcp.timeout') ? 'silence' : 'refusal';
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

function marked(
  finding: MemberFinding, { probes, layer, met }: { probes: readonly Probed[]; layer: string; met: Met }, context: CheckContext,
): MemberFinding {
  const probe = probes.find(({ member }) => member.host === finding.member.host && member.port === finding.member.port);
  const closed = probe?.closed.filter(({ code }) => code.startsWith(layer)).map(({ address }) => placed(address, context)) ?? [];
  return closed.length === 0 ? finding : { ...finding, partly: partlyWords(met, closed) };
}

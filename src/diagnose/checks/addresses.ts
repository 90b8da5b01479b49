import type { Finding, MemberFinding } from '../../model/check';
import type { MemberProbe } from '../memberProbe';
import type { CheckContext } from './check';

/** An address that some member's name leads to, and which members do not answer there. */
interface Seen {
  readonly address: string;
  readonly codes: readonly string[];
  readonly closedTo: readonly string[];
  readonly of: number;
}

/**
 * A client takes the addresses of a name in turn, so one that does not answer costs it something although another one does:
 * what passed is degraded then, with each such address, its zone and the cost.
 */
export function weighed(finding: Finding, probes: readonly MemberProbe[], context: CheckContext): Finding {
  const seen = addressesOf(probes);
  const closed = seen.filter(({ closedTo }) => closedTo.length > 0);
  if (finding.state !== 'passed' || closed.length === 0) {
    return finding;
  }
  const silent = closed.map((each) => named(each, context)).join(', ');
  const summary = `${closed.length} of ${seen.length} addresses ${closed.length === 1 ? 'does' : 'do'} not answer: ${silent}`;
  const zones = [...new Set(closed.flatMap(({ address }) => zoneOf(address, context) ?? []))];
  const place = zones.length === 0 ? 'on the way there' : `in ${zones.join(' and ')}`;
  return {
    ...finding, state: 'degraded', code: 'tcp.partial', summary,
    cause: `A client takes the addresses of a name in turn: ${closed.length} of ${seen.length} new connections ${costOf(closed)} `
      + 'before another address is tried, and fail where a client tries only one.',
    remedy: { title: `Look at the network ACL, the routes and the security group ${place}, then check again` },
    members: finding.members?.map((member) => marked(member, probes, context)),
  };
}

function addressesOf(probes: readonly MemberProbe[]): Seen[] {
  return [...new Set(probes.flatMap(({ addresses }) => addresses))].map((address) => {
    const having = probes.filter(({ addresses }) => addresses.includes(address));
    const closed = having.flatMap(({ member, closed: all }) => all.filter((each) => each.address === address).map(({ code }) => ({ code, host: member.host })));
    return { address, codes: closed.map(({ code }) => code), closedTo: closed.map(({ host }) => host), of: having.length };
  });
}

function named({ address, closedTo, of }: Seen, context: CheckContext): string {
  return `${placed(address, context)}${closedTo.length === of ? '' : ` for ${closedTo.length} of ${of} ${context.words.members}`}`;
}

function placed(address: string, context: CheckContext): string {
  const zone = zoneOf(address, context);
  return `${address}${zone === undefined ? '' : ` (${zone})`}`;
}

function zoneOf(address: string, { gateways }: CheckContext): string | undefined {
  return gateways.flatMap(({ zones }) => zones?.[address] ?? [])[0];
}

/** A silence lasts as long as the client waits; a refusal is told at once. */
function costOf(closed: readonly Seen[]): string {
  return closed.some(({ codes }) => codes.includes('tcp.timeout')) ? 'wait for their time-out' : 'are refused';
}

function marked(finding: MemberFinding, probes: readonly MemberProbe[], context: CheckContext): MemberFinding {
  const probe = probes.find(({ member }) => member.host === finding.member.host && member.port === finding.member.port);
  const closed = probe?.closed.map(({ address }) => placed(address, context)) ?? [];
  return closed.length === 0 ? finding : { ...finding, partly: `${closed.join(', ')} ${closed.length === 1 ? 'does' : 'do'} not answer` };
}

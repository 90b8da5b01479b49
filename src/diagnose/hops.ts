import type { CheckState, Hop, HopState } from '../model/check';
import type { HostPort } from '../model/instance';
import { t } from '../model/l10n';
import type { Path, Place, PlaceKind } from '../model/path';
import { gatewayAt, type Gateway } from './gateway';
import { memberName } from './memberName';
import { seenFromMeant, type SeenFromMeant } from './meant';
import type { Outcome } from './outcome';

/** The part of a request that the picture is drawn from. */
export interface Drawn {
  readonly path: Path;
  readonly vantages: { readonly meant: string };
  readonly gateways?: readonly Gateway[] | undefined;
  readonly service: { readonly words: { readonly member: string } };
  readonly checks: { readonly provesMembers: string };
}

type Stand = Pick<Hop, 'state' | 'detail' | 'milliseconds'>;

const whatOf: Readonly<Record<Exclude<PlaceKind, 'member'>, string>> = {
  machine: t('machine'), 'virtual-server': t('server'), 'vpn-server': t('VPN server'), 'vpn-gateway': t('VPN gateway'),
  'office-gateway': t('office gateway'), 'endpoint-gateway': t('gateway'),
};
const unknown: Stand = { state: 'unknown', detail: t('not asked yet') };
const notReached: Stand = { state: 'not-reached', detail: t('not reached') };

/** The path as the vantage that is meant sees it, with a hop for each member at its end. Behind a break all is "not reached". */
export function hopsOf(drawn: Drawn, members: readonly HostPort[], outcomes: readonly Outcome[]): Hop[] {
  const seen = seenFromMeant(drawn.vantages.meant, outcomes);
  return drawn.path.reduce<Hop[]>((hops, place) => [
    ...hops,
    ...place.kind === 'member' ? memberHops(drawn, place, members, seen, hops) : [placeHop(drawn, place, place.kind, seen, hops)],
  ], []);
}

function placeHop(drawn: Drawn, place: Place, kind: Exclude<PlaceKind, 'member'>, seen: SeenFromMeant, before: readonly Hop[]): Hop {
  const name = kind === 'endpoint-gateway' ? comeThrough(drawn, seen)?.name ?? place.name : place.name;
  return { id: place.id, kind, what: whatOf[kind], name, ...before.some(isBroken) ? notReached : placeStand(drawn, place, seen) };
}

function memberHops({ service, checks }: Drawn, place: Place, members: readonly HostPort[], seen: SeenFromMeant, before: readonly Hop[]): Hop[] {
  const proven = before.every(({ state }) => works(state)) && works(seen.of(checks.provesMembers)?.result.state);
  return members.map((member, index): Hop => ({
    id: `${place.id}-${index}`, kind: 'member', what: service.words.member, name: memberName(member),
    ...before.some(isBroken) ? notReached : memberStand(member, seen, proven),
  }));
}

function isBroken({ state }: Hop): boolean {
  return state === 'broken' || state === 'not-reached';
}

/** What tells of a place: its own checks where it has some, otherwise what shows that one came through it. */
function placeStand(drawn: Drawn, { kind, checks = [] }: Place, seen: SeenFromMeant): Stand {
  if (checks.length > 0) {
    return checkedStand(checks, seen);
  }
  if (kind === 'machine') {
    return seen.started ? { state: 'ok', detail: t('probes from here') } : unknown;
  }
  if (kind === 'endpoint-gateway') {
    return gatewayStand(drawn, seen);
  }
  return seen.of('tcp')?.members.some(({ passed }) => passed) === true ? { state: 'ok', detail: t('ok') } : unknown;
}

function checkedStand(checks: readonly string[], seen: SeenFromMeant): Stand {
  const results = checks.flatMap((check) => seen.of(check)?.result ?? []);
  const wrong = results.find(({ state }) => state === 'failed' || state === 'expected');
  if (wrong !== undefined) {
    return { state: wrong.state === 'failed' ? 'broken' : 'not-reached', detail: wrong.summary, milliseconds: wrong.milliseconds };
  }
  const last = results.at(-1);
  return last !== undefined && results.every(({ state }) => works(state))
    ? { state: 'ok', detail: worded(last.summary, t('ok')), milliseconds: last.milliseconds } : unknown;
}

/** The gateway is where names lead to and where the port is open or closed for all members alike. */
function gatewayStand(drawn: Drawn, seen: SeenFromMeant): Stand {
  const names = seen.of('names')?.result;
  if (names?.state === 'failed' || names?.state === 'expected') {
    return { state: names.state === 'failed' ? 'broken' : 'not-reached', detail: names.summary };
  }
  const tcp = seen.of('tcp');
  if (tcp === undefined || tcp.members.length === 0) {
    return unknown;
  }
  const times = tcp.members.filter(({ passed }) => passed).map(({ milliseconds }) => milliseconds);
  if (times.length === 0) {
    return { state: tcp.result.state === 'expected' ? 'not-reached' : 'broken', detail: tcp.result.summary };
  }
  const milliseconds = Math.min(...times);
  return tcp.result.state === 'degraded'
    ? { state: 'degraded', detail: tcp.result.summary, milliseconds }
    : { state: 'ok', detail: worded(comeThrough(drawn, seen)?.addresses.join(', ') ?? '', t('ok')), milliseconds };
}

/** Of several gateways to the instance the one that the names lead to. */
function comeThrough({ gateways = [] }: Drawn, seen: SeenFromMeant): Gateway | undefined {
  return gatewayAt(gateways, (seen.of('names')?.members ?? []).flatMap(({ addresses = [] }) => addresses));
}

function works(state: HopState | CheckState | undefined): boolean {
  return state === 'ok' || state === 'passed' || state === 'degraded';
}

/** A member's state is that of the last check that told of it by name. */
function memberStand(member: HostPort, seen: SeenFromMeant, proven: boolean): Stand {
  const told = seen.outcomes.flatMap(({ members }) => members.filter((each) => each.member.host === member.host && each.member.port === member.port));
  const failed = told.find(({ passed }) => !passed);
  if (failed !== undefined) {
    return { state: 'broken', detail: failed.detail };
  }
  const last = told.at(-1);
  if (last !== undefined && proven) {
    const { partly, milliseconds } = last;
    return partly === undefined ? { state: 'ok', detail: t('ok'), milliseconds } : { state: 'degraded', detail: partly, milliseconds };
  }
  if (seen.firstFailed !== undefined) {
    return { state: 'not-reached', detail: t('not asked further: {0} failed', seen.firstFailed.result.title) };
  }
  return seen.firstUnasked === undefined ? unknown : { state: 'unknown', detail: t('not asked further: {0}', seen.firstUnasked.result.summary) };
}

function worded(text: string, otherwise: string): string {
  return text === '' ? otherwise : text;
}

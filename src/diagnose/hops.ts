import type { Hop, HopState } from '../model/check';
import type { HostPort } from '../model/instance';
import type { Outcome } from './outcome';
import { wayOf, type Way } from './way';

/** The part of a request that the picture is drawn from. */
export interface Places {
  readonly machine: { readonly name: string };
  readonly server?: { readonly name: string } | undefined;
  readonly gateway?: { readonly name: string; readonly addresses: readonly string[] } | undefined;
  readonly instance: { readonly name: string; readonly access: string };
}

/** The picture of the way that the user means to use: machine, server, gateway, brokers. Behind a break all is "not reached". */
export function hopsOf(places: Places, brokers: readonly HostPort[], outcomes: readonly Outcome[]): Hop[] {
  const way = wayOf(places, outcomes);
  const before: Hop[] = [
    { id: 'machine', kind: 'machine', name: places.machine.name, state: way.started ? 'ok' : 'unknown', detail: way.started ? 'probes from here' : 'not asked yet' },
    ...serverHop(places, way),
    ...gatewayHop(places, way),
  ];
  const reached = before.every((hop) => hop.state === 'ok');
  const broken = before.some((hop) => hop.state === 'broken');
  return [...before, ...brokers.map((broker, index) => brokerHop(broker, index, way, broken, reached))];
}

function serverHop(places: Places, way: Way): Hop[] {
  if (places.server === undefined) {
    return [];
  }
  const result = way.of('server')?.result;
  const state = stateOf(result?.state);
  return [{ id: 'server', kind: 'server', name: places.server.name, state, detail: worded(result?.summary, waitingText(state)), milliseconds: result?.milliseconds }];
}

/** The gateway is where names lead to and where the port is open or closed for all brokers alike. */
function gatewayHop(places: Places, way: Way): Hop[] {
  const { gateway, instance } = places;
  if (gateway === undefined && instance.access !== 'private') {
    return [];
  }
  const base = { id: 'gateway', kind: 'gateway' as const, name: gateway?.name ?? 'endpoint gateway' };
  const [names, tcp] = [way.of('names'), way.of('tcp')];
  if (way.of('server')?.result.state === 'failed') {
    return [{ ...base, state: 'not-reached', detail: waitingText('not-reached') }];
  }
  if (names?.result.state === 'failed' || names?.result.state === 'expected') {
    return [{ ...base, state: 'broken', detail: names.result.summary }];
  }
  const allClosed = tcp !== undefined && tcp.brokers.length > 0 && tcp.brokers.every((broker) => !broker.passed);
  if (allClosed) {
    return [{ ...base, state: 'broken', detail: tcp.result.summary }];
  }
  const state = tcp !== undefined && tcp.brokers.length > 0 ? 'ok' : 'unknown';
  const addresses = gateway?.addresses.join(', ') ?? '';
  return [{ ...base, state, detail: state === 'ok' ? worded(addresses, 'ok') : waitingText(state), milliseconds: state === 'ok' ? fastest(way) : undefined }];
}

/** A broker's state is that of the last rung that told of it by name. */
function brokerHop(broker: HostPort, index: number, way: Way, behind: boolean, reached: boolean): Hop {
  const base = { id: `broker-${index}`, kind: 'broker' as const, name: broker.host.split('.')[0] ?? broker.host };
  if (behind) {
    return { ...base, state: 'not-reached', detail: 'not reached' };
  }
  const told = way.outcomes.flatMap((outcome) => outcome.brokers.filter((each) => each.broker.host === broker.host && each.broker.port === broker.port));
  const failed = told.find((each) => !each.passed);
  if (failed !== undefined) {
    return { ...base, state: 'broken', detail: failed.detail };
  }
  const last = told.at(-1);
  if (last !== undefined && reached && way.of('brokers')?.result.state === 'passed') {
    return { ...base, state: 'ok', detail: 'ok', milliseconds: last.milliseconds };
  }
  return way.firstFailed === undefined
    ? { ...base, state: 'unknown', detail: waitingText('unknown') }
    : { ...base, state: 'not-reached', detail: `not asked further: ${way.firstFailed.result.title} failed` };
}

function fastest(way: Way): number | undefined {
  const times = way.of('tcp')?.brokers.filter((broker) => broker.passed).map((broker) => broker.milliseconds) ?? [];
  return times.length > 0 ? Math.min(...times) : undefined;
}

function stateOf(state: string | undefined): HopState {
  return state === 'passed' ? 'ok' : state === 'failed' ? 'broken' : 'unknown';
}

function worded(text: string | undefined, otherwise: string): string {
  return text === undefined || text === '' ? otherwise : text;
}

function waitingText(state: HopState): string {
  return state === 'not-reached' ? 'not reached' : 'not asked yet';
}

import type { Headline } from '../model/check';
import { visible } from '../model/text';
import type { Outcome } from './outcome';
import type { BrokerFinding } from './checks/check';
import { wayOf, type Way } from './way';

/** The part of a request that the sentence needs. */
export interface Subject {
  readonly instance: { readonly name: string };
  readonly machine: { readonly name: string };
  readonly server?: { readonly name: string } | undefined;
}

/** One sentence: the first broken hop of the way that the user means to use, or that all passed. */
export function headlineOf(subject: Subject, outcomes: readonly Outcome[], clusterId: string | undefined): Headline {
  const way = wayOf(subject, outcomes);
  const from = subject.server?.name ?? subject.machine.name;
  const name = visible(subject.instance.name, 100);
  if (way.firstFailed !== undefined) {
    return broken(way.firstFailed, `${name} cannot be used from ${from}`);
  }
  const calm = way.outcomes.find(({ result }) => result.state === 'expected');
  if (calm !== undefined) {
    return broken(calm, `${name} cannot be reached from ${from}`);
  }
  if (!way.finished) {
    return { state: 'running', text: `Checking ${name} from ${from}…` };
  }
  const unasked = way.outcomes.find(({ result }) => result.state === 'not-run');
  if (unasked !== undefined) {
    return { ...broken(unasked, `${name} answers ${from}, but not all could be checked`), state: 'unknown' };
  }
  return { state: 'passed', code: 'ok', text: passed(name, from, clusterId, way) };
}

function broken({ result }: Outcome, text: string): Headline {
  return { state: 'failed', text: `${text}: ${result.summary}.`, code: result.code, cause: result.cause, remedy: result.remedy };
}

function passed(name: string, from: string, clusterId: string | undefined, way: Way): string {
  const slowest = slowestOf(way.of('brokers')?.brokers ?? []);
  const cluster = clusterId === undefined ? '' : ` is cluster ${visible(clusterId, 80)} and`;
  const time = slowest === undefined ? '' : `; the slowest broker, ${visible(slowest.broker.host.split('.')[0] ?? '', 60)}, took ${slowest.milliseconds} ms`;
  return `${name}${cluster} works from ${from}${time}.`;
}

function slowestOf(brokers: readonly BrokerFinding[]): BrokerFinding | undefined {
  return brokers.reduce<BrokerFinding | undefined>(
    (slowest, broker) => (slowest === undefined || broker.milliseconds > slowest.milliseconds ? broker : slowest), undefined,
  );
}

import type { Report, VantageView } from '../model/check';
import type { Check, Finding } from './checks/check';
import { headlineOf } from './headline';
import { hopsOf } from './hops';
import type { Outcome } from './outcome';
import type { CheckRequest } from './request';

/** Keeps every result in one stable order, from "waiting" on, and tells the listener after each change. */
export class Board {
  readonly #outcomes: Outcome[];
  readonly #vantages: VantageView[];
  readonly #checkedAt = new Date().toISOString();
  #cluster: { readonly id: string | undefined; readonly brokers: Report['brokers'] } | undefined;

  constructor(
    private readonly request: CheckRequest,
    ladders: readonly { readonly vantage: VantageView; readonly checks: readonly Check[] }[],
    private readonly onUpdate: (report: Report) => void,
  ) {
    this.#vantages = ladders.map(({ vantage }) => vantage);
    this.#outcomes = ladders.flatMap(({ vantage, checks }) => checks.map((check): Outcome => ({
      result: { check: check.id, vantage: vantage.id, title: check.title, state: 'waiting', code: 'waiting', summary: '', evidence: [] },
      brokers: [],
    })));
    this.#tell();
  }

  running(vantage: VantageView['id'], check: Check): void {
    this.#replace(vantage, check, (old) => ({ ...old, result: { ...old.result, state: 'running', code: 'running' } }));
  }

  found(vantage: VantageView['id'], check: Check, finding: Finding, milliseconds?: number): void {
    const { brokers = [], ...seen } = finding;
    this.#replace(vantage, check, () => ({
      result: { check: check.id, vantage, title: check.title, ...seen, milliseconds }, brokers,
    }));
  }

  /** The whole vantage could not be used: why. */
  unusable(id: VantageView['id'], why: string): void {
    const at = this.#vantages.findIndex((vantage) => vantage.id === id);
    const old = this.#vantages[at];
    if (old !== undefined) {
      this.#vantages[at] = { ...old, unusable: why };
    }
  }

  /** The cluster as either vantage saw it; the picture shows its brokers from then on. */
  cluster(id: string | undefined, brokers: Report['brokers']): void {
    this.#cluster ??= { id, brokers };
  }

  report(): Report {
    const { instance, connectionId } = this.request;
    const brokers = this.#cluster?.brokers ?? instance.bootstrap;
    return {
      instance: { crn: instance.crn, name: instance.name, region: instance.region, description: described(this.request) },
      connectionId,
      checkedAt: this.#checkedAt,
      vantages: [...this.#vantages],
      hops: hopsOf(this.request, brokers, this.#outcomes),
      results: this.#outcomes.map((outcome) => outcome.result),
      headline: headlineOf(this.request, this.#outcomes, this.#cluster?.id),
      clusterId: this.#cluster?.id,
      brokers,
    };
  }

  #replace(vantage: VantageView['id'], check: Check, change: (old: Outcome) => Outcome): void {
    const at = this.#outcomes.findIndex(({ result }) => result.vantage === vantage && result.check === check.id);
    const old = this.#outcomes[at];
    if (old !== undefined) {
      this.#outcomes[at] = change(old);
      this.#tell();
    }
  }

  #tell(): void {
    this.onUpdate(this.report());
  }
}

function described({ instance }: CheckRequest): string {
  return instance.generation === undefined ? 'Event Streams' : `Event Streams Gen ${instance.generation}`;
}

import type { CheckRow, Finding, Report, VantageView } from '../model/check';
import type { Known } from './checks/check';
import type { Outcome } from './outcome';
import { headlineOf } from './headline';
import { hopsOf } from './hops';
import type { CheckRequest } from './request';
import { rowsOf } from './rows';

/** What is asked from where. */
export interface Asked {
  readonly vantage: VantageView;
  readonly checks: readonly CheckRow[];
}

/** The report as it grows: every result in one stable order, from "waiting" on. It tells the listener after each change. */
export class RunningReport {
  readonly #outcomes: Outcome[];
  readonly #vantages: VantageView[];
  readonly #rows: readonly CheckRow[];
  readonly #checkedAt = new Date().toISOString();
  #known: Known | undefined;

  constructor(private readonly request: CheckRequest, asked: readonly Asked[], private readonly onUpdate: (report: Report) => void) {
    this.#vantages = asked.map(({ vantage: { id, name } }) => ({ id, name }));
    this.#rows = rowsOf(asked.map(({ checks }) => checks));
    this.#outcomes = asked.flatMap(({ vantage, checks }) => checks.map(({ id, title }): Outcome => ({
      result: { check: id, vantage: vantage.id, title, state: 'waiting', code: 'waiting', summary: '', evidence: [] },
      members: [],
    })));
    this.#tell();
  }

  running(vantage: string, check: string): void {
    this.#replace(vantage, check, (old) => ({ ...old, result: { ...old.result, state: 'running', code: 'running' } }));
  }

  found(vantage: string, check: string, finding: Finding, milliseconds?: number): void {
    const { members = [], ...seen } = finding;
    this.#replace(vantage, check, ({ result: { title } }) => ({ result: { check, vantage, title, ...seen, milliseconds }, members }));
  }

  /** The whole vantage could not be used: why. */
  unusable(id: string, why: string): void {
    const at = this.#vantages.findIndex((vantage) => vantage.id === id);
    const old = this.#vantages[at];
    if (old !== undefined) {
      this.#vantages[at] = { ...old, unusable: why };
    }
  }

  /** The instance as the first vantage saw it that could ask. */
  learnt(known: Known): void {
    this.#known ??= known;
  }

  report(): Report {
    const { request } = this;
    const { instance } = request;
    const members = this.#known?.members ?? instance.members;
    return {
      instance: { crn: instance.crn, name: instance.name, region: instance.region, description: described(request) },
      connectionId: request.connectionId,
      checkedAt: this.#checkedAt,
      vantages: [...this.#vantages],
      meant: request.vantages.meant,
      checks: this.#rows,
      hops: hopsOf(request, members, this.#outcomes),
      results: this.#outcomes.map(({ result }) => result),
      headline: headlineOf(request, this.#outcomes),
      identity: this.#known?.identity,
      members,
    };
  }

  #replace(vantage: string, check: string, change: (old: Outcome) => Outcome): void {
    const at = this.#outcomes.findIndex(({ result }) => result.vantage === vantage && result.check === check);
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

function described({ service, instance }: CheckRequest): string {
  return [service.words.title, instance.edition].filter((part) => part !== '').join(' ');
}

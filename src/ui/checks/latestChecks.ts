import type { Report } from '../../model/check';
import type { Instance } from '../../model/instance';
import type { PanelState } from '../../model/panel';
import type { Snippet } from '../../model/snippet';
import { cutShort } from '../../diagnose/cutShort';
import { outdated } from '../../diagnose/outdated';
import type { Session } from '../session/session';
import type { CheckTarget } from './checkTarget';

export interface LatestChecksDependencies {
  session(): Promise<Session>;
  snippets(instance: Instance, session: Session, connectionId: string | undefined): Promise<readonly Snippet[]>;
  /** Called with each new state. */
  show(state: PanelState): void;
}

interface Latest {
  state: PanelState | undefined;
  running: AbortController | undefined;
}

/** The latest check of each instance: what the panel shows, and what Copy Report copies. */
export class LatestChecks {
  readonly #byInstance = new Map<string, Latest>();
  #last: CheckTarget | undefined;

  constructor(private readonly dependencies: LatestChecksDependencies) {}

  /** What was checked last, for commands that are given nothing. */
  get last(): CheckTarget | undefined {
    return this.#last;
  }

  state(target: CheckTarget): PanelState | undefined {
    return this.#byInstance.get(target.instanceCrn)?.state;
  }

  /** Runs the checks, ending a run of the same instance that is still going. */
  async check(target: CheckTarget, signal: AbortSignal): Promise<Report> {
    this.#last = target;
    const latest = this.#of(target);
    const former = latest.running;
    const controller = new AbortController();
    latest.running = controller;
    former?.abort();
    try {
      const session = await this.dependencies.session();
      const instance = await session.cloud.resources.getInstance(target.instanceCrn, signal);
      const snippets = await this.dependencies.snippets(instance, session, target.connectionId);
      const update = (report: Report, running: boolean): void => {
        if (latest.running === controller) {
          const { testMessage, clientMessage } = latest.state ?? {};
          this.#show(latest, { report, running, snippets, testMessage, clientMessage });
        }
      };
      const either = AbortSignal.any([signal, controller.signal]);
      const report = await session.checks.run(instance, target.connectionId, (partial) => update(partial, true), either);
      update(report, false);
      return report;
    } finally {
      if (latest.running === controller) {
        latest.running = undefined;
        if (latest.state?.running === true) {
          // It ended before its end: cancelled, or by a failure that is told besides.
          this.#show(latest, { ...latest.state, running: false, report: cutShort(latest.state.report) });
        }
      }
    }
  }

  /** Whether there was one to cancel. What it has seen by then stays. */
  cancel({ instanceCrn }: CheckTarget): boolean {
    const running = this.#byInstance.get(instanceCrn)?.running;
    running?.abort();
    return running !== undefined;
  }

  /** Puts what a test message said beside the checks. */
  said(target: CheckTarget, testMessage: { readonly ok: boolean; readonly text: string }): void {
    const latest = this.#of(target);
    if (latest.state !== undefined) {
      this.#show(latest, { ...latest.state, testMessage });
    }
  }

  /** Puts what was done with a client's configuration beside it. */
  did(target: CheckTarget, clientMessage: { readonly client: string; readonly text: string }): void {
    const latest = this.#of(target);
    if (latest.state !== undefined) {
      this.#show(latest, { ...latest.state, clientMessage });
    }
  }

  /** What a panel showed before a reload of the window, as long as nothing newer is known. What was running then runs no more. */
  restore(target: CheckTarget, state: PanelState): void {
    const latest = this.#of(target);
    const { report } = state;
    latest.state ??= { ...state, running: false, report: report.headline.state === 'running' ? cutShort(report) : report };
  }

  /** Something of the connection was changed: what was seen before says nothing of now. `since` is "It was undone". */
  changed({ instanceCrn, connectionId }: CheckTarget, since: string): void {
    const latest = this.#byInstance.get(instanceCrn);
    const { state } = latest ?? {};
    if (latest !== undefined && state !== undefined && !state.running && state.report.connectionId === connectionId) {
      this.#show(latest, { ...state, report: outdated(state.report, since), testMessage: undefined });
    }
  }

  /** Another account: nothing of the former one stays. */
  clear(): void {
    this.#byInstance.forEach(({ running }) => running?.abort());
    this.#byInstance.clear();
    this.#last = undefined;
  }

  #of(target: CheckTarget): Latest {
    const latest = this.#byInstance.get(target.instanceCrn) ?? { state: undefined, running: undefined };
    this.#byInstance.set(target.instanceCrn, latest);
    return latest;
  }

  #show(latest: Latest, state: PanelState): void {
    latest.state = state;
    this.dependencies.show(state);
  }
}

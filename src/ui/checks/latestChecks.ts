import type { Report } from '../../model/check';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { PanelState } from '../../model/panel';
import type { Snippet } from '../../model/snippet';
import { cutShort } from '../../diagnose/cutShort';
import { outdated } from '../../diagnose/outdated';
import { isSetUp } from '../activity/runNode';
import { inTime } from '../inTime';
import type { Session } from '../session/session';
import type { CheckTarget } from './checkTarget';

export interface LatestChecksDependencies {
  session(): Promise<Session>;
  snippets(instance: Instance, session: Session, connectionId: string | undefined): Promise<readonly Snippet[]>;
  /** Called with each new state. */
  show(state: PanelState): void;
  log(what: string, error: unknown): void;
}

const limitMs = 30_000;

/** What can be done beside the checks. */
type Offered = Pick<PanelState, 'snippets' | 'connected'>;

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
      const { instance, ...offered } = await this.#offered(session, target, signal);
      const update = (report: Report, running: boolean): void => {
        if (latest.running === controller) {
          const { testMessage, clientMessage } = latest.state ?? {};
          this.#show(latest, { report, running, ...offered, testMessage, clientMessage });
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

  /**
   * Something of the connection was changed: what was seen before says nothing of now, at once, and what is offered beside it is made
   * anew. `since` is "It was undone".
   */
  async changed(target: CheckTarget, since: string): Promise<void> {
    const latest = this.#byInstance.get(target.instanceCrn);
    const { state } = latest ?? {};
    if (latest === undefined || state === undefined || state.running || state.report.connectionId !== target.connectionId) {
      return;
    }
    const marked = { ...state, report: outdated(state.report, since), connected: undefined, testMessage: undefined };
    this.#show(latest, marked);
    const offered = await this.#offeredNow(target);
    // A check that was begun meanwhile, or another change, knows better.
    if (latest.state?.report === marked.report) {
      this.#show(latest, { ...latest.state, ...offered });
    }
  }

  /** Another account: nothing of the former one stays. */
  clear(): void {
    this.#byInstance.forEach(({ running }) => running?.abort());
    this.#byInstance.clear();
    this.#last = undefined;
  }

  /** What leads to the instance is used as it is now, or not at all. */
  async #offeredNow(target: CheckTarget): Promise<Offered> {
    const what = t('Could not renew the client configurations');
    try {
      const session = await this.dependencies.session();
      const { snippets, connected } = await inTime(what, limitMs, (signal) => this.#offered(session, target, signal));
      return { snippets, connected };
    } catch (error) {
      this.dependencies.log(what, error);
      return { snippets: [], connected: undefined };
    }
  }

  async #offered(session: Session, { instanceCrn, connectionId }: CheckTarget, signal: AbortSignal): Promise<Offered & { readonly instance: Instance }> {
    const instance = await session.cloud.resources.getInstance(instanceCrn, signal);
    const snippets = await this.dependencies.snippets(instance, session, connectionId);
    return { instance, snippets, connected: isSetUp(session.setup.views(), connectionId) ? true : undefined };
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

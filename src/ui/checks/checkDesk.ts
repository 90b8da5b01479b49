import type { Report } from '../../model/check';
import type { EventStreamsInstance } from '../../model/instance';
import type { PanelState } from '../../model/panel';
import type { Snippet } from '../../model/snippet';
import type { Session } from '../session/session';
import type { CheckTarget } from './checkRunner';

/** What a panel is about, as plain data that survives a reload of the window. */
export interface DeskTarget {
  readonly instanceCrn: string;
  readonly instanceName: string;
  readonly connectionId?: string | undefined;
}

export interface DeskDependencies {
  session(): Promise<Session>;
  snippets(instance: EventStreamsInstance, session: Session): Promise<readonly Snippet[]>;
  /** Called with each new state. */
  show(state: PanelState): void;
}

interface Place {
  state: PanelState | undefined;
  running: AbortController | undefined;
}

/** The newest check of each instance: what the panel shows, and what Copy Report copies. */
export class CheckDesk {
  readonly #places = new Map<string, Place>();
  #last: DeskTarget | undefined;

  constructor(private readonly dependencies: DeskDependencies) {}

  /** What was checked last, for commands that are given nothing. */
  get last(): DeskTarget | undefined {
    return this.#last;
  }

  state(target: DeskTarget): PanelState | undefined {
    return this.#places.get(target.instanceCrn)?.state;
  }

  /** Runs the checks, ending a run of the same instance that is still going. */
  async check(target: DeskTarget, signal: AbortSignal): Promise<Report | undefined> {
    this.#last = target;
    const place = this.#place(target);
    const former = place.running;
    const controller = new AbortController();
    place.running = controller;
    former?.abort();
    try {
      const session = await this.dependencies.session();
      const what = await checkTarget(target, session, signal);
      const snippets = await this.dependencies.snippets(what.instance, session);
      const update = (report: Report, running: boolean): void => {
        if (place.running === controller) {
          this.#show(place, { report, running, snippets, testMessage: place.state?.testMessage });
        }
      };
      const report = await session.checks.run(what, (partial) => update(partial, true), AbortSignal.any([signal, controller.signal]));
      update(report, false);
      return report;
    } finally {
      if (place.running === controller) {
        place.running = undefined;
        if (place.state?.running === true) {
          this.#show(place, { ...place.state, running: false });
        }
      }
    }
  }

  /** Puts what a test message said beside the checks. */
  said(target: DeskTarget, testMessage: { readonly ok: boolean; readonly text: string }): void {
    const place = this.#place(target);
    if (place.state !== undefined) {
      this.#show(place, { ...place.state, testMessage });
    }
  }

  /** Another account: nothing of the former one stays. */
  clear(): void {
    this.#places.forEach(({ running }) => running?.abort());
    this.#places.clear();
    this.#last = undefined;
  }

  #place(target: DeskTarget): Place {
    const place = this.#places.get(target.instanceCrn) ?? { state: undefined, running: undefined };
    this.#places.set(target.instanceCrn, place);
    return place;
  }

  #show(place: Place, state: PanelState): void {
    place.state = state;
    this.dependencies.show(state);
  }
}

/** The instance as the API describes it now, with the connection that the target names. */
export async function checkTarget(target: DeskTarget, session: Session, signal: AbortSignal): Promise<CheckTarget> {
  const connection = session.setup.connections().find(({ id }) => id === target.connectionId);
  return { instance: await session.cloud.resources.getInstance(target.instanceCrn, signal), connection };
}

import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Connections } from './connections';
import type { Clock } from './dependencies';
import { Contexts } from './engine/contexts';
import { goWith } from './engine/goWith';
import { handOver, type Stays } from './engine/handOver';
import { KeyedLock } from './engine/lock';
import { markAsOurs } from './engine/mark';
import type { OneAtATime } from './engine/oneAtATime';
import { changedSince, replacingFailure, unseen } from './engine/planChanged';
import { blockedFailure, planSteps } from './engine/planner';
import type { PlannedStep, Progress } from './engine/progress';
import { runSteps } from './engine/runner';
import { undoSteps } from './engine/undo';
import type { RecordedResource } from './journal/history';
import type { SetupDependencies } from './setupDependencies';

/** Does the work at one connection: its plan, its run and its undo. Whose turn it is, is its caller's matter. */
export class Worker {
  private readonly lock = new KeyedLock();

  constructor(
    private readonly dependencies: SetupDependencies, private readonly clock: Clock, private readonly saved: Connections, private readonly turns: OneAtATime,
  ) {}

  /** Goes through the steps; rejects while a step is blocked, and where what it would do was not looked at. */
  async run(progress: Progress, signal: AbortSignal): Promise<void> {
    const refused = progress.route.refused ?? await this.stillBlocked(progress, signal);
    if (refused !== undefined) {
      throw refused;
    }
    const { history } = progress.journal;
    await runSteps(progress, this.contexts(progress, signal).toChange, signal);
    await markAsOurs(progress, history, this.dependencies, signal);
  }

  /** Deletes what was made, with what others use left to them. */
  async undo(progress: Progress, signal: AbortSignal): Promise<void> {
    progress.planned = undefined;
    const others = {
      handOver: (resource: RecordedResource) => this.handOver(progress, resource), deleted: (resource: RecordedResource) => this.tellOthers(progress, resource),
    };
    await undoSteps(progress, this.contexts(progress, signal).toChange, others, signal);
  }

  private async handOver(progress: Progress, resource: RecordedResource): Promise<Stays | undefined> {
    return await handOver(resource, await this.othersThan(progress), (id, work) => this.turns.alone(id, work));
  }

  private async tellOthers(progress: Progress, resource: RecordedResource): Promise<void> {
    await goWith(resource, await this.othersThan(progress), (id, work) => this.turns.alone(id, work));
  }

  /** Other windows plan and run meanwhile: the others are looked at anew for each thing. */
  private async othersThan(progress: Progress): Promise<readonly Progress[]> {
    await this.saved.catchUp();
    return this.saved.all().filter((other) => other !== progress);
  }

  /** Holds every step against the account. */
  async plan(progress: Progress, signal: AbortSignal): Promise<void> {
    progress.planned = await planSteps(progress.steps, this.contexts(progress, signal, true).toLook);
  }

  /**
   * A blocked plan is made anew, since what blocked it may be gone; what it makes then nobody has looked at yet. Where nobody has looked
   * at any plan, as after a run that was cut off, it goes on as long as it replaces nothing.
   */
  private async stillBlocked(progress: Progress, signal: AbortSignal): Promise<Failure | undefined> {
    const { steps, planned: before } = progress;
    const wasBlocked = before !== undefined && blockedFailure(steps, before) !== undefined;
    if (before === undefined || wasBlocked) {
      await this.plan(progress, signal);
    }
    const { planned } = progress;
    if (planned === undefined) {
      return undefined;
    }
    if (before !== undefined && !wasBlocked) {
      return await this.changed(progress, before, signal);
    }
    return blockedFailure(steps, planned) ?? (wasBlocked ? unseen(t('What blocked it is gone, and the plan was made anew')) : undefined)
      ?? (before === undefined ? replacingFailure(planned) : undefined);
  }

  /** Everything is looked at once more before the first write. What cannot be read now, the run meets at its step. */
  private async changed(progress: Progress, shown: ReadonlyMap<string, PlannedStep>, signal: AbortSignal): Promise<Failure | undefined> {
    try {
      const now = await planSteps(progress.steps, this.contexts(progress, signal, true).toLook);
      const refused = changedSince(progress.steps, shown, now);
      if (refused !== undefined) {
        progress.planned = now;
      }
      return refused;
    } catch (error) {
      if (error instanceof Failure || signal.aborted) {
        return undefined;
      }
      throw error;
    }
  }

  /** What the steps of one plan, run or undo are given. */
  contexts({ connection, service, steps, journal, note }: Progress, signal: AbortSignal, listsOnce = false): Contexts {
    const { dependencies, clock, lock } = this;
    return new Contexts({ connection, service, steps, journal, dependencies, clock, lock, signal, listsOnce, note });
  }
}

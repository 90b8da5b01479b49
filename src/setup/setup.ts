import { Failure } from '../model/failure';
import type { Clock, ServerAccess, SetupDependencies } from './dependencies';
import { blockedFailure, planSteps } from './engine/planner';
import type { Connection } from '../model/connection';
import { ConnectionStore } from './connectionStore';
import { Journal } from './journal/journal';
import { KeyedLock } from './engine/lock';
import { Progress } from './engine/progress';
import type { RunView } from '../model/plan';
import type { Secret } from '../model/secret';
import type { UndoItem } from './engine/undo';
import { Workbench } from './engine/workbench';
import { credentialOf } from './steps/credential';
import { openToInternetRefused } from './ranges';
import { isSameWhenSaved, refuseOtherFrame } from './frame';
import { runSteps } from './engine/runner';
import { serverAccess } from './serverAccess';
import { handOver } from './engine/handOver';
import { systemClock } from './engine/clock';
import { undoItems, undoSteps } from './engine/undo';
import { withLease } from './engine/lease';
import { vsiSteps } from './routes/vsi';

/** Plans, runs and undoes connections, and remembers them. One object an account. */
export class Setup {
  private readonly clock: Clock;
  private readonly store: ConnectionStore;
  private readonly lock = new KeyedLock();
  private readonly listeners = new Set<() => void>();
  private readonly progresses = new Map<string, Progress>();
  /** Connections that this window changes right now. */
  private readonly taken = new Set<string>();
  private damaged: readonly string[] = [];

  constructor(private readonly dependencies: SetupDependencies) {
    this.clock = dependencies.clock ?? systemClock;
    this.store = new ConnectionStore(dependencies.folder);
  }

  /**
   * Reads the saved connections and their journals; a run that was cut off is shown as `interrupted`. Again, it shows what
   * other windows did meanwhile.
   */
  async load(): Promise<void> {
    await this.catchUp();
    this.changed();
  }

  /** Called after every change of `views()` or `connections()`. Returns the way to stop listening. */
  onDidChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Files of connections that cannot be read; they are left as they are. */
  unreadable(): readonly string[] {
    return this.damaged;
  }

  connections(): readonly Connection[] {
    return [...this.progresses.values()].map(({ connection }) => connection);
  }

  /** Those that were planned or run, newest first. */
  views(): readonly RunView[] {
    return [...this.progresses.values()]
      .filter(({ planned, journal }) => planned !== undefined || journal.history.phase !== 'new')
      .map((progress) => progress.view())
      .reverse();
  }

  /** Fails with `setup.not-undone` where the choices no longer cover what was made already. */
  async save(connection: Connection): Promise<void> {
    await this.alone(connection.id, async () => {
      const before = this.progresses.get(connection.id)?.connection;
      if (before !== undefined && this.undoList(connection.id).length > 0) {
        refuseOtherFrame(before, connection);
      }
      await this.store.save(connection);
      await this.open(connection);
    });
    this.changed();
  }

  /** Forgets a connection and its journal; fails with `setup.not-undone` while something that it made exists. */
  async forget(connectionId: string): Promise<void> {
    await this.alone(connectionId, async () => {
      const left = this.undoList(connectionId);
      if (left.length > 0) {
        throw new Failure({
          code: 'setup.not-undone', what: 'Could not remove the connection',
          why: `It made ${left.length} things that still exist, ${left[0]?.name ?? ''} among them.`, next: 'Undo it first.',
        });
      }
      await this.progresses.get(connectionId)?.journal.delete();
      await this.store.delete(connectionId);
      this.progresses.delete(connectionId);
    });
    this.changed();
  }

  /** Holds every step against the account; writes nothing there. Saves the connection. */
  async plan(connection: Connection, signal: AbortSignal): Promise<RunView> {
    await this.save(connection);
    const progress = this.progress(connection.id);
    await this.makePlan(progress, signal);
    this.changed();
    return progress.view();
  }

  /**
   * Runs a planned connection, or goes on with one that failed, was cancelled or was cut off. Resolves with `done`,
   * `failed` or `cancelled`; rejects with `setup.blocked` while a step of the plan is blocked.
   */
  async run(connectionId: string, signal: AbortSignal): Promise<RunView> {
    return await this.work(connectionId, async (progress) => {
      const refused = openToInternetRefused(progress.connection.choices) ?? await this.stillBlocked(progress, signal);
      if (refused !== undefined) {
        throw refused;
      }
      const bench = this.workbench(progress, signal);
      await runSteps(progress, (step) => bench.runContextOf(step), signal);
    });
  }

  /** What `undo` would delete, in that order, for the confirmation. */
  undoList(connectionId: string): readonly UndoItem[] {
    const progress = this.progresses.get(connectionId);
    return progress === undefined ? [] : undoItems(progress.steps, progress.journal.history);
  }

  /** Deletes what the connection made, never what it adopted. Resolves with `undone`, `failed` or `cancelled`. */
  async undo(connectionId: string, signal: AbortSignal): Promise<RunView> {
    return await this.work(connectionId, async (progress) => {
      progress.planned = undefined;
      const bench = this.workbench(progress, signal);
      const others = [...this.progresses.values()].filter((other) => other !== progress);
      await undoSteps(progress, (step) => bench.runContextOf(step), (resource) => handOver(resource, others), signal);
    });
  }

  /** The connection's service API key, once its credential is made. */
  async apiKey(connectionId: string): Promise<Secret | undefined> {
    const { journal } = this.progress(connectionId);
    return await credentialOf(this.dependencies.secrets, connectionId, journal.history);
  }

  /** How to SSH into the connection's server; undefined until its address is known. */
  serverAccess(connectionId: string): ServerAccess | undefined {
    const { connection, journal } = this.progress(connectionId);
    return serverAccess(connection, journal.history, this.dependencies.environment);
  }

  private async makePlan(progress: Progress, signal: AbortSignal): Promise<void> {
    const bench = this.workbench(progress, signal);
    progress.planned = await planSteps(progress.steps, (step) => bench.contextOf(step));
  }

  /** A blocked plan is looked at once more: what blocked it may be gone. */
  private async stillBlocked(progress: Progress, signal: AbortSignal): Promise<Failure | undefined> {
    if (progress.planned === undefined || blockedFailure(progress.steps, progress.planned) !== undefined) {
      await this.makePlan(progress, signal);
    }
    return progress.planned === undefined ? undefined : blockedFailure(progress.steps, progress.planned);
  }

  private async work(connectionId: string, work: (progress: Progress) => Promise<void>): Promise<RunView> {
    return await this.alone(connectionId, async () => {
      const progress = this.progress(connectionId);
      progress.working = true;
      this.changed();
      try {
        await work(progress);
      } finally {
        progress.working = false;
        this.changed();
      }
      return progress.view();
    });
  }

  /** Lets one work at a connection, in this window and in all of them, and go by what the others did before. */
  private async alone<T>(connectionId: string, work: () => Promise<T>): Promise<T> {
    if (this.taken.has(connectionId)) {
      throw new Failure({
        code: 'setup.busy', what: `Could not start: ${connectionId} is being worked at`,
        why: 'A run or an undo of it goes on.', next: 'Wait until it ends, or cancel it.',
      });
    }
    this.taken.add(connectionId);
    try {
      return await withLease(this.store.leasePath(connectionId), connectionId, async () => {
        await this.catchUp();
        return await work();
      });
    } finally {
      this.taken.delete(connectionId);
    }
  }

  /** Other windows make, run, undo and forget connections too; the files are what all of them go by. */
  private async catchUp(): Promise<void> {
    const before = [...this.progresses.values()];
    const { connections, unreadable } = await this.store.load();
    this.damaged = unreadable;
    const here = connections.filter(({ accountId }) => accountId === this.dependencies.accountId);
    for (const { working, connection: { id } } of before) {
      if (!working && !here.some((connection) => connection.id === id)) {
        this.progresses.delete(id);
      }
    }
    for (const connection of here) {
      const known = this.progresses.get(connection.id);
      if (known === undefined || !isSameWhenSaved(known.connection, connection)) {
        await this.open(connection);
      } else if (!known.working) {
        await known.journal.load();
      }
    }
  }

  private workbench(progress: Progress, signal: AbortSignal): Workbench {
    return new Workbench({ progress, dependencies: this.dependencies, clock: this.clock, lock: this.lock, signal });
  }

  private async open(connection: Connection): Promise<void> {
    const before = this.progresses.get(connection.id);
    const journal = before?.journal ?? new Journal(this.store.journalPath(connection.id), this.clock);
    await journal.load();
    if (this.progresses.get(connection.id)?.working !== true) {
      this.progresses.set(
        connection.id, new Progress(connection, vsiSteps(connection), journal, this.clock, () => this.changed()),
      );
    }
  }

  private progress(connectionId: string): Progress {
    const progress = this.progresses.get(connectionId);
    if (progress === undefined) {
      throw new Failure({
        code: 'setup.unknown-connection', what: `Could not find the connection ${connectionId}`,
        why: 'It is not among the saved ones of this account.', next: 'Refresh, then choose it again.',
      });
    }
    return progress;
  }

  private changed(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }
}

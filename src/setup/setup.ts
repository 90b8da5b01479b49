import type { Connection } from '../model/connection';
import type { MadeResource, RunView } from '../model/plan';
import type { Secret } from '../model/secret';
import type { ServerAccess, SetupDependencies } from './dependencies';
import { Failure } from '../model/failure';

/** Plans, runs and undoes connections, and remembers them. One object an account. */
export class Setup {
  private readonly listeners = new Set<() => void>();

  constructor(private readonly dependencies: SetupDependencies) {}

  /** Reads the saved connections and their journals; a run that was cut off is shown as `interrupted`. */
  load(): Promise<void> {
    return this.notBuilt();
  }

  /** Called after every change of `views()` or `connections()`. Returns the way to stop listening. */
  onDidChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  connections(): readonly Connection[] {
    return [];
  }

  /** Newest first. */
  views(): readonly RunView[] {
    return [];
  }

  save(connection: Connection): Promise<void> {
    return this.notBuilt(connection);
  }

  /** Forgets a connection and its journal; fails with `setup.not-undone` while something that it made exists. */
  forget(connectionId: string): Promise<void> {
    return this.notBuilt(connectionId);
  }

  /** Holds every step against the account; writes nothing. Saves the connection. */
  plan(connection: Connection, signal: AbortSignal): Promise<RunView> {
    return this.notBuilt(connection, signal);
  }

  /**
   * Runs a planned connection, or goes on with one that failed, was cancelled or was cut off. Resolves with `done`,
   * `failed` or `cancelled`; rejects with `setup.blocked` while a step of the plan is blocked.
   */
  run(connectionId: string, signal: AbortSignal): Promise<RunView> {
    return this.notBuilt(connectionId, signal);
  }

  /** What `undo` would delete, in that order, for the confirmation. */
  undoList(connectionId: string): readonly MadeResource[] {
    return connectionId === '' ? [] : [];
  }

  /** Deletes what the connection made, never what it adopted. Resolves with `undone`, `failed` or `cancelled`. */
  undo(connectionId: string, signal: AbortSignal): Promise<RunView> {
    return this.notBuilt(connectionId, signal);
  }

  /** The connection's service API key, once its credential is made. */
  apiKey(connectionId: string): Promise<Secret | undefined> {
    return this.notBuilt(connectionId);
  }

  /** How to SSH into the connection's server; undefined until its address is known. */
  serverAccess(connectionId: string): ServerAccess | undefined {
    return connectionId === '' ? undefined : undefined;
  }

  private notBuilt(...unused: readonly unknown[]): Promise<never> {
    return Promise.reject(new Failure({
      code: 'setup.not-built', what: `Setup in ${this.dependencies.folder}`, why: `It is not there yet (${unused.length}).`, next: 'Wait for it.',
    }));
  }
}

import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import type { ContextKeys } from '../contextKeys';
import { inTime } from '../inTime';
import type { Log } from '../log';
import type { Session } from '../session/session';
import type { Sessions } from '../session/sessions';
import type { TreeNode } from '../tree/node';
import type { NodeTree } from '../tree/provider';
import { isMoving, runNode } from './runNode';

const planLimitMs = 120_000;

export interface ActivityDependencies {
  readonly tree: Pick<NodeTree, 'paint'>;
  readonly sessions: Pick<Sessions, 'current'>;
  readonly keys: Pick<ContextKeys, 'set'>;
  readonly log: Pick<Log, 'failure'>;
}

/** The Activity view: a node a run, newest first, its time ticking while it runs. */
export class ActivityView {
  /** When each run was given as it is, so that its time can go on from there. */
  readonly #given = new Map<string, { readonly run: RunView; readonly at: number }>();
  /** What was saved after this is being planned by its command. */
  readonly #born = new Date().toISOString();
  readonly #planned = new WeakSet<Session>();
  #ticking: NodeJS.Timeout | undefined;
  #followed: Session | undefined;
  #reading = false;

  constructor(private readonly dependencies: ActivityDependencies) {}

  async roots(): Promise<readonly TreeNode[]> {
    const { sessions, keys } = this.dependencies;
    const session = await sessions.current();
    keys.set('privateConnect.signedIn', session !== undefined);
    const views = session?.setup.views() ?? [];
    if (session !== undefined && !this.#planned.has(session)) {
      this.#planned.add(session);
      void this.#planAgain(session);
    }
    this.#tickWhile(views.some(isMoving), views.some(({ elsewhere }) => elsewhere !== undefined) ? session : undefined);
    const files = new Map(session?.setup.damaged().map(({ id, path }) => [id, path]));
    return views.map((run) => runNode(run, this.#since(run), files.get(run.connectionId)));
  }

  dispose(): void {
    this.#tickWhile(false, undefined);
  }

  /** Plans are not kept over a restart, since the account may have changed meanwhile: what was chosen is held against it again. */
  async #planAgain({ setup }: Session): Promise<void> {
    const known = new Set(setup.views().map(({ connectionId }) => connectionId));
    for (const connection of setup.connections().filter(({ id, createdAt }) => !known.has(id) && createdAt < this.#born)) {
      try {
        await inTime(t('Could not plan the connection again'), planLimitMs, (signal) => setup.plan(connection, signal));
      } catch (error) {
        this.dependencies.log.failure(`Could not plan ${connection.id} again`, error);
      }
    }
  }

  #since(run: RunView): number {
    const given = this.#given.get(run.connectionId);
    if (given?.run.elapsedMs === run.elapsedMs && given?.run.state === run.state) {
      return Date.now() - given.at;
    }
    this.#given.set(run.connectionId, { run, at: Date.now() });
    return 0;
  }

  /** `followed` has a run that another window works at: how it goes on stands in its journal alone. */
  #tickWhile(moving: boolean, followed: Session | undefined): void {
    this.#followed = followed;
    if (moving) {
      this.#ticking ??= setInterval(() => void this.#tick(), 1000).unref();
    } else {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }

  async #tick(): Promise<void> {
    if (this.#followed !== undefined && !this.#reading) {
      this.#reading = true;
      try {
        await this.#followed.setup.load();
      } catch (error) {
        this.dependencies.log.failure('Could not follow the run of another window', error);
      } finally {
        this.#reading = false;
      }
    }
    this.dependencies.tree.paint();
  }
}
